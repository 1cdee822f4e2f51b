package org.autoprivacy.bfv.engine;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.kernel.LimbArithmetic;
import org.autoprivacy.math.Primes;
import org.autoprivacy.ring.RingConversion;
import org.autoprivacy.ring.RnsBase;
import org.autoprivacy.ring.RnsRing;

/**
 * The product of two ciphertexts of one level: {@code ⌊t·(a ⊗ b)/q⌉} for the centred
 * representatives of a and b, the quotient being exact.
 *
 * <p>The tensor product is taken modulo q and modulo an auxiliary product B of 48-bit primes. With
 * r the centred residue of t·x modulo q, the quotient (t·x - r)/q is a whole number; it is computed
 * modulo B, where it fits: its magnitude is at most t·n·q/2 + 1 and B is 8 times as much, so that
 * the way back to q is exact too. Immutable and thread-safe.
 */
final class Product {

  private static final int AUXILIARY_BITS = 48;

  private final Instance instance;
  private final RnsRing ring;
  private final int limbs;
  private final RnsRing auxiliary;
  private final int others; // limbs of B
  private final RingConversion up;
  private final RingConversion down;
  private final long[] scales; // t mod qi
  private final long[] quotientScales; // t/q mod bj
  private final long[] inverses; // 1/q mod bj

  Product(Instance instance, Level level) {
    this.instance = instance;
    ring = instance.ring();
    RnsBase base = level.base();
    limbs = base.size();
    BigInteger t = BigInteger.valueOf(instance.t().value());
    BigInteger needed =
        base.product().multiply(t).multiply(BigInteger.valueOf(instance.n())).shiftLeft(2);
    auxiliary = RnsRing.of(instance.n(), auxiliaryPrimes(base, needed), ring.kind());
    others = auxiliary.base().size();
    up = new RingConversion(ring, limbs, auxiliary, others);
    down = new RingConversion(auxiliary, others, ring, limbs);
    scales = base.residues(t);
    quotientScales = new long[others];
    inverses = new long[others];
    for (int j = 0; j < others; j++) {
      BigInteger b = BigInteger.valueOf(auxiliary.base().modulus(j).value());
      BigInteger inverse = base.product().modInverse(b);
      inverses[j] = inverse.longValueExact();
      quotientScales[j] = inverse.multiply(t).mod(b).longValueExact();
    }
  }

  /** The largest primes that are not those of q, until their product is above a bound. */
  private List<Long> auxiliaryPrimes(RnsBase base, BigInteger bound) {
    int most = base.size() + bound.bitLength() / (AUXILIARY_BITS - 1) + 1;
    List<Long> chosen = new ArrayList<>();
    BigInteger product = BigInteger.ONE;
    for (long prime : Primes.largest(AUXILIARY_BITS, 2L * instance.n(), most)) {
      boolean taken = base.product().mod(BigInteger.valueOf(prime)).signum() == 0;
      if (!taken && product.compareTo(bound) <= 0) {
        chosen.add(prime);
        product = product.multiply(BigInteger.valueOf(prime));
      }
    }
    if (product.compareTo(bound) <= 0) {
      throw new IllegalArgumentException(
          "there are too few primes of %d bits for products at n = %d"
              .formatted(AUXILIARY_BITS, instance.n()));
    }
    return chosen;
  }

  /**
   * The product.
   *
   * @param a {@code long[2][limbs][n]} in coefficient form, like b
   * @param result {@code long[3][limbs][n]} in coefficient form, overwritten
   */
  void multiply(long[] a, long[] b, long[] result) {
    int length = limbs * instance.n();
    Recycled recycled = instance.recycled();
    Extended[] operands = new Extended[4];
    for (int k = 0; k < 4; k++) {
      boolean again = a == b && k >= 2;
      operands[k] = again ? operands[k - 2] : extend(k < 2 ? a : b, k % 2);
    }
    Extended sum = new Extended(recycled.take(length), recycled.take(others * instance.n()));
    for (int k = 0; k < 3; k++) {
      Extended x = operands[k / 2];
      Extended y = operands[2 + (k + 1) / 2];
      ring.multiply(sum.low(), x.low(), y.low());
      auxiliary.multiply(sum.high(), x.high(), y.high());
      if (k == 1) {
        ring.multiplyAdd(sum.low(), operands[1].low(), operands[2].low());
        auxiliary.multiplyAdd(sum.high(), operands[1].high(), operands[2].high());
      }
      ring.inverse(sum.low());
      auxiliary.inverse(sum.high());
      scaleDown(sum);
      System.arraycopy(sum.low(), 0, result, k * length, length);
    }
    sum.giveTo(recycled);
    for (int k = 0; k < (a == b ? 2 : 4); k++) {
      operands[k].giveTo(recycled);
    }
  }

  /** A polynomial modulo q and modulo B. */
  @SuppressWarnings("ArrayRecordComponent") // Lives within one product.
  private record Extended(long[] low, long[] high) {
    void giveTo(Recycled recycled) {
      recycled.give(low);
      recycled.give(high);
    }
  }

  /** One polynomial modulo q and B, in NTT form. */
  private Extended extend(long[] from, int polynomial) {
    int length = limbs * instance.n();
    long[] low = instance.recycled().take(length);
    System.arraycopy(from, polynomial * length, low, 0, length);
    long[] high = instance.recycled().take(others * instance.n());
    convert(up, high, low);
    ring.forward(low);
    auxiliary.forward(high);
    return new Extended(low, high);
  }

  private void convert(RingConversion conversion, long[] out, long[] in) {
    try (Scratch.Loan loan = instance.scratch().borrow()) {
      conversion.convert(out, in, loan.limbs(conversion.scratchLimbs()));
    }
  }

  /** x becomes ⌊t·x/q⌉ modulo q; its residues modulo B are overwritten. */
  private void scaleDown(Extended x) {
    int n = instance.n();
    long[] low = x.low();
    long[] high = x.high();
    for (int i = 0; i < limbs; i++) {
      ring.limb(i).multiplyScalar(low, i * n, low, i * n, scales[i]);
    }
    long[] remainder = instance.recycled().take(high.length);
    convert(up, remainder, low);
    for (int j = 0; j < others; j++) {
      LimbArithmetic limb = auxiliary.limb(j);
      limb.multiplyScalar(high, j * n, high, j * n, quotientScales[j]);
      limb.multiplyScalar(remainder, j * n, remainder, j * n, inverses[j]);
      limb.subtract(high, j * n, high, j * n, remainder, j * n);
    }
    convert(down, low, high);
    instance.recycled().give(remainder);
  }
}
