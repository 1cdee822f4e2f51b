package org.autoprivacy.linear;

import java.util.Arrays;
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

  // A normal draw is below 2^4 deviations: with the word behind it, it has 62 bits at most.
  private static final double MOST_IN_ONE = 0x1p26;

  private final Modulus[] moduli;
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
    this.moduli = primes.stream().map(Modulus::of).toArray(Modulus[]::new);
    this.n = n;
    int excess = Math.max(0, Math.getExponent(size) + 1 - DRAWN_BITS);
    words = Math.ceilDiv(excess, WORD_BITS);
    shifts = Arrays.stream(moduli).mapToLong(q -> q.reduce(1L << WORD_BITS)).toArray();
    scaled = Math.scalb(size, -WORD_BITS * words);
  }

  /**
   * Adds noise to the first n coefficients of each limb.
   *
   * @param coefficients {@code long[limbs·n]} or longer, limb after limb, each in [0, qi)
   */
  public void addTo(long[] coefficients, SecretWords random) {
    for (int i = 0; i < n && floods(); i++) {
      add(coefficients, i, random);
    }
  }

  /** Adds noise to those at the places alone: where no others leave the server. */
  void addTo(long[] coefficients, OutputPlaces places, SecretWords random) {
    for (int i = 0; i < places.count() && floods(); i++) {
      add(coefficients, places.place(i), random);
    }
  }

  private boolean floods() {
    return kind == Privacy.Kind.STATISTICAL || kind == Privacy.Kind.STATISTICAL_UNIFORM;
  }

  private void add(long[] coefficients, int place, SecretWords random) {
    long leading = Math.round(drawn(random) * scaled);
    if (words == 0 || (words == 1 && scaled <= MOST_IN_ONE)) {
      long low = words == 0 ? 0 : random.nextLong() >>> WORD_BITS;
      addWhole(coefficients, place, (leading << (WORD_BITS * words)) + low);
    } else {
      addInParts(coefficients, place, leading, random);
    }
  }

  /** A number that fits a word. */
  private void addWhole(long[] coefficients, int place, long noise) {
    // The sign's turn without a branch: it is a secret's.
    long sign = noise >> (Long.SIZE - 1);
    long size = (noise ^ sign) - sign;
    for (int limb = 0, at = place; limb < moduli.length; limb++, at += n) {
      Modulus q = moduli[limb];
      long sum = coefficients[at] + ((q.reduce(size) ^ sign) - sign);
      coefficients[at] = q.add(sum + ((sum >> (Long.SIZE - 1)) & q.value()), 0);
    }
  }

  /** A number by its leading part and the words behind it. */
  private void addInParts(long[] coefficients, int place, long leading, SecretWords random) {
    long low0 = random.nextLong();
    long low1 = words > 2 ? random.nextLong() : 0;
    long sign = leading >> (Long.SIZE - 1);
    for (int limb = 0, at = place; limb < moduli.length; limb++, at += n) {
      Modulus q = moduli[limb];
      long size = q.reduce((leading ^ sign) - sign);
      long residue = q.reduce((size ^ sign) - sign + (q.value() & sign));
      for (int word = 0; word < words; word++) {
        long bits = ((word < 2 ? low0 : low1) >>> (WORD_BITS * (word & 1))) & 0xffffffffL;
        residue = q.add(q.multiply(residue, shifts[limb]), q.reduce(bits));
      }
      coefficients[at] = q.add(coefficients[at], residue);
    }
  }

  private double drawn(SecretWords random) {
    return kind == Privacy.Kind.STATISTICAL ? random.nextGaussian() : 2 * random.nextDouble() - 1;
  }
}
