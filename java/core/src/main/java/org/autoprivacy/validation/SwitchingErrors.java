package org.autoprivacy.validation;

import java.util.List;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.math.NegacyclicFft;
import org.autoprivacy.noise.NoiseSpectrum;

/**
 * The errors of one key-switching key, and the noise that they cause: {@code Σ_j d_j·e_j / P} with
 * digits d_j uniform in [0, q_j) or about 0, and the rounding of both polynomials.
 *
 * @param values of e_j for each digit ({@link NegacyclicFft#forward})
 */
record SwitchingErrors(List<double[]> values) {

  /**
   * What one switch adds to a ciphertext of so many limbs.
   *
   * @param means where digits are not centred, their mean is half of q_j times this polynomial
   */
  NoiseSpectrum noise(
      BfvParameters parameters, int limbs, NoiseSpectrum rounding, NoiseSpectrum means) {
    double special = parameters.specialPrime().orElseThrow();
    NoiseSpectrum sum = rounding;
    for (int j = 0; j < limbs; j++) {
      double prime = parameters.dataPrimes().get(j);
      double mean = (prime - 1) / 2 / special;
      double variance = (prime / special) * (prime / special) / 12;
      NoiseSpectrum digits =
          NoiseSpectrum.white(parameters.polyDegree(), variance).plus(means.times(mean));
      sum = sum.plus(digits.times(values.get(j)));
    }
    return sum;
  }
}
