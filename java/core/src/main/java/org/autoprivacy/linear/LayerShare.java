package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.params.PlainCrt;

/**
 * Numbers of a layer modulo t, by their residues: an input, or one party's share of an output.
 *
 * @param plainModuli the factors of t
 * @param residues the numbers modulo each of them, in [0, t_i), channel-major
 */
public record LayerShare(List<Long> plainModuli, List<long[]> residues) {

  public LayerShare {
    plainModuli = List.copyOf(plainModuli);
    residues = List.copyOf(residues);
    if (residues.size() != plainModuli.size()) {
      throw new IllegalArgumentException(
          "t has %d factors, got %d residues".formatted(plainModuli.size(), residues.size()));
    }
  }

  /** Of whole numbers (CRT). */
  public static LayerShare of(List<Long> plainModuli, long[] values) {
    List<long[]> residues = new ArrayList<>();
    for (long t : plainModuli) {
      long[] each = new long[values.length];
      for (int i = 0; i < each.length; i++) {
        each[i] = Math.floorMod(values[i], t);
      }
      residues.add(each);
    }
    return new LayerShare(plainModuli, residues);
  }

  /**
   * The numbers themselves (ICRT), each in [-⌊t/2⌋, ⌈t/2⌉ - 1].
   *
   * @throws ArithmeticException if one does not fit, which takes a t of more than 64 bits
   */
  public long[] values() {
    PlainCrt crt = new PlainCrt(plainModuli);
    long[] values = new long[residues.getFirst().length];
    long[] each = new long[residues.size()];
    for (int i = 0; i < values.length; i++) {
      for (int factor = 0; factor < each.length; factor++) {
        each[factor] = residues.get(factor)[i];
      }
      values[i] = crt.joinExact(each);
    }
    return values;
  }

  /** The sum with another share: what both parties share. */
  public LayerShare plus(LayerShare other) {
    List<long[]> sums = new ArrayList<>();
    for (int factor = 0; factor < residues.size(); factor++) {
      long t = plainModuli.get(factor);
      long[] sum = residues.get(factor).clone();
      long[] more = other.residues.get(factor);
      for (int i = 0; i < sum.length; i++) {
        long moved = sum[i] + more[i];
        sum[i] = moved >= t ? moved - t : moved;
      }
      sums.add(sum);
    }
    return new LayerShare(plainModuli, sums);
  }
}
