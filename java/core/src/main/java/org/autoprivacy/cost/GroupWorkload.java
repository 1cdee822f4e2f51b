package org.autoprivacy.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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
import org.autoprivacy.linear.WireSizes;
import org.autoprivacy.linear.wire.BitReader;
import org.autoprivacy.linear.wire.BitWriter;
import org.autoprivacy.ring.SecretWords;

/** The operations of one setting with operands at hand, ready to be timed one by one. */
final class GroupWorkload implements AutoCloseable {

  private static final int ROTATION = 1;
  private static final int ROTATED_TOGETHER = 8;
  // Reading the clock takes about a microsecond, a transform at n = 1024 six.
  private static final int TRANSFORMED_TOGETHER = 4;

  /** Something to time. */
  record Task(Operation operation, Timed timed) {}

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
      int element = context.galoisElement(ROTATION);
      GaloisKeys galois = hold(context.newGaloisKeys(key, element));
      add(Operation.GALOIS_KEY, () -> context.newGaloisKeys(key, element));
      add(Operation.ROTATE, () -> context.rotateRows(a, ROTATION, galois));
      addHoisted(key, a);
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
      add(Operation.ADD, () -> context.add(a, b));
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
    byte[] message = new byte[numbers.length * Long.BYTES];
    long[] read = new long[numbers.length];
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
        Operation.PACK,
        () -> {
          BitWriter writer = new BitWriter(message, 0);
          writer.putAll(numbers, 0, numbers.length, bits);
          writer.finish();
          return GroupWorkload::nothing;
        });
    add(
        Operation.UNPACK,
        () -> {
          new BitReader(message, 0).getAll(read, 0, read.length, bits, prime);
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

  /** Several rotations of one ciphertext. */
  private void addHoisted(SecretKey key, Ciphertext a) {
    int[] elements =
        IntStream.rangeClosed(1, ROTATED_TOGETHER).map(context::galoisElement).toArray();
    GaloisKeys keys = hold(context.newGaloisKeys(key, elements));
    tasks.add(
        new Task(
            Operation.ROTATE_HOISTED,
            runs -> {
              long start = ThreadClock.nanos();
              for (int i = 0; i < runs; i++) {
                context.applyGaloisHoisted(a, elements, keys).forEach(Ciphertext::close);
              }
              return (double) (ThreadClock.nanos() - start) / runs / ROTATED_TOGETHER;
            }));
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
    tasks.add(
        new Task(
            operation,
            runs -> {
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
