package org.autoprivacy.params;

import java.math.BigInteger;
import java.util.List;
import java.util.OptionalLong;
import org.autoprivacy.bfv.BfvParameters;

/**
 * The BFV parameters of one encrypted layer. With several plaintext moduli the layer is evaluated
 * once modulo each, and the residues are put together by the Chinese remainder theorem (equations
 * 3-6 of the paper).
 *
 * @param polyDegree n
 * @param dataPrimes the limbs of q
 * @param specialPrime P of key switching; empty where no keys are switched
 * @param plainModuli pairwise coprime factors of t, at least one
 */
public record LayerParameters(
    int polyDegree, List<Long> dataPrimes, OptionalLong specialPrime, List<Long> plainModuli) {

  public LayerParameters {
    dataPrimes = List.copyOf(dataPrimes);
    plainModuli = List.copyOf(plainModuli);
    if (plainModuli.isEmpty()) {
      throw new IllegalArgumentException("at least one plaintext modulus is needed");
    }
    for (int i = 0; i < plainModuli.size(); i++) {
      for (int j = 0; j < i; j++) {
        BigInteger a = BigInteger.valueOf(plainModuli.get(i));
        if (!a.gcd(BigInteger.valueOf(plainModuli.get(j))).equals(BigInteger.ONE)) {
          throw new IllegalArgumentException("plaintext moduli must be coprime: " + plainModuli);
        }
      }
    }
    for (long t : plainModuli) {
      new BfvParameters(polyDegree, dataPrimes, specialPrime, t);
    }
  }

  /** The BFV instance that evaluates residue {@code index}. */
  public BfvParameters instance(int index) {
    return new BfvParameters(polyDegree, dataPrimes, specialPrime, plainModuli.get(index));
  }

  /** Number of BFV instances: the factors of t. */
  public int instances() {
    return plainModuli.size();
  }

  /** log2 of t, the product of the plaintext moduli. */
  public double logT() {
    return plainModuli.stream().mapToDouble(Math::log).sum() / Math.log(2);
  }

  /** log2 of q. */
  public double logQ() {
    return instance(0).logQ();
  }

  /** log2 of q·P. */
  public double logQP() {
    return instance(0).logQP();
  }

  /** Number of data primes. */
  public int limbs() {
    return dataPrimes.size();
  }
}
