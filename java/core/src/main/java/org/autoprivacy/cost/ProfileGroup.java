package org.autoprivacy.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.math.Primes;
import org.autoprivacy.security.LatticeEstimator;

/**
 * One setting that a profile measures operations at.
 *
 * @param polyDegree n
 * @param limbs number of data primes
 * @param primeBits width of all primes
 * @param specialPrime whether there is a special prime
 */
public record ProfileGroup(int polyDegree, int limbs, int primeBits, boolean specialPrime) {

  private static final double LEVEL_BITS = 128;
  private static final int LARGEST_PRIME_BITS = 60;
  // Of narrower primes too few are 1 modulo 2n at the larger degrees.
  private static final int LEAST_PRIME_BITS = 26;
  private static final int LARGEST_QUICK_DEGREE = 8192;
  private static final int MOST_QUICK_LIMBS = 4;
  // As wide as a layer of 8 bits needs: transforms of narrower ones may be faster.
  private static final int LEAST_PLAIN_MODULUS = 1 << 21;

  /**
   * What the choice of parameters for small networks needs: n = 1024 to 8192 with up to four data
   * primes.
   *
   * @param widths of primes in bits beyond each of which the engine takes longer
   */
  public static List<ProfileGroup> quick(List<Integer> widths) {
    return all(LARGEST_QUICK_DEGREE, MOST_QUICK_LIMBS, widths);
  }

  /**
   * n = 1024 to 32768 with every number of primes that 128-bit security allows.
   *
   * @param widths of primes in bits beyond each of which the engine takes longer
   */
  public static List<ProfileGroup> full(List<Integer> widths) {
    return all(32768, Integer.MAX_VALUE, widths);
  }

  private static List<ProfileGroup> all(int largestDegree, int mostLimbs, List<Integer> widths) {
    List<ProfileGroup> groups = new ArrayList<>();
    for (int n = BfvParameters.LEAST_DEGREE; n <= largestDegree; n *= 2) {
      double maxLogQ = LatticeEstimator.maxLogQ(n, LEVEL_BITS);
      for (int limbs = 1; limbs <= mostLimbs; limbs++) {
        int primeBits = primeBits(n, limbs, maxLogQ);
        if (primeBits == 0) {
          break;
        }
        addWidths(groups, new ProfileGroup(n, limbs, primeBits, false), widths);
        int keyedBits = primeBits(n, limbs + 1, maxLogQ);
        if (keyedBits > 0) {
          addWidths(groups, new ProfileGroup(n, limbs, keyedBits, true), widths);
        }
      }
    }
    return groups;
  }

  /** The setting, and the same with the widest primes of each kind that are narrower. */
  private static void addWidths(
      List<ProfileGroup> groups, ProfileGroup widest, List<Integer> widths) {
    for (int bits : widths) {
      if (bits < widest.primeBits && bits >= LEAST_PRIME_BITS) {
        groups.add(new ProfileGroup(widest.polyDegree, widest.limbs, bits, widest.specialPrime));
      }
    }
    groups.add(widest);
  }

  /** The widest primes of which so many are secure together; 0 if none are. */
  private static int primeBits(int n, int primes, double maxLogQ) {
    int bits = (int) Math.min(LARGEST_PRIME_BITS, maxLogQ / primes);
    return bits >= LEAST_PRIME_BITS && Primes.largest(bits, 2L * n, primes).size() == primes
        ? bits
        : 0;
  }

  /** Parameters of this setting that allow batching. */
  BfvParameters parameters() {
    List<Long> primes = Primes.largest(primeBits, 2L * polyDegree, limbs + (specialPrime ? 1 : 0));
    return new BfvParameters(
        polyDegree,
        primes.subList(0, limbs),
        specialPrime ? OptionalLong.of(primes.get(limbs)) : OptionalLong.empty(),
        Primes.smallestAbove(LEAST_PLAIN_MODULUS, 2L * polyDegree));
  }

  /** Whether an entry was measured at this setting. */
  boolean holds(ProfileEntry entry) {
    return entry.polyDegree() == polyDegree
        && entry.limbs() == limbs
        && entry.primeBits() == primeBits
        && entry.specialPrime() == specialPrime;
  }

  /** Roughly how long one round over all operations takes, in no unit of its own. */
  double weight() {
    double keySwitches = IntStream.rangeClosed(1, specialPrime ? limbs : 0).sum();
    return polyDegree * (8 + limbs + keySwitches);
  }

  @Override
  public String toString() {
    return "n = %d, %d × %d bits%s"
        .formatted(polyDegree, limbs, primeBits, specialPrime ? " and a special prime" : "");
  }
}
