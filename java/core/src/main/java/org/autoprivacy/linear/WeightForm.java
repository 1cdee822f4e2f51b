package org.autoprivacy.linear;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.Plaintext;

/** In which form a server keeps its weights, and therefore multiplies. */
public enum WeightForm {
  /** Transformed once, when the layer is prepared: what we do. */
  NTT,
  /** As coefficients, transformed in every product: what the released programs of others do. */
  COEFFICIENT;

  /**
   * A plaintext of signed values; empty where all are zero.
   *
   * @param values {@code long[n]}, reduced modulo t in place
   * @param slots whether they are values of slots
   */
  Optional<Plaintext> encode(HeContext context, long[] values, boolean slots) {
    long t = context.parameters().plainModulus();
    Arrays.setAll(values, i -> Math.floorMod(values[i], t));
    if (Arrays.stream(values).allMatch(value -> value == 0)) {
      return Optional.empty();
    }
    Plaintext plaintext = slots ? context.encodeSlots(values) : context.newPlaintext(values);
    if (this == COEFFICIENT) {
      return Optional.of(plaintext);
    }
    try (plaintext) {
      return Optional.of(context.toNtt(plaintext));
    }
  }

  /** Brings an input into this form, in place. */
  void transform(HeContext context, Ciphertext input) {
    if (this == NTT) {
      context.toNttInPlace(input);
    }
  }

  /** The sum of products, in this form. */
  Ciphertext sumOfProducts(HeContext context, List<Ciphertext> a, List<Plaintext> b) {
    if (this == NTT) {
      return context.sumOfPlainProducts(a, b);
    }
    Ciphertext sum = context.multiplyPlain(a.getFirst(), b.getFirst());
    for (int i = 1; i < a.size(); i++) {
      try (Ciphertext product = context.multiplyPlain(a.get(i), b.get(i))) {
        context.addInPlace(sum, product);
      }
    }
    return sum;
  }

  /** The same ciphertext in coefficient form, changed in place. */
  Ciphertext back(HeContext context, Ciphertext sum) {
    if (this == NTT) {
      context.fromNttInPlace(sum);
    }
    return sum;
  }
}
