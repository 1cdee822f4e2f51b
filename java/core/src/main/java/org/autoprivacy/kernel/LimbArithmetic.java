package org.autoprivacy.kernel;

import org.autoprivacy.kernel.spi.ElementKernel;
import org.autoprivacy.kernel.spi.KernelProvider;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.kernel.spi.NttKernel;
import org.autoprivacy.kernel.spi.NttTables;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic of one limb, Z_q[X]/(X^n+1) for a prime q that is 1 modulo 2n: the door to the kernels
 * of one limb; {@link BaseConversion}, {@link PlainScaling} and {@link PlainLift} lead to those of
 * several.
 *
 * <p>A limb is n longs of an array from an offset on, all in [0, q) unless said otherwise. A result
 * may be the very limb of an operand, but must not overlap one otherwise. Lengths, overlaps and
 * scalars are checked in every call; the values themselves are checked by assertions, and by {@link
 * #requireReduced} where they come from outside. Degrees below 64 run on the scalar kernels.
 * Immutable and thread-safe; allocates nothing.
 */
public final class LimbArithmetic {

  /** Values of a sum at a time: those of sixty operands stay in half a megabyte of cache. */
  private static final int SUM_BLOCK = 1024;

  private final int n;
  private final NttTables tables;
  private final Modulus modulus;
  private final LimbShape shape;
  private final PairSums pairSums;
  private final NttKernel ntt;
  private final ElementKernel elements;

  private LimbArithmetic(NttTables tables, KernelProvider wanted) {
    this.tables = tables;
    n = tables.polyDegree();
    modulus = tables.modulus();
    KernelProvider provider =
        n < KernelProvider.LEAST_DEGREE ? Kernels.provider(KernelKind.SCALAR) : wanted;
    ntt = provider.ntt(tables);
    elements = provider.elements(modulus);
    shape = new LimbShape(n, modulus);
    pairSums = new PairSums(shape, elements);
  }

  /**
   * Arithmetic on the kernels that this process chose.
   *
   * @param polyDegree n, a power of two in [2, 2^17]
   * @param prime q, a prime below 2^61 that is 1 modulo 2n
   * @throws IllegalArgumentException if they are not
   */
  public static LimbArithmetic of(int polyDegree, long prime) {
    return new LimbArithmetic(NttTables.of(polyDegree, prime), Kernels.chosenProvider());
  }

  /**
   * Arithmetic on kernels of this kind.
   *
   * @throws IllegalArgumentException as {@link #of(int, long)}
   * @throws KernelUnavailableException if the kind cannot run here
   */
  public static LimbArithmetic of(int polyDegree, long prime, KernelKind kind) {
    return new LimbArithmetic(NttTables.of(polyDegree, prime), Kernels.provider(kind));
  }

  LimbShape shape() {
    return shape;
  }

  NttKernel ntt() {
    return ntt;
  }

  ElementKernel elements() {
    return elements;
  }

  /** n. */
  public int polyDegree() {
    return n;
  }

  /** q. */
  public Modulus modulus() {
    return modulus;
  }

  /** ψ, the smallest primitive 2n-th root of unity modulo q. */
  public long root() {
    return tables.root();
  }

  /**
   * Coefficients to their values at ψ^(2·rev(i)+1), i = 0 … n-1, in place.
   *
   * @param values in [0, 4q), out [0, q)
   */
  public void forward(long[] values, int offset) {
    shape.requireLimb(values, offset, 4);
    ntt.forward(values, offset);
  }

  /** {@link #forward} of a limb that stays as it is. */
  public void forward(long[] out, int outAt, long[] in, int inAt) {
    shape.requireLength(out, outAt);
    shape.requireLimb(in, inAt, 4);
    shape.requireApart(out, outAt, in, inAt);
    ntt.forward(out, outAt, in, inAt, n);
  }

  /** {@link #forward} with a result in [0, 4q), congruent but not unique. */
  public void forwardLazy(long[] values, int offset) {
    shape.requireLimb(values, offset, 4);
    ntt.forwardLazy(values, offset);
  }

  /**
   * Values at ψ^(2·rev(i)+1) to coefficients, in place.
   *
   * @param values in [0, 2q), out [0, q)
   */
  public void inverse(long[] values, int offset) {
    shape.requireLimb(values, offset, 2);
    ntt.inverse(values, offset);
  }

  /** {@link #inverse} with a result in [0, 2q), congruent but not unique. */
  public void inverseLazy(long[] values, int offset) {
    shape.requireLimb(values, offset, 2);
    ntt.inverseLazy(values, offset);
  }

  /** out = a + b. */
  public void add(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt) {
    shape.requireOperands(out, outAt, a, aAt);
    shape.requireOperands(out, outAt, b, bAt);
    elements.add(out, outAt, a, aAt, b, bAt, n);
  }

  /** out = a - b. */
  public void subtract(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt) {
    shape.requireOperands(out, outAt, a, aAt);
    shape.requireOperands(out, outAt, b, bAt);
    elements.subtract(out, outAt, a, aAt, b, bAt, n);
  }

  /** out = -a. */
  public void negate(long[] out, int outAt, long[] a, int aAt) {
    shape.requireOperands(out, outAt, a, aAt);
    elements.negate(out, outAt, a, aAt, n);
  }

  /** out = a·b, value by value: the ring's product where both are transformed. */
  public void multiply(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt) {
    shape.requireOperands(out, outAt, a, aAt);
    shape.requireOperands(out, outAt, b, bAt);
    elements.multiply(out, outAt, a, aAt, b, bAt, n);
  }

  /** out = out + a·b, value by value. */
  public void multiplyAdd(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt) {
    shape.requireLimb(out, outAt, 1);
    shape.requireOperands(out, outAt, a, aAt);
    shape.requireOperands(out, outAt, b, bAt);
    elements.multiplyAdd(out, outAt, a, aAt, b, bAt, n);
  }

  /**
   * out = Σ a[k]·b[k] over the first {@code terms} arrays, value by value, with one last reduction.
   *
   * @throws IllegalArgumentException if there are fewer than {@code terms} arrays
   */
  public void sumOfProducts(
      long[] out, int outAt, long[][] a, int aAt, long[][] b, int bAt, int terms) {
    if (terms < 0 || terms > a.length || terms > b.length) {
      throw new IllegalArgumentException(
          "%d terms need as many operands, got %d and %d".formatted(terms, a.length, b.length));
    }
    shape.requireLength(out, outAt);
    for (int k = 0; k < terms; k++) {
      shape.requireOperands(out, outAt, a[k], aAt);
      shape.requireOperands(out, outAt, b[k], bAt);
    }
    elements.sumOfProducts(out, outAt, a, aAt, b, bAt, terms, n);
  }

  /**
   * out = Σ a[k]·b[k] for several limbs of this modulus, which stand {@code stride} apart in out
   * and in every a[k] and meet the same b[k]: block by block, so that b comes from memory once.
   *
   * @param out none of the operands
   * @param count how many limbs
   * @throws IllegalArgumentException if there are fewer than {@code terms} arrays
   */
  public void sumsOfProducts(
      long[] out,
      int outAt,
      long[][] a,
      int aAt,
      int count,
      int stride,
      long[][] b,
      int bAt,
      int terms) {
    if (terms < 0 || terms > a.length || terms > b.length) {
      throw new IllegalArgumentException(
          "%d terms need as many operands, got %d and %d".formatted(terms, a.length, b.length));
    }
    for (int i = 0; i < count; i++) {
      shape.requireLength(out, outAt + i * stride);
      for (int k = 0; k < terms; k++) {
        shape.requireOperands(out, outAt + i * stride, a[k], aAt + i * stride);
        shape.requireLimb(b[k], bAt, 1);
        if (out == a[k] || out == b[k]) {
          throw new IllegalArgumentException("the result of several sums is one of their operands");
        }
      }
    }
    int block = Math.min(n, SUM_BLOCK);
    for (int at = 0; at < n; at += block) {
      for (int i = 0; i < count; i++) {
        int place = i * stride + at;
        elements.sumOfProducts(out, outAt + place, a, aAt + place, b, bAt + at, terms, block);
      }
    }
  }

  /**
   * A limb of a key that switches keys.
   *
   * @param key for each digit an array with two polynomials of this limb
   * @param firstAt place of the first one
   * @param secondAt place of the second one
   * @throws IllegalArgumentException if a value is not in [0, q)
   */
  public KeyPairs pairs(long[][] key, int firstAt, int secondAt) {
    for (long[] digit : key) {
      requireReduced(digit, firstAt);
      requireReduced(digit, secondAt);
    }
    return KeyPairs.of(n, modulus.value(), key, firstAt, secondAt);
  }

  /**
   * first = σ(added + Σ d·f), second = σ(Σ d·s) over digits d and their pairs (f, s) of the key, of
   * transformed values; in [0, 2q), congruent but not unique.
   *
   * @param digits at least {@code terms} limbs, each from place 0 of its array on; in [0, 4q) where
   *     q is below 2^44
   * @param terms the first digits of the key, one at least
   * @param added from place 0 on, or null for nothing
   * @param scratch two arrays of n values to work in, apart from all others
   * @throws IllegalArgumentException if there are fewer digits, or something is of another n or q
   */
  public void sumsOfPairs(
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
    pairSums.sums(first, firstAt, second, secondAt, digits, key, terms, added, map, scratch);
  }

  /**
   * out = scalar·a.
   *
   * @throws IllegalArgumentException if the scalar is not in [0, q)
   */
  public void multiplyScalar(long[] out, int outAt, long[] a, int aAt, long scalar) {
    if (scalar < 0 || scalar >= modulus.value()) {
      throw new IllegalArgumentException(
          "the scalar %d is not in [0, %d): reduce it first".formatted(scalar, modulus.value()));
    }
    shape.requireOperands(out, outAt, a, aAt);
    elements.multiplyScalar(out, outAt, a, aAt, scalar, n);
  }

  /**
   * A copy of the limb, prepared as a factor of many products.
   *
   * @throws IllegalArgumentException if a value is not in [0, q)
   */
  public FixedOperand fixed(long[] values, int offset) {
    requireReduced(values, offset);
    long[] copy = new long[n];
    long[] companions = new long[n];
    for (int i = 0; i < n; i++) {
      copy[i] = values[offset + i];
      companions[i] = modulus.shoup(copy[i]);
    }
    return new FixedOperand(modulus.value(), copy, companions);
  }

  /**
   * out = a·factor, value by value, for a in [0, 4q).
   *
   * @throws IllegalArgumentException if the factor was made for another n or q
   */
  public void multiply(long[] out, int outAt, long[] a, int aAt, FixedOperand factor) {
    if (factor.modulus() != modulus.value() || factor.length() != n) {
      throw new IllegalArgumentException(
          "the factor is of (n, q) = (%d, %d), this limb of (%d, %s)"
              .formatted(factor.length(), factor.modulus(), n, modulus));
    }
    shape.requireLength(out, outAt);
    shape.requireLimb(a, aAt, 4);
    shape.requireApart(out, outAt, a, aAt);
    elements.multiplyShoup(out, outAt, a, aAt, factor.values(), factor.companions(), 0, n);
  }

  /**
   * What division by p needs.
   *
   * @throws IllegalArgumentException unless p is odd, in [3, 2^61) and coprime to q
   */
  public Divisor divisor(long p) {
    if (p < 3 || p >= 1L << Modulus.MOST_BITS || p % 2 == 0) {
      throw new IllegalArgumentException("a divisor is odd and in [3, 2^61), got " + p);
    }
    return new Divisor(p, modulus.value(), modulus.inverse(p % modulus.value()));
  }

  /**
   * A number to divide by modulo q; made by {@link #divisor}.
   *
   * @param p the divisor
   * @param q the modulus
   * @param inverse 1/p modulo q
   */
  public record Divisor(long p, long q, long inverse) {}

  /**
   * out = (a - b + ⌊p/2⌋)/p: where a and b are the residues modulo q and p of x and of x + ⌊p/2⌋,
   * x/p rounded to the nearest.
   *
   * @param b in [0, p)
   * @throws IllegalArgumentException if the divisor was made for another modulus
   */
  public void divide(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, Divisor divisor) {
    if (divisor.q() != modulus.value()) {
      throw new IllegalArgumentException(
          "the divisor was made for q = %d, this limb is of %s".formatted(divisor.q(), modulus));
    }
    shape.requireOperands(out, outAt, a, aAt);
    shape.requireLength(b, bAt);
    shape.requireApart(out, outAt, b, bAt);
    assert shape.firstFrom(b, bAt, divisor.p()) < 0 : "values outside [0, " + divisor.p() + ")";
    elements.divide(out, outAt, a, aAt, b, bAt, divisor.p(), divisor.inverse(), n);
  }

  /** out = a mod q, for any a in [0, 2^62), such as the limb of another modulus. */
  public void reduce(long[] out, int outAt, long[] a, int aAt) {
    shape.requireLength(out, outAt);
    shape.requireLength(a, aAt);
    shape.requireApart(out, outAt, a, aAt);
    elements.reduce(out, outAt, a, aAt, n);
  }

  /**
   * Checks a limb that comes from outside.
   *
   * @throws IllegalArgumentException naming the first value outside [0, q)
   */
  public void requireReduced(long[] values, int offset) {
    shape.requireLength(values, offset);
    int wrong = shape.firstFrom(values, offset, modulus.value());
    if (wrong >= 0) {
      throw new IllegalArgumentException(
          "value %d at %d is not in [0, %s): it belongs to another modulus or is not reduced"
              .formatted(values[wrong], wrong, modulus));
    }
  }
}
