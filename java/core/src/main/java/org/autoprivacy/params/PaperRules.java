package org.autoprivacy.params;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.math.Primes;

/**
 * The five rules of the paper (§2) as checks: n a power of two, q ≡ 1 and t ≡ 1 modulo 2n, |q mod
 * t| about 1, and q pseudo-Mersenne. The paper writes «mod n»; the negacyclic transform needs 2n.
 *
 * <p>SEAL needs the first two, and slots the third. Rule 4 serves programs that scale by ⌊q/t⌋;
 * SEAL rounds q·m/t. Rule 5 serves reduction modulo q itself, which residue arithmetic never does.
 */
public final class PaperRules {

  /** «About 1» in rule 4. */
  private static final BigInteger LARGEST_RESIDUE = BigInteger.valueOf(16);

  /** A pseudo-Mersenne prime is {@code 2^k ± c} with c of this part of k bits at most. */
  public static final double PSEUDO_MERSENNE = 0.8;

  private static final List<String> TEXTS =
      List.of(
          "n is a power of two",
          "q ≡ 1 mod 2n",
          "t ≡ 1 mod 2n",
          "|q mod t| is about 1",
          "q is pseudo-Mersenne");

  private PaperRules() {}

  /**
   * One rule and whether it holds.
   *
   * @param rule 1 to 5
   * @param holds whether it holds
   * @param detail the numbers that say so
   */
  public record Finding(int rule, boolean holds, String detail) {

    /** What the rule says. */
    public String text() {
      return TEXTS.get(rule - 1);
    }

    @Override
    public String toString() {
      return "rule %d (%s) %s: %s"
          .formatted(rule, text(), holds ? "holds" : "does not hold", detail);
    }
  }

  /** All five findings, in order. */
  public static List<Finding> check(LayerParameters parameters) {
    int n = parameters.polyDegree();
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding(1, Integer.bitCount(n) == 1, "n = " + n));
    findings.add(
        new Finding(
            2,
            parameters.dataPrimes().stream().allMatch(q -> q % (2L * n) == 1),
            "primes of q = %s, 2n = %d".formatted(parameters.dataPrimes(), 2L * n)));
    findings.add(
        new Finding(
            3,
            parameters.plainModuli().stream().allMatch(t -> t % (2L * n) == 1 && Primes.isPrime(t)),
            "t = " + parameters.plainModuli()));
    BigInteger q =
        parameters.dataPrimes().stream()
            .map(BigInteger::valueOf)
            .reduce(BigInteger.ONE, BigInteger::multiply);
    boolean four = true;
    List<BigInteger> residues = new ArrayList<>();
    for (long t : parameters.plainModuli()) {
      BigInteger residue = centred(q, BigInteger.valueOf(t));
      residues.add(residue);
      four &= residue.abs().compareTo(LARGEST_RESIDUE) <= 0;
    }
    findings.add(new Finding(4, four, "q mod t = " + residues));
    findings.add(
        new Finding(
            5,
            parameters.dataPrimes().stream().allMatch(PaperRules::isPseudoMersenne),
            "primes of q = " + parameters.dataPrimes()));
    return findings;
  }

  /**
   * Whether a prime is {@code 2^k ± c} with {@code c ≤ 2^(4k/5)}: so that a product is reduced in
   * five folds.
   */
  public static boolean isPseudoMersenne(long prime) {
    int width = Long.SIZE - Long.numberOfLeadingZeros(prime);
    return near(prime, width) || near(prime, width - 1);
  }

  private static boolean near(long prime, int k) {
    return Math.abs(prime - (1L << k)) <= Math.pow(2, PSEUDO_MERSENNE * k);
  }

  private static BigInteger centred(BigInteger value, BigInteger modulus) {
    BigInteger residue = value.mod(modulus);
    return residue.shiftLeft(1).compareTo(modulus) > 0 ? residue.subtract(modulus) : residue;
  }
}
