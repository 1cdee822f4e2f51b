package org.autoprivacy.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.PublicKey;
import org.autoprivacy.bfv.RelinearizationKey;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.bfv.engine.JavaBackend;
import org.autoprivacy.kernel.KernelKind;
import org.autoprivacy.math.Primes;
import org.autoprivacy.seal.SealBackend;
import org.jspecify.annotations.Nullable;

/** One context of one implementation, with operands for each operation. */
final class BfvOperands implements AutoCloseable {

  static final int HOISTED = 16;

  private static final long PLAIN_MODULUS = 65537;

  final HeContext context;
  final SecretKey key;
  final PublicKey published;
  final int[] elements = new int[HOISTED];
  final long[] slots;
  final Plaintext plain;
  final Plaintext plainNtt;
  final Ciphertext a;
  final Ciphertext b;
  final Ciphertext ntt;
  private final List<AutoCloseable> open = new ArrayList<>();
  // Made when first asked for: sixteen keys take longer than everything else.
  private @Nullable RelinearizationKey relin;
  private @Nullable GaloisKeys one;
  private @Nullable GaloisKeys all;

  BfvOperands(HeBackend backend, BfvParameters parameters) {
    context = hold(backend.newContext(parameters));
    key = hold(context.newSecretKey());
    published = hold(context.newPublicKey(key));
    Arrays.setAll(elements, i -> context.galoisElement(i + 1));
    slots =
        new SplittableRandom(1)
            .longs(parameters.polyDegree(), 0, parameters.plainModulus())
            .toArray();
    plain = hold(context.encodeSlots(slots));
    plainNtt = hold(context.toNtt(plain));
    a = hold(context.encryptSymmetric(plain, key));
    b = hold(context.encryptPublic(plain, published));
    ntt = hold(context.toNtt(a));
  }

  private <T extends AutoCloseable> T hold(T object) {
    open.add(object);
    return object;
  }

  RelinearizationKey relin() {
    RelinearizationKey made = relin;
    if (made == null) {
      made = hold(context.newRelinearizationKey(key));
      relin = made;
    }
    return made;
  }

  /** The key of the first element. */
  GaloisKeys one() {
    GaloisKeys made = one;
    if (made == null) {
      made = hold(context.newGaloisKeys(key, elements[0]));
      one = made;
    }
    return made;
  }

  /** The keys of all elements. */
  GaloisKeys all() {
    GaloisKeys made = all;
    if (made == null) {
      made = hold(context.newGaloisKeys(key, elements));
      all = made;
    }
    return made;
  }

  /** The engine of an implementation's name. */
  static HeBackend backend(String implementation) {
    return switch (implementation) {
      case "seal-ffm" -> SealBackend.ffm();
      case "seal-jna" -> SealBackend.jna();
      default -> JavaBackend.on(KernelKind.parse(implementation));
    };
  }

  /**
   * {@code 4096-109}: data primes of 36 bits and a special prime of 37; {@code 8192-218}: data
   * primes of 43, 43, 44 and 44 bits and a special prime of 44. SEAL's default primes have these
   * widths.
   */
  static BfvParameters parameters(String name) {
    return switch (name) {
      case "4096-109" -> parameters(4096, new int[] {36, 36}, 37);
      case "8192-218" -> parameters(8192, new int[] {43, 43, 44, 44}, 44);
      default -> throw new IllegalArgumentException("no parameters: " + name);
    };
  }

  private static BfvParameters parameters(int n, int[] dataBits, int specialBits) {
    List<Long> primes = new ArrayList<>();
    for (int bits : dataBits) {
      primes.add(next(n, bits, primes));
    }
    return new BfvParameters(
        n, primes, OptionalLong.of(next(n, specialBits, primes)), PLAIN_MODULUS);
  }

  private static long next(int n, int bits, List<Long> taken) {
    return Primes.largest(bits, 2L * n, taken.size() + 1).stream()
        .filter(prime -> !taken.contains(prime))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    for (AutoCloseable object : open.reversed()) {
      try {
        object.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
