package org.autoprivacy.bfv.engine;

import org.autoprivacy.kernel.LimbArithmetic;

/**
 * Slots to plaintext polynomials and back, in SEAL's order: slot i of the first row is the value at
 * {@code ψ^(3^i)}, slot i of the second at {@code ψ^(-3^i)}, with ψ the least primitive 2n-th root
 * of unity modulo t. Immutable and thread-safe.
 */
final class SlotEncoder {

  private final LimbArithmetic plain;
  private final int[] positions;

  SlotEncoder(int polyDegree, long t) {
    plain = LimbArithmetic.of(polyDegree, t);
    positions = new int[polyDegree];
    int half = polyDegree / 2;
    int shift = Integer.numberOfLeadingZeros(polyDegree - 1);
    int exponent = 1;
    for (int i = 0; i < half; i++) {
      positions[i] = Integer.reverse(exponent >> 1) >>> shift;
      positions[half + i] = Integer.reverse((2 * polyDegree - exponent) >> 1) >>> shift;
      exponent = 3 * exponent & (2 * polyDegree - 1);
    }
  }

  /** Coefficients of n or fewer slots, the others 0. */
  long[] encode(long[] slots) {
    long[] values = new long[positions.length];
    for (int i = 0; i < slots.length; i++) {
      values[positions[i]] = slots[i];
    }
    plain.inverse(values, 0);
    return values;
  }

  /** The n slots of n coefficients. */
  long[] decode(long[] coefficients) {
    long[] values = coefficients.clone();
    plain.forward(values, 0);
    long[] slots = new long[positions.length];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = values[positions[i]];
    }
    return slots;
  }
}
