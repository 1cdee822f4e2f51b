package org.autoprivacy.kernel;

import org.autoprivacy.kernel.spi.ElementKernel;
import org.autoprivacy.kernel.spi.Modulus;
import org.jspecify.annotations.Nullable;

/** {@link LimbArithmetic#sumsOfPairs}: checks, and as many digits at a time as a kernel takes. */
record PairSums(LimbShape shape, ElementKernel elements) {

  /** Digits whose products are summed at a time. */
  private static final int PAIRS = 4;

  void sums(
      long[] first,
      int firstAt,
      long[] second,
      int secondAt,
      long[][] digits,
      KeyPairs key,
      int terms,
      long @Nullable [] added,
      Automorphism map,
      long[][] scratch) {
    check(first, firstAt, second, secondAt, digits, key, terms, added, map, scratch);
    int n = shape.n();
    if (!key.isPacked()) {
      unpackedSums(first, firstAt, second, secondAt, digits, key, terms, added, map, scratch[0]);
      return;
    }
    for (int from = 0; from < terms; from += PAIRS) {
      boolean begins = from == 0;
      elements.sumsOfPairs(
          begins ? first : scratch[0],
          begins ? firstAt : 0,
          begins ? second : scratch[1],
          begins ? secondAt : 0,
          map.order(),
          digits,
          key.rows(),
          from,
          Math.min(PAIRS, terms - from),
          begins ? added : null,
          n);
      if (!begins) {
        addUnreduced(first, firstAt, scratch[0]);
        addUnreduced(second, secondAt, scratch[1]);
      }
    }
    if (terms > PAIRS) {
      elements.reduce(first, firstAt, first, firstAt, n);
      elements.reduce(second, secondAt, second, secondAt, n);
    }
  }

  private void addUnreduced(long[] sum, int at, long[] added) {
    for (int i = 0; i < shape.n(); i++) {
      sum[at + i] += added[i];
    }
  }

  private void unpackedSums(
      long[] first,
      int firstAt,
      long[] second,
      int secondAt,
      long[][] digits,
      KeyPairs key,
      int terms,
      long @Nullable [] added,
      Automorphism map,
      long[] work) {
    int n = shape.n();
    elements.sumOfProducts(work, 0, digits, 0, key.rows(), 0, terms, n);
    if (added != null) {
      elements.add(work, 0, work, 0, added, 0, n);
    }
    map.applyToTransformed(first, firstAt, work, 0);
    elements.sumOfProducts(work, 0, digits, 0, key.rows(), n, terms, n);
    map.applyToTransformed(second, secondAt, work, 0);
  }

  private void check(
      long[] first,
      int firstAt,
      long[] second,
      int secondAt,
      long[][] digits,
      KeyPairs key,
      int terms,
      long @Nullable [] added,
      Automorphism map,
      long[][] scratch) {
    int n = shape.n();
    Modulus modulus = shape.modulus();
    if (key.prime() != modulus.value() || key.polyDegree() != n || map.polyDegree() != n) {
      throw new IllegalArgumentException(
          "the key is of (n, q) = (%d, %d), the automorphism of n = %d, this limb of (%d, %s)"
              .formatted(key.polyDegree(), key.prime(), map.polyDegree(), n, modulus));
    }
    if (terms < 1 || terms > digits.length || terms > key.digits()) {
      throw new IllegalArgumentException(
          "%d digits of %d and a key of %d: there must be one at least, and no more than there are"
              .formatted(terms, digits.length, key.digits()));
    }
    shape.requireLength(first, firstAt);
    shape.requireLength(second, secondAt);
    if (first == second && Math.abs(firstAt - secondAt) < n) {
      throw new IllegalArgumentException(
          "the results at %d and %d of the same array overlap: n = %d"
              .formatted(firstAt, secondAt, n));
    }
    for (int k = 0; k < terms; k++) {
      shape.requireLimb(digits[k], 0, shape.hasLazyDigits() ? 4 : 1);
      shape.requireApart(first, firstAt, second, secondAt, digits[k]);
    }
    for (long[] work : scratch) {
      shape.requireLength(work, 0);
      shape.requireApart(first, firstAt, second, secondAt, work);
    }
    if (added != null) {
      shape.requireLimb(added, 0, 1);
      shape.requireApart(first, firstAt, second, secondAt, added);
    }
  }
}
