package org.autoprivacy.bfv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.autoprivacy.bfv.engine.JavaBackend;
import org.autoprivacy.math.Primes;
import org.autoprivacy.seal.SealBackend;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls of the port with any operands: of other contexts, closed, in the wrong form, arrays of any
 * length and content. A call works or is refused; nothing else comes of it. {@code
 * -Dautoprivacy.fuzz.calls=N} makes more of them, {@code -Dautoprivacy.fuzz.seed=S} others, {@code
 * -Dautoprivacy.fuzz.engine=E} those of one engine.
 */
final class HeFuzzTest {

  private static final int CALLS = Integer.getInteger("autoprivacy.fuzz.calls", 10_000);
  private static final long SEED = Long.getLong("autoprivacy.fuzz.seed", 1);
  private static final @Nullable String ENGINE = System.getProperty("autoprivacy.fuzz.engine");
  private static final int N = 1024;
  private static final int KEPT = 6;

  private final List<HeContext> contexts = new ArrayList<>();
  private final List<SecretKey> secrets = new ArrayList<>();
  private final List<PublicKey> publics = new ArrayList<>();
  private final List<RelinearizationKey> relins = new ArrayList<>();
  private final List<GaloisKeys> galois = new ArrayList<>();
  private final List<Plaintext> plains = new ArrayList<>();
  private final List<Ciphertext> ciphers = new ArrayList<>();
  private SplittableRandom random = new SplittableRandom(SEED);

  private static List<BfvParameters> parameters() {
    List<Long> wide = Primes.largest(40, 2L * N, 3);
    List<Long> narrow = Primes.largest(27, 2L * N, 2);
    return List.of(
        new BfvParameters(N, wide.subList(0, 2), OptionalLong.of(wide.get(2)), 12289),
        new BfvParameters(N, narrow.subList(0, 1), OptionalLong.of(narrow.get(1)), 12289),
        new BfvParameters(N, wide.subList(0, 2), OptionalLong.empty(), 1 << 20));
  }

  private static HeBackend backend(String name) {
    return switch (name) {
      case "seal-ffm" -> SealBackend.ffm();
      case "seal-jna" -> SealBackend.jna();
      default -> JavaBackend.instance();
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "seal-ffm", "seal-jna"})
  void anyCallWorksOrIsRefused(String engine) {
    HeBackend backend = backend(engine);
    Assumptions.assumeTrue(backend.isAvailable(), backend.detail());
    Assumptions.assumeTrue(ENGINE == null || ENGINE.equals(engine), "not asked for");
    random = new SplittableRandom(SEED);
    parameters().forEach(parameters -> contexts.add(backend.newContext(parameters)));
    for (HeContext context : contexts) {
      keep(secrets, context.newSecretKey());
      keep(publics, context.newPublicKey(secrets.getLast()));
      keep(plains, context.newPlaintext(new long[] {1, 2, 3}));
      keep(ciphers, context.encryptSymmetric(plains.getLast(), secrets.getLast()));
      if (context.parameters().specialPrime().isPresent()) {
        keep(relins, context.newRelinearizationKey(secrets.getLast()));
        keep(galois, context.newGaloisKeys(secrets.getLast(), 3, 9, 2 * N - 1));
      }
    }
    int worked = 0;
    int refused = 0;
    for (int i = 0; i < CALLS; i++) {
      try {
        call(random.nextInt(40));
        worked++;
      } catch (IllegalArgumentException | IllegalStateException e) {
        String message = String.valueOf(e.getMessage());
        assertEquals(1, message.lines().count(), message);
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError("call %d of seed %d".formatted(i, SEED), e);
      }
    }
    assertEquals(CALLS, worked + refused);
    assertTrue(worked > CALLS / 10 && refused > CALLS / 10, worked + " worked");
    System.out.printf(
        "%s, seed %d: %d calls worked, %d were refused%n", engine, SEED, worked, refused);
    for (List<? extends AutoCloseable> objects :
        List.of(secrets, publics, relins, galois, plains, ciphers, contexts)) {
      objects.forEach(HeFuzzTest::close);
    }
  }

  private static void close(AutoCloseable object) {
    try {
      object.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Adds an object; the one that has to go is closed, and sometimes stays. */
  private <T extends AutoCloseable> void keep(List<T> list, T object) {
    if (list.size() < KEPT) {
      list.add(object);
    } else {
      close(list.set(3 + random.nextInt(KEPT - 3), object));
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private int anyInt() {
    int[] edges = {
      0,
      1,
      -1,
      2,
      3,
      9,
      N / 2,
      -N / 2,
      N,
      2 * N - 1,
      2 * N,
      2 * N + 1,
      Integer.MIN_VALUE,
      Integer.MAX_VALUE
    };
    return random.nextInt(4) == 0 ? random.nextInt() : edges[random.nextInt(edges.length)];
  }

  private int anyLimbs() {
    return random.nextInt(3) == 0 ? anyInt() : 1 + random.nextInt(2);
  }

  private int[] anyInts() {
    return random.ints(random.nextInt(4), 0, 4).map(i -> i == 0 ? anyInt() : 2 * i + 1).toArray();
  }

  /** Mostly of a length that fits something, mostly of values that fit. */
  private long[] anyLongs(int length) {
    int[] lengths = {0, 1, N - 1, N, N + 1, 2 * N, 4 * N};
    long[] values =
        new long[random.nextInt(4) == 0 ? lengths[random.nextInt(lengths.length)] : length];
    long bound = random.nextBoolean() ? 2 : 12289;
    Arrays.setAll(values, i -> random.nextLong(bound));
    if (random.nextInt(4) == 0 && values.length > 0) {
      long[] edges = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 12289, 1L << 40, 1L << 60, 1L << 62};
      values[random.nextInt(values.length)] = edges[random.nextInt(edges.length)];
    }
    return values;
  }

  private CiphertextData anyCiphertext() {
    int size = random.nextInt(4) == 0 ? anyInt() : 2 + random.nextInt(2);
    int limbs = anyLimbs();
    boolean sane = size > 0 && size < 4 && limbs > 0 && limbs < 4;
    return new CiphertextData(
        size, limbs, random.nextBoolean(), anyLongs(sane ? size * limbs * N : N));
  }

  private SwitchingKeyData anyKey() {
    int digits = anyLimbs();
    int keyLimbs = random.nextInt(3) == 0 ? anyInt() : digits + 1;
    boolean sane = digits > 0 && digits < 4 && keyLimbs > 0 && keyLimbs < 5;
    return new SwitchingKeyData(digits, keyLimbs, anyLongs(sane ? digits * 2 * keyLimbs * N : N));
  }

  private List<Plaintext> anyPlains() {
    return random.ints(random.nextInt(4), 0, plains.size()).mapToObj(plains::get).toList();
  }

  private List<Ciphertext> anyCiphers() {
    return random.ints(random.nextInt(4), 0, ciphers.size()).mapToObj(ciphers::get).toList();
  }

  private void call(int what) {
    HeContext on = any(contexts);
    Ciphertext c = any(ciphers);
    Plaintext p = any(plains);
    SecretKey s = any(secrets);
    switch (what) {
      case 0 -> keep(secrets, on.importSecretKey(anyLongs(N)));
      case 1 -> keep(publics, on.newPublicKey(s));
      case 2 -> keep(publics, on.importPublicKey(anyCiphertext()));
      case 3 -> keep(relins, on.newRelinearizationKey(s));
      case 4 -> keep(relins, on.importRelinearizationKey(anyKey()));
      case 5 -> keep(galois, on.newGaloisKeys(s, anyInts()));
      case 6 -> keep(galois, on.importGaloisKeys(Map.of(anyInt(), anyKey())));
      case 7 -> on.export(any(galois), anyInt());
      case 8 -> on.export(any(relins));
      case 9 -> on.export(any(publics));
      case 10 -> on.export(s);
      case 11 -> keep(plains, on.newPlaintext(anyLongs(N)));
      case 12 -> keep(plains, on.encodeSlots(anyLongs(N)));
      case 13 -> on.decodeSlots(p);
      case 14 -> on.coefficients(p);
      case 15 -> keep(plains, on.toNtt(p, anyLimbs()));
      case 16 -> keep(plains, on.importNttPlaintext(anyLimbs(), anyLongs(2 * N)));
      case 17 -> keep(ciphers, on.encryptSymmetric(p, s));
      case 18 -> keep(ciphers, on.encryptPublic(p, any(publics)));
      case 19 -> keep(plains, on.decrypt(c, s));
      case 20 -> keep(ciphers, on.add(c, any(ciphers)));
      case 21 -> on.addInPlace(c, any(ciphers));
      case 22 -> keep(ciphers, on.subtract(c, any(ciphers)));
      case 23 -> keep(ciphers, on.addPlain(c, p));
      case 24 -> keep(ciphers, on.subtractPlain(c, p));
      case 25 -> keep(ciphers, on.multiplyPlain(c, p));
      case 26 -> keep(ciphers, on.multiply(c, any(ciphers)));
      case 27 -> keep(ciphers, on.relinearize(c, any(relins)));
      case 28 -> keep(ciphers, on.rotateRows(c, anyInt(), any(galois)));
      case 29 -> keep(ciphers, on.rotateColumns(c, any(galois)));
      case 30 -> keep(ciphers, on.applyGalois(c, anyInt(), any(galois)));
      case 31 -> on.applyGaloisHoisted(c, anyInts(), any(galois)).forEach(r -> keep(ciphers, r));
      case 32 -> keep(ciphers, on.modSwitch(c));
      case 33 -> {
        if (random.nextBoolean()) {
          on.toNttInPlace(c);
        } else {
          on.fromNttInPlace(c);
        }
      }
      case 34 -> keep(ciphers, on.sumOfPlainProducts(anyCiphers(), anyPlains()));
      case 35 -> keep(ciphers, on.importCiphertext(anyCiphertext()));
      case 36 -> {
        on.phase(c, s);
        on.noiseBudgetBits(c, s);
      }
      case 37 -> on.forwardNtt(anyLimbs(), anyLongs(N));
      case 38 -> {
        on.encryptSymmetricSeeded(p, s);
        keep(ciphers, on.expand(new SeededCiphertext(anyLimbs(), new byte[32], anyLongs(2 * N))));
      }
      default -> {
        close(random.nextBoolean() ? c : p);
        on.galoisElement(anyInt());
      }
    }
  }
}
