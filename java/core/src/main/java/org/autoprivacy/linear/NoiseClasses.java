package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the noise of a sum of rotated copies is spread over its n coefficients. Rotations are {@code
 * X -> X^g}: they leave some coefficients where they are, the constant one above all, so that
 * copies of the same noise add up there as numbers and not as variances.
 *
 * <p>All coefficients k with the same number of factors 2 are alike: {@link #factors} has their
 * variances, in units of the mean over all coefficients, for {@code k = 2^i·odd}, and last for 0.
 *
 * @param factors log2(n) + 1 numbers, none negative, whose mean over all coefficients is 1
 * @param together how many coefficients of each class have the same noise up to its sign
 * @param folds Galois elements of the foldings, in their order; none where {@code together} is 1
 */
public record NoiseClasses(List<Double> factors, List<Integer> together, List<Integer> folds) {

  public NoiseClasses {
    factors = List.copyOf(factors);
    together = List.copyOf(together);
    folds = List.copyOf(folds);
  }

  /** All coefficients alike. */
  static NoiseClasses even(int polyDegree) {
    int classes = Integer.numberOfTrailingZeros(polyDegree) + 1;
    return new NoiseClasses(
        Collections.nCopies(classes, 1.0), Collections.nCopies(classes, 1), List.of());
  }

  /**
   * Behind foldings of noise that is even: each adds a turned copy of what there is.
   *
   * @param elements Galois elements, in their order
   */
  static NoiseClasses folded(int polyDegree, List<Integer> elements) {
    long[] sums = copies(polyDegree, elements);
    List<Double> factors = new ArrayList<>();
    List<Integer> together = new ArrayList<>();
    for (long k = 1; k <= polyDegree; k *= 2) {
      Collection<Integer> weights = met(sums, k % polyDegree, polyDegree);
      factors.add(
          weights.stream().mapToDouble(weight -> (double) weight * weight).sum() / sums.length);
      // What comes back to a place has been at all places of its orbit.
      together.add(weights.size() < sums.length ? weights.size() : 1);
    }
    return new NoiseClasses(factors, together, elements);
  }

  /** The elements that turn what there was into the copies that foldings add up. */
  private static long[] copies(int polyDegree, List<Integer> elements) {
    long[] sums = {1};
    for (int element : elements) {
      long[] next = new long[2 * sums.length];
      for (int i = 0; i < sums.length; i++) {
        next[2 * i] = sums[i];
        next[2 * i + 1] = sums[i] * element % (2L * polyDegree);
      }
      sums = next;
    }
    return sums;
  }

  /**
   * The monomials {@code X^e} that have the same noise as one of them, which comes first: that
   * alone, or those of its orbit.
   *
   * @param power e, in [0, 2n), where {@code X^n = -1}
   * @return in [0, 2n), none of them the negative of another
   */
  int[] wrongWith(int power) {
    int polyDegree = 1 << (factors.size() - 1);
    int kind = Math.min(Integer.numberOfTrailingZeros(power), factors.size() - 1);
    if (together.get(kind) == 1) {
      return new int[] {power};
    }
    return Arrays.stream(copies(polyDegree, folds))
        .mapToInt(element -> (int) (power * element % (2L * polyDegree)))
        .distinct()
        .toArray();
  }

  /** The weights with which the noise's coefficients arrive in one class. */
  private static Collection<Integer> met(long[] sums, long k, int polyDegree) {
    Map<Long, Integer> weights = new HashMap<>();
    for (long element : sums) {
      // Where coefficient k goes, which is as good as where it comes from: sums have inverses.
      long power = k * element % (2L * polyDegree);
      weights.merge(power % polyDegree, power < polyDegree ? 1 : -1, Integer::sum);
    }
    return weights.values();
  }

  /** The mean of both, each as often as it counts. */
  NoiseClasses mixed(double weight, NoiseClasses other, double otherWeight) {
    if (weight + otherWeight == 0) {
      return this;
    }
    List<Double> mixed = new ArrayList<>();
    for (int i = 0; i < factors.size(); i++) {
      mixed.add(
          (weight * factors.get(i) + otherWeight * other.factors.get(i)) / (weight + otherWeight));
    }
    boolean alone = weight == 0 || otherWeight == 0 || equals(other);
    NoiseClasses same = weight == 0 ? other : this;
    return alone
        ? new NoiseClasses(mixed, same.together, same.folds)
        : new NoiseClasses(mixed, Collections.nCopies(mixed.size(), 1), List.of());
  }

  /** The variances in units of their mean, and how many coefficients have them. */
  List<WeightNorms.Bin> bins() {
    if (factors.stream().allMatch(factor -> factor == 1)) {
      return List.of(new WeightNorms.Bin(1, 1));
    }
    List<WeightNorms.Bin> bins = new ArrayList<>();
    double share = 1;
    for (int i = 0; i < factors.size(); i++) {
      share = i + 1 < factors.size() ? share / 2 : share;
      bins.add(new WeightNorms.Bin(factors.get(i), share, together.get(i)));
    }
    bins.sort(Comparator.comparingDouble(WeightNorms.Bin::sum).reversed());
    return bins;
  }
}
