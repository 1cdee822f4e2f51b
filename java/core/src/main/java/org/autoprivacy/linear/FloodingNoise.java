package org.autoprivacy.linear;

import java.util.List;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.params.Privacy;
import org.autoprivacy.ring.SecretWords;

/**
 * Rounded normal or uniform noise of any size, to be added to a polynomial modulo several primes.
 * Beyond 2^52 the draw's own 52 bits are followed by uniform ones. Immutable.
 */
public final class FloodingNoise {

  private static final int DRAWN_BITS = 52;
  private static final int WORD_BITS = 32;

  private final List<Modulus> moduli;
  private final int n;
  private final Privacy.Kind kind;
  private final double scaled;
  private final int words;
  private final long[] shifts;

  /**
   * Noise of a size.
   *
   * @param kind normal, uniform, or none for all other kinds
   * @param size standard deviation of the normal, half the width of the uniform one
   */
  public FloodingNoise(List<Long> primes, int n, Privacy.Kind kind, double size) {
    this.kind = kind;
    this.moduli = primes.stream().map(Modulus::of).toList();
    this.n = n;
    int excess = Math.max(0, Math.getExponent(size) + 1 - DRAWN_BITS);
    words = Math.ceilDiv(excess, WORD_BITS);
    shifts = moduli.stream().mapToLong(q -> q.reduce(1L << WORD_BITS)).toArray();
    scaled = Math.scalb(size, -WORD_BITS * words);
  }

  /**
   * Adds noise to the first n coefficients of each limb.
   *
   * @param coefficients {@code long[limbs·n]} or longer, limb after limb, each in [0, qi)
   */
  public void addTo(long[] coefficients, SecretWords random) {
    if (kind != Privacy.Kind.STATISTICAL && kind != Privacy.Kind.STATISTICAL_UNIFORM) {
      return;
    }
    for (int i = 0; i < n; i++) {
      long leading = Math.round(drawn(random) * scaled);
      long low0 = words > 0 ? random.nextLong() : 0;
      long low1 = words > 2 ? random.nextLong() : 0;
      for (int limb = 0; limb < moduli.size(); limb++) {
        Modulus q = moduli.get(limb);
        // The sign's turn without a branch: it is a secret's.
        long sign = leading >> (Long.SIZE - 1);
        long size = q.reduce((leading ^ sign) - sign);
        long residue = q.reduce((size ^ sign) - sign + (q.value() & sign));
        for (int word = 0; word < words; word++) {
          long bits = ((word < 2 ? low0 : low1) >>> (WORD_BITS * (word & 1))) & 0xffffffffL;
          residue = q.add(q.multiply(residue, shifts[limb]), q.reduce(bits));
        }
        coefficients[limb * n + i] = q.add(coefficients[limb * n + i], residue);
      }
    }
  }

  private double drawn(SecretWords random) {
    return kind == Privacy.Kind.STATISTICAL ? random.nextGaussian() : 2 * random.nextDouble() - 1;
  }
}
