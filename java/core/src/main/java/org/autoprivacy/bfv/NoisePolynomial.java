package org.autoprivacy.bfv;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The noise {@code v = phase - (q/t)·m mod q} of a ciphertext, coefficient by coefficient and
 * centred in [-q/2, q/2], given the plaintext m that it ought to hold.
 *
 * <p>It is computed exactly, as the whole number {@code t·v = t·phase - q·m} centred modulo t·q,
 * and rounded once at the end, so that it stays right where decryption fails and SEAL's budget,
 * which sees {@code t·phase mod q} alone, aliases. Immutable. See docs/notes/noise-polynomial.md.
 */
public final class NoisePolynomial {

  private final double[] coefficients;
  private final BitSet failed;
  private final int budgetBits;

  private NoisePolynomial(double[] coefficients, BitSet failed, int budgetBits) {
    this.coefficients = coefficients;
    this.failed = failed;
    this.budgetBits = budgetBits;
  }

  /**
   * Measures a ciphertext.
   *
   * @param expected the n coefficients that the plaintext ought to have, each in [0, t)
   */
  public static NoisePolynomial measure(
      HeContext context, Ciphertext ciphertext, SecretKey secretKey, long[] expected) {
    BfvParameters parameters = context.parameters();
    return of(
        parameters.dataPrimes().subList(0, ciphertext.limbs()),
        parameters.plainModulus(),
        context.phase(ciphertext, secretKey),
        expected);
  }

  /**
   * The noise of a phase.
   *
   * @param primes the limbs of q
   * @param t plaintext modulus, in [2, 2^60]
   * @param phase {@code long[limbs][n]} limb-major, each in [0, qi)
   * @param expected {@code long[n]}, each in [0, t)
   * @throws IllegalArgumentException if a length or value is out of range
   */
  public static NoisePolynomial of(List<Long> primes, long t, long[] phase, long[] expected) {
    int n = expected.length;
    if (n == 0 || primes.isEmpty() || phase.length != n * primes.size()) {
      throw new IllegalArgumentException(
          "a phase of %d limbs and %d coefficients has %d values, got %d"
              .formatted(primes.size(), n, (long) n * primes.size(), phase.length));
    }
    return new Centering(primes, t).run(phase, expected);
  }

  /** The constants of one q and t, and the buffer that one coefficient is computed in. */
  private static final class Centering {
    private final int limbs;
    private final long t;
    private final long[] moduli;
    private final long[] inverses; // of q/qi modulo qi
    private final long[] quotients; // floor(inverse·2^64 / qi)
    private final long[][] terms; // t·q/qi
    private final long[] q;
    private final long[][] multiples; // of t·q
    private final long[] largestCentred; // floor(t·q/2)
    private final long[] largestGood; // (q-1)/2: |t·v| above it fails
    private final int qBits;
    private final long[] sum;
    private final long[] largest;

    Centering(List<Long> primes, long t) {
      this.limbs = primes.size();
      this.t = t;
      BigInteger product =
          primes.stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
      BigInteger modulus = product.multiply(BigInteger.valueOf(t));
      // Room for the sum of limbs + 1 terms below t·q, and a sign.
      int words = (modulus.bitLength() + 8) / 64 + 1;
      this.moduli = primes.stream().mapToLong(Long::longValue).toArray();
      this.inverses = new long[limbs];
      this.quotients = new long[limbs];
      this.terms = new long[limbs][];
      for (int i = 0; i < limbs; i++) {
        BigInteger qi = BigInteger.valueOf(moduli[i]);
        BigInteger rest = product.divide(qi);
        BigInteger inverse = rest.mod(qi).modInverse(qi);
        inverses[i] = inverse.longValueExact();
        quotients[i] = inverse.shiftLeft(64).divide(qi).longValue();
        terms[i] = Words.of(rest.multiply(BigInteger.valueOf(t)), words);
      }
      this.q = Words.of(product, words);
      this.qBits = product.bitLength();
      this.multiples = new long[limbs + 2][];
      for (int k = 0; k < multiples.length; k++) {
        multiples[k] = Words.of(modulus.multiply(BigInteger.valueOf(k)), words);
      }
      this.largestCentred = Words.of(modulus.shiftRight(1), words);
      this.largestGood = Words.of(product.subtract(BigInteger.ONE).shiftRight(1), words);
      this.sum = new long[words];
      this.largest = new long[words];
    }

    NoisePolynomial run(long[] phase, long[] expected) {
      int n = expected.length;
      double[] noise = new double[n];
      BitSet failed = new BitSet(n);
      for (int j = 0; j < n; j++) {
        boolean negative = centre(phase, n, j, expected[j]);
        double magnitude = Words.quotient(sum, t);
        noise[j] = negative ? -magnitude : magnitude;
        if (Words.isGreater(sum, largestGood)) {
          failed.set(j);
        }
        if (Words.isGreater(sum, largest)) {
          System.arraycopy(sum, 0, largest, 0, sum.length);
        }
      }
      return new NoisePolynomial(noise, failed, Math.max(0, qBits - Words.bitLength(largest) - 1));
    }

    /** Leaves |t·v| of coefficient j in {@code sum}; whether it is negative. */
    private boolean centre(long[] phase, int n, int j, long message) {
      if (message < 0 || message >= t) {
        throw new IllegalArgumentException(
            "coefficient %d of the plaintext is %d, outside [0, %d)".formatted(j, message, t));
      }
      Arrays.fill(sum, 0);
      // t·phase - q·m = Σ yi·(t·q/qi) + (t - m)·q modulo t·q, with yi = phase·(q/qi)^-1 mod qi.
      double turns = 0;
      for (int i = 0; i < limbs; i++) {
        long qi = moduli[i];
        long x = phase[i * n + j];
        if (x < 0 || x >= qi) {
          throw new IllegalArgumentException(
              "coefficient %d of limb %d of the phase is %d, outside [0, %d)"
                  .formatted(j, i, x, qi));
        }
        long y = x * inverses[i] - Math.unsignedMultiplyHigh(x, quotients[i]) * qi;
        y = y >= qi ? y - qi : y;
        Words.addProduct(sum, terms[i], y);
        turns += (double) y / qi;
      }
      if (message > 0) {
        Words.addProduct(sum, q, t - message);
        turns += (double) (t - message) / t;
      }
      // The estimate is off by less than 2^-40, so the remainder is centred but for the border.
      Words.subtract(sum, multiples[(int) Math.rint(turns)]);
      boolean negative = magnitude();
      if (Words.isGreater(sum, largestCentred)) {
        Words.subtract(sum, multiples[1]);
        negative = negative == magnitude();
      }
      return negative;
    }

    private boolean magnitude() {
      if (Words.isNegative(sum)) {
        Words.negate(sum);
        return true;
      }
      return false;
    }
  }

  /**
   * The n noise coefficients in units of the ciphertext's coefficients, each with a relative error
   * below 2^-50; infinite beyond 2^1024. A copy.
   */
  public double[] coefficients() {
    return coefficients.clone();
  }

  /** Number of coefficients. */
  public int size() {
    return coefficients.length;
  }

  /** The mean coefficient. */
  public double mean() {
    return Arrays.stream(coefficients).average().orElse(0);
  }

  /** The mean of the squared coefficients: their variance about 0. */
  public double variance() {
    double scale = largestMagnitude();
    if (scale == 0) {
      return 0;
    }
    double sum = 0;
    for (double v : coefficients) {
      double scaled = v / scale;
      sum += scaled * scaled;
    }
    return sum / coefficients.length * scale * scale;
  }

  /** The root of {@link #variance}. */
  public double standardDeviation() {
    return Math.sqrt(variance());
  }

  /** The largest |v|. */
  public double largestMagnitude() {
    return Arrays.stream(coefficients).map(Math::abs).max().orElse(0);
  }

  /** Number of coefficients that decrypt wrongly: those with |v| >= q/(2t), compared exactly. */
  public int failures() {
    return failed.cardinality();
  }

  /** Whether a coefficient decrypts wrongly. */
  public boolean failed(int index) {
    return failed.get(index);
  }

  /** The budget that SEAL would report if it did not alias: 0 once a coefficient fails. */
  public int budgetBits() {
    return budgetBits;
  }
}
