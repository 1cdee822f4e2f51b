package org.autoprivacy.cost;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.CiphertextData;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.bfv.SeededCiphertext;
import org.autoprivacy.linear.WireSizes;
import org.autoprivacy.ring.SecretWords;

/**
 * One ciphertext's way through both parties in coefficients, step behind step as a layer does them.
 * It takes longer than its steps, each of which is timed behind itself: code and operands of one
 * step drive those of another out of the nearest caches. What it takes longer is what a step pays
 * for coming behind another one.
 */
final class RoundTrip {

  /** Steps of the client with a ciphertext up: places, plaintext, encryption, packing. */
  static final int CLIENT_UP = 4;

  /** Steps of the server with one: unpacking, expanding, the transform. */
  static final int SERVER_UP = 3;

  /** Steps of the server with a sum: products and the transform back. */
  static final int SUM = 2;

  /** Steps of the server with one down: mask, plaintext, addition, export, packing. */
  static final int SERVER_DOWN = 5;

  /** Steps of the client with one: unpacking, import, decryption, coefficients, places. */
  static final int CLIENT_DOWN = 5;

  /** All steps of one ciphertext. */
  static final int STEPS = CLIENT_UP + SERVER_UP + SUM + SERVER_DOWN + CLIENT_DOWN;

  private final HeContext context;
  private final SecretKey key;
  private final List<Plaintext> weights;
  private final long[] numbers;
  private final int[] places;
  private final int limbs;
  private final int bits;

  /** With the two weights that the ciphertext meets, in NTT form. */
  RoundTrip(HeContext context, SecretKey key, List<Plaintext> weights, long[] numbers) {
    this.context = context;
    this.key = key;
    this.weights = weights;
    this.numbers = numbers;
    places = Transport.places(numbers.length);
    limbs = context.parameters().limbs();
    bits = WireSizes.width(context.parameters().dataPrimes().getFirst());
  }

  /** The operations that it consists of, and how often; of one limb where they are. */
  static Map<Operation, Integer> parts(int limbs) {
    Map<Operation, Integer> parts = new EnumMap<>(Operation.class);
    parts.put(Operation.ARRANGE, 2);
    parts.put(Operation.PLAINTEXT, 2);
    parts.put(Operation.ENCRYPT_SEEDED, 1);
    parts.put(Operation.PACK, 3 * limbs);
    parts.put(Operation.UNPACK, 3 * limbs);
    parts.put(Operation.EXPAND, 1);
    parts.put(Operation.NTT_FORWARD, 2 * limbs);
    parts.put(Operation.SUM_OF_TWO, 1);
    parts.put(Operation.NTT_INVERSE, 2 * limbs);
    parts.put(Operation.DRAW, 1);
    parts.put(Operation.ADD_PLAIN, 1);
    parts.put(Operation.EXPORT, 1);
    parts.put(Operation.IMPORT, 1);
    parts.put(Operation.DECRYPT, 1);
    parts.put(Operation.COEFFICIENTS, 1);
    return parts;
  }

  /** Goes the way once; returns the client's share. */
  long[] run() {
    try (Ciphertext input = context.expand(received(sent()));
        Ciphertext sum = sum(input);
        Ciphertext reply = context.importCiphertext(travelled(masked(sum)));
        Plaintext result = context.decrypt(reply, key)) {
      return Transport.arranged(context.coefficients(result), places);
    }
  }

  private SeededCiphertext sent() {
    try (Plaintext plain = context.newPlaintext(Transport.arranged(numbers, places))) {
      return context.encryptSymmetricSeeded(plain, key);
    }
  }

  private SeededCiphertext received(SeededCiphertext half) {
    byte[] message = Transport.packed(half.c0(), bits);
    return new SeededCiphertext(
        limbs, half.seed(), Transport.unpacked(message, half.c0().length, bits, 1L << bits));
  }

  private Ciphertext sum(Ciphertext input) {
    context.toNttInPlace(input);
    Ciphertext sum = context.sumOfPlainProducts(List.of(input, input), weights);
    context.fromNttInPlace(sum);
    return sum;
  }

  private CiphertextData masked(Ciphertext sum) {
    long[] mask = new long[numbers.length];
    try (SecretWords random = SecretWords.open()) {
      random.fill(mask, context.parameters().plainModulus());
    }
    try (Plaintext plain = context.newPlaintext(mask);
        Ciphertext masked = context.addPlain(sum, plain)) {
      return context.export(masked);
    }
  }

  private CiphertextData travelled(CiphertextData data) {
    long[] values = data.coefficients();
    byte[] message = Transport.packed(values, bits);
    return new CiphertextData(
        2, limbs, false, Transport.unpacked(message, values.length, bits, 1L << bits));
  }
}
