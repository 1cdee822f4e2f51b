package org.autoprivacy.linear;

import java.util.List;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.Privacy;

/**
 * What of the parameters the noise depends on, in real numbers, so that sizes can be tried before
 * primes are sought.
 *
 * @param polyDegree n
 * @param logPrimes log2 of the data primes
 * @param logSpecialPrime log2 of P, or 0 without special prime
 * @param logT log2 of t
 * @param encryption how the input is encrypted
 * @param privacy what hides the weights in the noise; the paper's allowance changes nothing here
 */
public record NoiseSetting(
    int polyDegree,
    List<Double> logPrimes,
    double logSpecialPrime,
    double logT,
    Encryption encryption,
    Privacy privacy) {

  public NoiseSetting {
    logPrimes = List.copyOf(logPrimes);
  }

  /** Whether there is a special prime. */
  public boolean hasSpecialPrime() {
    return logSpecialPrime > 0;
  }

  /** log2 of q. */
  public double logQ() {
    return logPrimes.stream().mapToDouble(Double::doubleValue).sum();
  }
}
