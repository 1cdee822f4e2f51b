package org.autoprivacy.bfv.engine;

import java.math.BigInteger;
import org.autoprivacy.kernel.PlainScaling;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.math.Primes;
import org.autoprivacy.ring.RnsBase;
import org.autoprivacy.ring.RnsRing;

/**
 * From a phase modulo q to the plaintext {@code ⌊t·phase/q⌉ mod t}, bit for bit as SEAL does it:
 * with a prime γ of 61 bits whose residue tells the error of a fast base conversion. Bajard,
 * Eynard, Hasan, Zucca, "A Full RNS Variant of FV like Somewhat Homomorphic Encryption Schemes",
 * SAC 2016, eprint 2016/510, algorithm 1.
 *
 * <p>That is the rounded quotient itself wherever t·phase/q is further than k/γ from a half. {@link
 * PlainScaling}, which is faster, finds it too and says where it may not have: only then γ decides.
 * For ciphertexts whose noise is below its bound that never happens, and the time taken depends on
 * sizes alone. Immutable.
 */
final class Rounding {

  private final RnsRing ring;
  private final PlainScaling scaling;
  private final Modulus t;
  private final Modulus gamma;
  private final long gammaInverse;
  private final long[] inverses; // γ·t·(q/qi)^-1 mod qi
  private final long[] toPlain; // -(q/qi)/q mod t
  private final long[] toGamma;

  Rounding(RnsRing ring, RnsBase base, Modulus t) {
    this.ring = ring;
    this.t = t;
    scaling = PlainScaling.of(ring.polyDegree(), base.moduli(base.size()), t, ring.kind());
    long prime = Primes.largest(61, 2L * ring.polyDegree(), 2).get(1);
    gamma = Modulus.of(prime);
    gammaInverse = t.inverse(t.reduce(prime));
    int k = base.size();
    inverses = new long[k];
    toPlain = new long[k];
    toGamma = new long[k];
    BigInteger scale = BigInteger.valueOf(prime).multiply(BigInteger.valueOf(t.value()));
    for (int i = 0; i < k; i++) {
      BigInteger qi = BigInteger.valueOf(base.modulus(i).value());
      BigInteger cofactor = base.product().divide(qi);
      inverses[i] = scale.multiply(cofactor.modInverse(qi)).mod(qi).longValueExact();
      toPlain[i] = negatedInverse(qi, t);
      toGamma[i] = negatedInverse(qi, gamma);
    }
  }

  /** -(q/qi)·q^-1 = -qi^-1. */
  private static long negatedInverse(BigInteger qi, Modulus modulus) {
    return modulus.negate(modulus.inverse(qi.mod(BigInteger.valueOf(modulus.value())).longValue()));
  }

  /**
   * The plaintext of a phase.
   *
   * @param phase {@code long[limbs][n]}, each in [0, qi); overwritten
   * @param out {@code long[n]}, in [0, t) after
   * @param loan of memory that is wiped
   */
  void round(long[] phase, long[] out, Scratch.Loan loan) {
    if (!scaling.scale(out, 0, phase, loan.limbs(scaling.scratchArrays()))) {
      roundWithGamma(phase, out);
    }
  }

  private void roundWithGamma(long[] phase, long[] out) {
    int n = ring.polyDegree();
    int k = inverses.length;
    for (int i = 0; i < k; i++) {
      ring.limb(i).multiplyScalar(phase, i * n, phase, i * n, inverses[i]);
    }
    long g = gamma.value();
    for (int x = 0; x < n; x++) {
      long high = 0;
      long low = 0;
      long highGamma = 0;
      long lowGamma = 0;
      for (int i = 0; i < k; i++) {
        long y = phase[i * n + x];
        long product = y * toPlain[i];
        low += product;
        high += Math.unsignedMultiplyHigh(y, toPlain[i]) + carry(low, product);
        long other = y * toGamma[i];
        lowGamma += other;
        highGamma += Math.unsignedMultiplyHigh(y, toGamma[i]) + carry(lowGamma, other);
      }
      long error = gamma.reduceWide(highGamma, lowGamma);
      // Centred: an error above γ/2 is negative.
      long negative = ((g >> 1) - error) >> 63;
      long magnitude = t.reduce(error + (negative & (g - 2 * error)));
      long signed = magnitude + (negative & (t.negate(magnitude) - magnitude));
      out[x] = t.multiply(t.subtract(t.reduceWide(high, low), signed), gammaInverse);
    }
  }

  /** 1 if a sum is below one of its two terms as unsigned numbers, that is if it has wrapped. */
  private static long carry(long sum, long term) {
    return ((~sum & term) | ((~sum | term) & (sum - term))) >>> 63;
  }
}
