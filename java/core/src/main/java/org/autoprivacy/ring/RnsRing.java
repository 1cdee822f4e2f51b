package org.autoprivacy.ring;

import java.util.List;
import org.autoprivacy.kernel.Automorphism;
import org.autoprivacy.kernel.KernelKind;
import org.autoprivacy.kernel.Kernels;
import org.autoprivacy.kernel.LimbArithmetic;
import org.autoprivacy.kernel.spi.Modulus;

/**
 * Z_q[X]/(X^n+1) for a q that is a product of k NTT primes. A polynomial is {@code long[limbs·n]},
 * limb after limb, of the first {@code limbs ≤ k} primes: its length says how many. A result may be
 * an operand. Immutable and thread-safe; allocates nothing but new polynomials.
 */
public final class RnsRing {

  private final int n;
  private final RnsBase base;
  private final LimbArithmetic[] limbs;

  /** q_last^-1 mod qᵢ, by last and i &lt; last. */
  private final long[][] lastInverses;

  private final KernelKind kind;

  private RnsRing(int polyDegree, RnsBase base, KernelKind kind) {
    n = polyDegree;
    this.base = base;
    this.kind = kind;
    limbs = new LimbArithmetic[base.size()];
    for (int i = 0; i < limbs.length; i++) {
      limbs[i] = LimbArithmetic.of(n, base.modulus(i).value(), kind);
    }
    lastInverses = new long[limbs.length][];
    for (int last = 0; last < limbs.length; last++) {
      lastInverses[last] = new long[last];
      for (int i = 0; i < last; i++) {
        Modulus qi = base.modulus(i);
        lastInverses[last][i] = qi.inverse(qi.reduce(base.modulus(last).value()));
      }
    }
  }

  /**
   * The ring of degree n modulo the product of these primes.
   *
   * @throws IllegalArgumentException if the primes are not distinct, or one is no prime below 2^61
   *     that is 1 modulo 2n
   */
  public static RnsRing of(int polyDegree, List<Long> primes) {
    return of(polyDegree, primes, Kernels.chosen());
  }

  /**
   * The ring on kernels of this kind.
   *
   * @throws IllegalArgumentException as {@link #of(int, List)}
   * @throws org.autoprivacy.kernel.KernelUnavailableException if the kind cannot run here
   */
  public static RnsRing of(int polyDegree, List<Long> primes, KernelKind kind) {
    return new RnsRing(polyDegree, RnsBase.of(primes), kind);
  }

  /** The kernels that it computes on. */
  public KernelKind kind() {
    return kind;
  }

  /** n. */
  public int polyDegree() {
    return n;
  }

  /** All k primes. */
  public RnsBase base() {
    return base;
  }

  /** Arithmetic of the i-th limb, at offset i·n. */
  public LimbArithmetic limb(int i) {
    return limbs[i];
  }

  /** The zero polynomial of so many limbs. */
  public long[] newPolynomial(int limbCount) {
    if (limbCount < 1 || limbCount > limbs.length) {
      throw new IllegalArgumentException(
          "a polynomial has 1 to %d limbs here, got %d".formatted(limbs.length, limbCount));
    }
    return new long[limbCount * n];
  }

  /**
   * The number of limbs of a polynomial.
   *
   * @throws IllegalArgumentException if its length is no such number of limbs
   */
  public int limbCount(long[] polynomial) {
    int count = polynomial.length / n;
    if (count < 1 || count > limbs.length || polynomial.length != count * n) {
      throw new IllegalArgumentException(
          "a polynomial has 1 to %d limbs of n = %d values, got %d values"
              .formatted(limbs.length, n, polynomial.length));
    }
    return count;
  }

  private int limbCount(long[] out, long[] a, long[] b) {
    if (out.length != a.length || out.length != b.length) {
      throw new IllegalArgumentException(
          "polynomials of %d, %d and %d values have different limbs"
              .formatted(out.length, a.length, b.length));
    }
    return limbCount(out);
  }

  /** Coefficients in [0, qᵢ) to transformed values, in place. */
  public void forward(long[] a) {
    for (int i = 0; i < limbCount(a); i++) {
      limbs[i].forward(a, i * n);
    }
  }

  /** Transformed values in [0, qᵢ) to coefficients, in place. */
  public void inverse(long[] a) {
    for (int i = 0; i < limbCount(a); i++) {
      limbs[i].inverse(a, i * n);
    }
  }

  /** out = a + b. */
  public void add(long[] out, long[] a, long[] b) {
    for (int i = 0; i < limbCount(out, a, b); i++) {
      limbs[i].add(out, i * n, a, i * n, b, i * n);
    }
  }

  /** out = a - b. */
  public void subtract(long[] out, long[] a, long[] b) {
    for (int i = 0; i < limbCount(out, a, b); i++) {
      limbs[i].subtract(out, i * n, a, i * n, b, i * n);
    }
  }

  /** out = -a. */
  public void negate(long[] out, long[] a) {
    for (int i = 0; i < limbCount(out, a, a); i++) {
      limbs[i].negate(out, i * n, a, i * n);
    }
  }

  /** out = a·b of transformed polynomials. */
  public void multiply(long[] out, long[] a, long[] b) {
    for (int i = 0; i < limbCount(out, a, b); i++) {
      limbs[i].multiply(out, i * n, a, i * n, b, i * n);
    }
  }

  /** out = out + a·b of transformed polynomials. */
  public void multiplyAdd(long[] out, long[] a, long[] b) {
    for (int i = 0; i < limbCount(out, a, b); i++) {
      limbs[i].multiplyAdd(out, i * n, a, i * n, b, i * n);
    }
  }

  /** out = a(X^g) of transformed polynomials; not in place. */
  public void applyToTransformed(long[] out, long[] a, Automorphism automorphism) {
    for (int i = 0; i < limbCount(out, a, a); i++) {
      automorphism.applyToTransformed(out, i * n, a, i * n);
    }
  }

  /** out = a(X^g) of coefficients; not in place. */
  public void applyToCoefficients(long[] out, long[] a, Automorphism automorphism) {
    for (int i = 0; i < limbCount(out, a, a); i++) {
      automorphism.applyToCoefficients(out, i * n, a, i * n, limbs[i].modulus().value());
    }
  }

  /**
   * Digit {@code digit} of a polynomial of coefficients, its residue modulo q_digit as a whole
   * number, in every limb of out: what SEAL's key switching multiplies with key number digit.
   *
   * @param out of any number of limbs, not a
   */
  public void digit(long[] out, long[] a, int digit) {
    if (out == a) {
      throw new IllegalArgumentException("a digit cannot replace the polynomial it is taken from");
    }
    if (digit < 0 || digit >= limbCount(a)) {
      throw new IllegalArgumentException(
          "a polynomial of %d limbs has no digit %d".formatted(limbCount(a), digit));
    }
    for (int i = 0; i < limbCount(out); i++) {
      limbs[i].reduce(out, i * n, a, digit * n);
    }
  }

  /**
   * ⌊a/qₗ⌉ in one limb less, qₗ the last prime of a: rounds halves up, as SEAL does.
   *
   * @param a coefficients; overwritten
   * @param out of one limb less than a
   * @throws IllegalArgumentException if the limbs do not fit or a has only one
   */
  public void divideByLast(long[] out, long[] a) {
    int last = limbCount(a) - 1;
    if (last < 1 || limbCount(out) != last) {
      throw new IllegalArgumentException(
          "dividing %d limbs by the last leaves %d, the result has %d"
              .formatted(last + 1, last, limbCount(out)));
    }
    // ⌊x/q⌉ = (x + h - (x + h mod q))/q with h = (q - 1)/2 for an odd q.
    Modulus lastPrime = base.modulus(last);
    long half = lastPrime.value() >> 1;
    for (int j = last * n; j < a.length; j++) {
      a[j] = lastPrime.add(a[j], half);
    }
    for (int i = 0; i < last; i++) {
      Modulus qi = base.modulus(i);
      limbs[i].reduce(out, i * n, a, last * n);
      long shift = qi.reduce(half);
      for (int j = i * n; j < (i + 1) * n; j++) {
        out[j] = qi.subtract(out[j], shift);
      }
      limbs[i].subtract(out, i * n, a, i * n, out, i * n);
      limbs[i].multiplyScalar(out, i * n, out, i * n, lastInverses[last][i]);
    }
  }
}
