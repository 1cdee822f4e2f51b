package org.autoprivacy.bfv.engine;

import org.autoprivacy.kernel.KernelKind;
import org.autoprivacy.kernel.LimbArithmetic;

/**
 * Slots to plaintext polynomials and back, in SEAL's order: slot i of the first row is the value at
 * {@code ψ^(3^i)}, slot i of the second at {@code ψ^(-3^i)}, with ψ the least primitive 2n-th root
 * of unity modulo t. Immutable and thread-safe.
 */
final class SlotEncoder {

  private final LimbArithmetic plain;
  private final int[] positions; // of slot i among transformed values
  private final int[] origins; // the slot at transformed value j

  SlotEncoder(int polyDegree, long t, KernelKind kind) {
    plain = LimbArithmetic.of(polyDegree, t, kind);
    positions = new int[polyDegree];
    int half = polyDegree / 2;
    int shift = Integer.numberOfLeadingZeros(polyDegree - 1);
    int exponent = 1;
    for (int i = 0; i < half; i++) {
      positions[i] = Integer.reverse(exponent >> 1) >>> shift;
      positions[half + i] = Integer.reverse((2 * polyDegree - exponent) >> 1) >>> shift;
      exponent = (3 * exponent) & (2 * polyDegree - 1);
    }
    origins = new int[polyDegree];
    for (int i = 0; i < polyDegree; i++) {
      origins[positions[i]] = i;
    }
  }

  /**
   * Coefficients of n slots: overwrites {@code out}, which is not {@code slots}.
   *
   * @return whether all slots were in [0, t); if not, {@code out} makes no sense
   */
  boolean encode(long[] slots, long[] out) {
    int[] from = origins;
    long last = plain.modulus().value() - 1;
    long outside = 0;
    for (int j = 0; j < from.length; j++) {
      long slot = slots[from[j]];
      outside |= slot | (last - slot);
      out[j] = slot;
    }
    if (outside < 0) {
      return false;
    }
    plain.inverse(out, 0);
    return true;
  }

  /** The slots of n coefficients, through a scratch array that is overwritten. */
  void decode(long[] values, long[] scratch, long[] slots) {
    plain.forward(scratch, 0, values, 0);
    int[] from = positions;
    for (int i = 0; i < from.length; i++) {
      slots[i] = scratch[from[i]];
    }
  }
}
