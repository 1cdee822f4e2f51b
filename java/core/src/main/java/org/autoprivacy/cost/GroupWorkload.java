package org.autoprivacy.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.CiphertextData;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.PublicKey;
import org.autoprivacy.bfv.RelinearizationKey;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.bfv.SeededCiphertext;
import org.autoprivacy.bfv.SwitchingKeyData;
import org.autoprivacy.linear.FloodingNoise;
import org.autoprivacy.linear.WireSizes;
import org.autoprivacy.params.Privacy;
import org.autoprivacy.ring.SecretWords;

/** The operations of one setting with operands at hand, ready to be timed one by one. */
final class GroupWorkload implements AutoCloseable {

  /** Plaintexts beyond the second-level cache of common machines, and within the third. */
  static final int MIDDLE_BYTES = 6 << 20;

  /** Plaintexts beyond every cache of common machines: twice a third-level cache of 32 MB. */
  static final int FAR_BYTES = 64 << 20;

  /** Keys beyond the second-level cache of common machines. */
  static final int KEY_BYTES = 12 << 20;

  /** Terms of the larger sums. */
  static final int SUMMED_TOGETHER = 16;

  private static final int ROTATED_TOGETHER = 16;
  private static final double FLOODING = 0x1p55;
  // Reading the clock takes about a microsecond, a transform at n = 1024 six.
  private static final int TRANSFORMED_TOGETHER = 4;

  /** Something to time. */
  record Task(Operation operation, Timed timed) {
    /**
     * What one of a batch of so many takes behind another such batch, so that it meets the caches
     * and the branches that it leaves itself, and not those of another operation.
     */
    double settledNanos(int runs) {
      timed.nanos(runs);
      return timed.nanos(runs);
    }
  }

  /** Runs an operation so many times and returns what one took on average, in nanoseconds. */
  @FunctionalInterface
  interface Timed {
    double nanos(int runs);
  }

  /** Closes what needs no closing. */
  private static void nothing() {}

  /** Makes a result, which is closed within the time: its memory is part of the cost. */
  @FunctionalInterface
  private interface Maker {
    AutoCloseable make();
  }

  private final HeContext context;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();

  GroupWorkload(HeBackend backend, ProfileGroup group) {
    BfvParameters parameters = group.parameters();
    context = hold(backend.atFullSpeed().newContext(parameters));
    try {
      prepare(parameters, group.specialPrime());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void prepare(BfvParameters parameters, boolean special) {
    // What is computed on does not matter to the time; that it is not sparse does.
    long[] slots =
        new SplittableRandom(1)
            .longs(parameters.polyDegree(), 0, parameters.plainModulus())
            .toArray();
    SecretKey key = hold(context.newSecretKey());
    PublicKey published = hold(context.newPublicKey(key));
    Plaintext plain = hold(context.encodeSlots(slots));
    Ciphertext a = hold(context.encryptSymmetric(plain, key));
    Ciphertext b = hold(context.encryptSymmetric(plain, key));
    add(Operation.SECRET_KEY, context::newSecretKey);
    add(Operation.PUBLIC_KEY, () -> context.newPublicKey(key));
    add(Operation.ENCRYPT_PUBLIC, () -> context.encryptPublic(plain, published));
    if (special) {
      RelinearizationKey relin = hold(context.newRelinearizationKey(key));
      addRotations(key, a);
      add(
          Operation.MULTIPLY_RELINEARIZE,
          () -> {
            try (Ciphertext product = context.multiply(a, b)) {
              return context.relinearize(product, relin);
            }
          });
    } else {
      Plaintext plainNtt = hold(context.toNtt(plain));
      Ciphertext aNtt = hold(context.toNtt(a));
      addTransforms(
          Stream.generate(() -> hold(context.toNtt(b))).limit(TRANSFORMED_TOGETHER).toList());
      add(Operation.ENCRYPT_SYMMETRIC, () -> context.encryptSymmetric(plain, key));
      addTransport(key, plain, a, slots);
      add(Operation.DECRYPT, () -> context.decrypt(a, key));
      add(Operation.ENCODE, () -> context.encodeSlots(slots));
      add(
          Operation.DECODE,
          () -> {
            context.decodeSlots(plain);
            return GroupWorkload::nothing;
          });
      add(Operation.PLAIN_TO_NTT, () -> context.toNtt(plain));
      addSums(plain, a);
      Ciphertext sum = hold(context.add(a, b));
      add(
          Operation.ADD,
          () -> {
            context.addInPlace(sum, b);
            return GroupWorkload::nothing;
          });
      add(Operation.ADD_PLAIN, () -> context.addPlain(a, plain));
      add(Operation.MULTIPLY_PLAIN_NTT, () -> context.multiplyPlain(aNtt, plainNtt));
      add(Operation.MULTIPLY_PLAIN_COEFF, () -> context.multiplyPlain(a, plain));
      if (parameters.limbs() > 1) {
        add(Operation.MOD_SWITCH, () -> context.modSwitch(a));
      }
    }
  }

  /** What is done so that ciphertexts and masks can travel. */
  private void addTransport(SecretKey key, Plaintext plain, Ciphertext a, long[] numbers) {
    SeededCiphertext seeded = context.encryptSymmetricSeeded(plain, key);
    CiphertextData data = context.export(a);
    long prime = context.parameters().dataPrimes().getFirst();
    long t = context.parameters().plainModulus();
    int bits = WireSizes.width(prime);
    long[] read = new long[numbers.length];
    byte[] packed = Transport.packed(numbers, bits);
    add(
        Operation.ENCRYPT_SEEDED,
        () -> {
          context.encryptSymmetricSeeded(plain, key);
          return GroupWorkload::nothing;
        });
    add(Operation.EXPAND, () -> context.expand(seeded));
    add(
        Operation.EXPORT,
        () -> {
          context.export(a);
          return GroupWorkload::nothing;
        });
    add(Operation.IMPORT, () -> context.importCiphertext(data));
    add(Operation.PLAINTEXT, () -> context.newPlaintext(numbers));
    add(
        Operation.COEFFICIENTS,
        () -> {
          context.coefficients(plain);
          return GroupWorkload::nothing;
        });
    add(
        Operation.PACK,
        () -> {
          Transport.packed(numbers, bits);
          return GroupWorkload::nothing;
        });
    add(
        Operation.UNPACK,
        () -> {
          Transport.unpacked(packed, numbers.length, bits, prime);
          return GroupWorkload::nothing;
        });
    int[] places = Transport.places(numbers.length);
    AtomicReference<long[]> arranged = new AtomicReference<>(numbers);
    add(
        Operation.ARRANGE,
        () -> {
          arranged.set(Transport.arranged(arranged.get(), places));
          return GroupWorkload::nothing;
        });
    FloodingNoise noise =
        new FloodingNoise(
            context.parameters().dataPrimes(), numbers.length, Privacy.Kind.STATISTICAL, FLOODING);
    long[] flooded = data.coefficients().clone();
    add(
        Operation.FLOOD,
        () -> {
          try (SecretWords random = SecretWords.open()) {
            noise.addTo(flooded, random);
          }
          return GroupWorkload::nothing;
        });
    add(
        Operation.DRAW,
        () -> {
          try (SecretWords random = SecretWords.open()) {
            random.fill(read, t);
          }
          return GroupWorkload::nothing;
        });
  }

  /** Rotations with keys that follow one another, and making and moving such keys. */
  private void addRotations(SecretKey key, Ciphertext a) {
    int limbs = context.parameters().limbs();
    long keyBytes = 16L * context.parameters().polyDegree() * limbs * (limbs + 1);
    int keys = Math.clamp(KEY_BYTES / keyBytes, 2, ROTATED_TOGETHER);
    int[] elements = IntStream.rangeClosed(1, keys).map(context::galoisElement).toArray();
    GaloisKeys galois = hold(context.newGaloisKeys(key, elements));
    AtomicInteger next = new AtomicInteger();
    add(Operation.ROTATE, () -> context.applyGalois(a, elements[0], galois));
    add(
        Operation.ROTATE_FAR,
        () -> context.applyGalois(a, elements[next.getAndIncrement() % keys], galois));
    int[] many = IntStream.range(0, ROTATED_TOGETHER).map(i -> elements[i % keys]).toArray();
    addHoisted(Operation.HOISTED_TWO, Arrays.copyOf(elements, 2), a, galois);
    addHoisted(Operation.HOISTED_SIXTEEN, many, a, galois);
    Map<Integer, SwitchingKeyData> one = Map.of(elements[0], context.export(galois, elements[0]));
    add(Operation.GALOIS_KEY, () -> context.newGaloisKeys(key, elements[0]));
    add(
        Operation.GALOIS_EXPORT,
        () -> {
          context.export(galois, elements[0]);
          return GroupWorkload::nothing;
        });
    add(Operation.GALOIS_IMPORT, () -> context.importGaloisKeys(one));
  }

  private void addHoisted(Operation operation, int[] elements, Ciphertext a, GaloisKeys keys) {
    add(
        operation,
        () -> {
          context.applyGaloisHoisted(a, elements, keys).forEach(Ciphertext::close);
          return GroupWorkload::nothing;
        });
  }

  /** Sums of products, with weights that are near, or out of so many that they are not. */
  private void addSums(Plaintext plain, Ciphertext a) {
    List<Ciphertext> factors =
        Stream.generate(() -> hold(context.toNtt(a))).limit(SUMMED_TOGETHER).toList();
    long bytes = 8L * context.parameters().polyDegree() * context.parameters().limbs();
    int count = (int) Math.max(SUMMED_TOGETHER, FAR_BYTES / bytes);
    List<Plaintext> weights =
        Stream.generate(() -> hold(context.toNtt(plain))).limit(count).toList();
    add(
        Operation.SUM_OF_TWO,
        () -> context.sumOfPlainProducts(factors.subList(0, 2), weights.subList(0, 2)));
    addSum(Operation.SUM_OF_SIXTEEN, factors, weights.subList(0, SUMMED_TOGETHER), true);
    int middle = (int) Math.max(SUMMED_TOGETHER, MIDDLE_BYTES / bytes);
    addSum(Operation.SUM_MIDDLE, factors, weights.subList(0, Math.min(count, middle)), true);
    addSum(Operation.SUM_FAR, factors, weights, false);
  }

  /**
   * Sums with all weights in turn.
   *
   * @param fetched whether each batch begins behind a whole turn: weights are as near then as so
   *     many can be
   */
  private void addSum(
      Operation operation, List<Ciphertext> factors, List<Plaintext> weights, boolean fetched) {
    int sums = weights.size() / SUMMED_TOGETHER;
    AtomicInteger next = new AtomicInteger();
    Maker maker =
        () -> {
          int from = next.getAndIncrement() % sums * SUMMED_TOGETHER;
          return context.sumOfPlainProducts(factors, weights.subList(from, from + SUMMED_TOGETHER));
        };
    add(operation, fetched ? sums : 0, maker);
  }

  /** Ciphertexts there and back, in place, each direction timed alone. */
  private void addTransforms(List<Ciphertext> ciphertexts) {
    double transforms = 2.0 * context.parameters().limbs() * ciphertexts.size();
    tasks.add(
        new Task(
            Operation.NTT_FORWARD,
            runs -> {
              long total = 0;
              for (int i = 0; i < runs; i++) {
                ciphertexts.forEach(context::fromNttInPlace);
                long start = ThreadClock.nanos();
                ciphertexts.forEach(context::toNttInPlace);
                total += ThreadClock.nanos() - start;
              }
              return total / (runs * transforms);
            }));
    tasks.add(
        new Task(
            Operation.NTT_INVERSE,
            runs -> {
              long total = 0;
              for (int i = 0; i < runs; i++) {
                long start = ThreadClock.nanos();
                ciphertexts.forEach(context::fromNttInPlace);
                total += ThreadClock.nanos() - start;
                ciphertexts.forEach(context::toNttInPlace);
              }
              return total / (runs * transforms);
            }));
  }

  private void add(Operation operation, Maker maker) {
    add(operation, 0, maker);
  }

  /** An operation of which each batch begins behind so many runs that are not timed. */
  private void add(Operation operation, int before, Maker maker) {
    tasks.add(
        new Task(
            operation,
            runs -> {
              for (int i = 0; i < before; i++) {
                closeQuietly(maker.make());
              }
              long start = ThreadClock.nanos();
              for (int i = 0; i < runs; i++) {
                closeQuietly(maker.make());
              }
              return (double) (ThreadClock.nanos() - start) / runs;
            }));
  }

  List<Task> tasks() {
    return List.copyOf(tasks);
  }

  private <T extends AutoCloseable> T hold(T object) {
    open.add(object);
    return object;
  }

  private static void closeQuietly(AutoCloseable object) {
    try {
      object.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("objects of an engine close without checked exceptions", e);
    }
  }

  @Override
  public void close() {
    for (int i = open.size() - 1; i >= 0; i--) {
      closeQuietly(open.get(i));
    }
    open.clear();
  }
}
