package org.autoprivacy.bfv.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.CiphertextData;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.RelinearizationKey;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.bfv.SwitchingKeyData;
import org.autoprivacy.math.Primes;
import org.autoprivacy.seal.SealBackend;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Sequences of operations drawn from a seed, on SEAL and on our engine side by side: after each the
 * two ciphertexts, or what was read from them, are the same bits. {@code
 * -Dautoprivacy.crosscheck.operations=N} runs more of them, {@code -Dautoprivacy.crosscheck.seed=S}
 * others.
 */
final class RandomOperationsTest {

  private static final int OPERATIONS =
      Integer.getInteger("autoprivacy.crosscheck.operations", 10_000);
  private static final long SEED = Long.getLong("autoprivacy.crosscheck.seed", 1);
  private static final int OF_ONE_CONTEXT = 1000;
  private static final int ALIVE = 4;
  private static final int N = 1024;

  /** Both engines with the same keys, and ciphertexts in pairs. */
  private static final class Pair implements AutoCloseable {
    final SplittableRandom random;
    final BfvParameters parameters;
    final HeContext[] contexts;
    final SecretKey[] keys = new SecretKey[2];
    final GaloisKeys[] galois = new GaloisKeys[2];
    final RelinearizationKey[] relin = new RelinearizationKey[2];
    final List<Ciphertext[]> alive = new ArrayList<>();
    final int[] elements = {3, 9, 2 * N - 1, N + 1};

    Pair(SplittableRandom random) {
      this.random = random;
      parameters = parameters(random);
      contexts =
          new HeContext[] {
            SealBackend.ffm().newContext(parameters), JavaBackend.instance().newContext(parameters)
          };
      keys[0] = contexts[0].newSecretKey();
      keys[1] = contexts[1].importSecretKey(contexts[0].export(keys[0]));
      // Ours makes the switching keys here, SEAL in the other test.
      galois[1] = contexts[1].newGaloisKeys(keys[1], elements);
      relin[1] = contexts[1].newRelinearizationKey(keys[1]);
      Map<Integer, SwitchingKeyData> exported = new HashMap<>();
      for (int element : contexts[1].galoisElements(galois[1])) {
        exported.put(element, contexts[1].export(galois[1], element));
      }
      galois[0] = contexts[0].importGaloisKeys(exported);
      relin[0] = contexts[0].importRelinearizationKey(contexts[1].export(relin[1]));
    }

    private static BfvParameters parameters(SplittableRandom random) {
      int limbs = 1 + random.nextInt(3);
      List<Long> primes = new ArrayList<>();
      while (primes.size() <= limbs) {
        int bits = 25 + random.nextInt(35);
        long prime = Primes.largest(bits, 2L * N, 4).get(random.nextInt(4));
        if (!primes.contains(prime)) {
          primes.add(prime);
        }
      }
      long t = random.nextBoolean() ? 12289 : 2 + random.nextInt(1 << 20);
      return new BfvParameters(N, primes.subList(0, limbs), OptionalLong.of(primes.get(limbs)), t);
    }

    /** A ciphertext of any residues, on both. */
    Ciphertext[] fresh() {
      int limbs = 1 + random.nextInt(parameters.limbs());
      int size = 2 + random.nextInt(2);
      long[] values = new long[size * limbs * N];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextLong(parameters.dataPrimes().get(i / N % limbs));
      }
      CiphertextData data = new CiphertextData(size, limbs, random.nextBoolean(), values);
      return both(side -> contexts[side].importCiphertext(data));
    }

    /** An operation on one side. */
    @FunctionalInterface
    interface On {
      Ciphertext side(int side);
    }

    private Ciphertext[] both(On on) {
      return new Ciphertext[] {on.side(0), on.side(1)};
    }

    /** One operation, if the ciphertexts drawn for it allow it; whether they did. */
    boolean step() {
      while (alive.size() < ALIVE) {
        alive.add(fresh());
      }
      Ciphertext[] a = alive.get(random.nextInt(ALIVE));
      Ciphertext[] b = alive.get(random.nextInt(ALIVE));
      boolean ntt = a[0].isNtt();
      boolean alike = a != b && a[0].limbs() == b[0].limbs() && ntt == b[0].isNtt();
      int element = elements[random.nextInt(elements.length)];
      long[] message = random.longs(N, 0, parameters.plainModulus()).toArray();
      message[0] = 1;
      return switch (random.nextInt(12)) {
        case 0 -> replace("add", a, alike, s -> contexts[s].add(a[s], b[s]));
        case 1 -> replace("subtract", a, alike, s -> contexts[s].subtract(a[s], b[s]));
        case 2 -> replace("addPlain", a, !ntt, s -> withPlain(s, message, PlainUse.ADD, a[s]));
        case 3 ->
            replace("subtractPlain", a, !ntt, s -> withPlain(s, message, PlainUse.SUBTRACT, a[s]));
        case 4 ->
            replace("multiplyPlain", a, true, s -> withPlain(s, message, PlainUse.MULTIPLY, a[s]));
        case 5 -> replace("relinearize", a, !ntt, s -> contexts[s].relinearize(a[s], relin[s]));
        case 6, 7 ->
            replace(
                "applyGalois " + element,
                a,
                !ntt && a[0].size() == 2,
                s -> contexts[s].applyGalois(a[s], element, galois[s]));
        case 8 ->
            replace("modSwitch", a, !ntt && a[0].limbs() > 1, s -> contexts[s].modSwitch(a[s]));
        case 9 ->
            replace(
                "transform",
                a,
                true,
                s -> ntt ? contexts[s].fromNtt(a[s]) : contexts[s].toNtt(a[s]));
        case 10 -> {
          if (!ntt) {
            same("decrypt", decrypted(0, a), decrypted(1, a));
          }
          yield !ntt;
        }
        default -> {
          if (parameters.supportsBatching()) {
            same("encode and decode", throughSlots(0, message), throughSlots(1, message));
          }
          alive.remove(a);
          close(a);
          yield parameters.supportsBatching();
        }
      };
    }

    private enum PlainUse {
      ADD,
      SUBTRACT,
      MULTIPLY
    }

    private Ciphertext withPlain(int side, long[] message, PlainUse use, Ciphertext a) {
      HeContext context = contexts[side];
      try (Plaintext plain = context.newPlaintext(message)) {
        return switch (use) {
          case ADD -> context.addPlain(a, plain);
          case SUBTRACT -> context.subtractPlain(a, plain);
          case MULTIPLY -> {
            if (!a.isNtt()) {
              yield context.multiplyPlain(a, plain);
            }
            try (Plaintext lifted = context.toNtt(plain, a.limbs())) {
              yield context.multiplyPlain(a, lifted);
            }
          }
        };
      }
    }

    private long[] decrypted(int side, Ciphertext[] a) {
      try (Plaintext plain = contexts[side].decrypt(a[side], keys[side])) {
        return contexts[side].coefficients(plain);
      }
    }

    /** The coefficients of encoded slots, and the slots of coefficients. */
    private long[] throughSlots(int side, long[] values) {
      try (Plaintext encoded = contexts[side].encodeSlots(values);
          Plaintext plain = contexts[side].newPlaintext(values)) {
        long[] both = Arrays.copyOf(contexts[side].export(encoded), 2 * N);
        System.arraycopy(contexts[side].decodeSlots(plain), 0, both, N, N);
        return both;
      }
    }

    /** Where it can be done, puts the result in the place of a. */
    private boolean replace(String what, Ciphertext[] a, boolean possible, On on) {
      if (possible) {
        Ciphertext[] result = both(on);
        CiphertextData seal = contexts[0].export(result[0]);
        CiphertextData ours = contexts[1].export(result[1]);
        assertEquals(seal.size(), ours.size(), what);
        assertEquals(seal.limbs(), ours.limbs(), what);
        assertEquals(seal.ntt(), ours.ntt(), what);
        same(what, seal.coefficients(), ours.coefficients());
        alive.set(alive.indexOf(a), result);
        close(a);
      }
      return possible;
    }

    private void same(String what, long[] seal, long[] ours) {
      int at = Arrays.mismatch(seal, ours);
      if (at >= 0) {
        fail("%s differs at %d with %s".formatted(what, at, parameters));
      }
    }

    private static void close(Ciphertext[] pair) {
      pair[0].close();
      pair[1].close();
    }

    @Override
    public void close() {
      alive.forEach(Pair::close);
      for (int side = 0; side < 2; side++) {
        galois[side].close();
        relin[side].close();
        keys[side].close();
        contexts[side].close();
      }
    }
  }

  @Test
  void sequencesOfOperationsAgree() {
    Assumptions.assumeTrue(SealBackend.ffm().isAvailable(), SealBackend.ffm().detail());
    SplittableRandom random = new SplittableRandom(SEED);
    int done = 0;
    while (done < OPERATIONS) {
      try (Pair pair = new Pair(random.split())) {
        for (int i = 0; i < OF_ONE_CONTEXT && done < OPERATIONS; i++) {
          done += pair.step() ? 1 : 0;
        }
      }
    }
    assertEquals(OPERATIONS, done);
  }
}
