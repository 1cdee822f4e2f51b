package org.autoprivacy.noise;

import java.util.ArrayList;
import java.util.List;

/**
 * The variance of a ciphertext's noise through a circuit with products of ciphertexts, split by the
 * power of the secret s that its terms carry. Multiplying a term by s raises the mean of |s(ζ)|^2d,
 * which is d!·(2n/3)^d for large n, and not (2n/3)^d: the degree correction. Immutable.
 *
 * <p>A product of ciphertexts is {@code v_a·(t/q)Φ_b + v_b·(t/q)Φ_a} with {@code Φ = c0 + c1·s}
 * over the whole numbers; each centred c/q is uniform. The term {@code (t/q)·v_a·v_b} is left out:
 * it is below the others by the noise budget. Source: BFV (ePrint 2012/144); that dependence on the
 * secret has to be corrected for, Biasioli, Marcolla, Calderini and Mono (2023), who fit the
 * correction; here it is computed.
 *
 * @param powers variance of the terms with s^0, s^1, …
 */
public record CircuitNoise(List<Double> powers) {

  public CircuitNoise {
    powers = List.copyOf(powers);
  }

  /** Fresh under the secret key ({@link FreshNoise#symmetric}). */
  public static CircuitNoise symmetric() {
    return new CircuitNoise(List.of(FreshNoise.symmetric()));
  }

  /** Fresh under the public key, without special prime ({@link FreshNoise#publicKey(int)}). */
  public static CircuitNoise publicKey(int polyDegree) {
    double withSecret = SampledVariance.ERROR * polyDegree * SampledVariance.TERNARY;
    return new CircuitNoise(List.of(FreshNoise.publicKey(polyDegree) - withSecret, withSecret));
  }

  /**
   * Fresh under the public key, divided by the special prime ({@link FreshNoise#publicKey(int,
   * double)}).
   */
  public static CircuitNoise publicKey(int polyDegree, double logP) {
    double withSecret =
        polyDegree
            * SampledVariance.TERNARY
            * (SampledVariance.ROUNDING + SampledVariance.ERROR * Math.pow(2, -2 * logP));
    return new CircuitNoise(
        List.of(FreshNoise.publicKey(polyDegree, logP) - withSecret, withSecret));
  }

  /** The sum of independent ciphertexts. */
  public CircuitNoise plus(CircuitNoise other) {
    List<Double> sums = new ArrayList<>();
    for (int d = 0; d < Math.max(powers.size(), other.powers.size()); d++) {
      sums.add(power(d) + other.power(d));
    }
    return new CircuitNoise(sums);
  }

  /** The product with a plaintext polynomial of this {@code ‖w‖²}, or a number's square. */
  public CircuitNoise times(double normSquared) {
    return new CircuitNoise(powers.stream().map(v -> v * normSquared).toList());
  }

  /**
   * Behind one key switch.
   *
   * @param keySwitch what it adds, {@link KeySwitchNoise#uncentred} or {@link
   *     KeySwitchNoise#centred}
   */
  public CircuitNoise keySwitched(int polyDegree, double keySwitch) {
    double digits = keySwitch - SampledVariance.ciphertextRounding(polyDegree);
    return plus(new CircuitNoise(List.of(digits))).plus(rounding(polyDegree));
  }

  /** Behind the division by a prime ({@link ModSwitchNoise}). */
  public CircuitNoise modSwitched(double logDropped, int polyDegree) {
    return times(Math.pow(2, -2 * logDropped)).plus(rounding(polyDegree));
  }

  private static CircuitNoise rounding(int polyDegree) {
    return new CircuitNoise(
        List.of(
            SampledVariance.ROUNDING,
            SampledVariance.ROUNDING * polyDegree * SampledVariance.TERNARY));
  }

  /**
   * The product of independent ciphertexts before it is relinearised: both noises, {@link
   * #wrapped}.
   */
  public CircuitNoise multiply(CircuitNoise other, int polyDegree, double logT) {
    return wrapped(polyDegree, logT).plus(other.wrapped(polyDegree, logT));
  }

  /** The square before it is relinearised: twice one noise, four times its variance. */
  public CircuitNoise square(int polyDegree, double logT) {
    return wrapped(polyDegree, logT).times(4);
  }

  /**
   * Times {@code (t/q)(c0 + c1·s)}: by c0 {@code n·t²/12}; by c1·s that, times {@code 2n/3·(d+1)}
   * for a term of s^d.
   */
  private CircuitNoise wrapped(int polyDegree, double logT) {
    double wrap = PlainProductNoise.slotNormSquared(polyDegree, logT);
    double secret = polyDegree * SampledVariance.TERNARY;
    List<Double> products = new ArrayList<>();
    for (int d = 0; d <= powers.size(); d++) {
      double raised = d == 0 ? 0 : power(d - 1) * secret * d;
      products.add(wrap * (power(d) + raised));
    }
    return new CircuitNoise(products);
  }

  private double power(int d) {
    return d < powers.size() ? powers.get(d) : 0;
  }

  /** The variance of a coefficient. */
  public double variance() {
    return powers.stream().mapToDouble(Double::doubleValue).sum();
  }
}
