package org.autoprivacy.generator;

import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.linear.DroppedBits;
import org.autoprivacy.linear.LayerNoise;
import org.autoprivacy.linear.LayerWork;
import org.autoprivacy.linear.NoiseSetting;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.LayerParameters;

/**
 * What given parameters do to a layer's results.
 *
 * @param std standard deviation of the noise on the wire, modulo the first factor of t
 * @param coefficient rate of coefficients that are wrong modulo any factor of t
 * @param privacy how well the weights are hidden
 * @param dropped low bits that results leave out
 */
record Prediction(double std, ErrorRate coefficient, PrivacyClaim privacy, DroppedBits dropped) {

  private static final double LN_2 = Math.log(2);
  private static final double LEAST_LOG2_RATE = -1000;

  static Prediction of(
      LayerRequest request, LayerParameters parameters, LayerWork work, int wireLimbs) {
    List<Double> rates = new ArrayList<>();
    for (int i = 0; i < parameters.instances(); i++) {
      NoiseSetting setting = setting(request, parameters, i);
      rates.add(
          noise(request, work, setting)
              .onWire(setting, wireLimbs)
              .log2ErrorRate(logWire(setting, wireLimbs), setting.logT()));
    }
    NoiseSetting first = setting(request, parameters, 0);
    LayerNoise noise = noise(request, work, first);
    return new Prediction(
        Math.sqrt(noise.onWire(first, wireLimbs).variance()),
        new ErrorRate(
            Math.clamp(log2Any(rates), LEAST_LOG2_RATE, -Double.MIN_NORMAL),
            ErrorRate.Of.COEFFICIENT),
        PrivacyClaim.of(
            work, first, noise, first.logQ() - logWire(first, wireLimbs), parameters.instances()),
        noise.droppedOnWire(first, wireLimbs));
  }

  private static LayerNoise noise(LayerRequest request, LayerWork work, NoiseSetting setting) {
    return LayerNoise.of(work, setting, request.weights());
  }

  private static NoiseSetting setting(
      LayerRequest request, LayerParameters parameters, int instance) {
    return new NoiseSetting(
        parameters.polyDegree(),
        Candidate.logs(parameters.dataPrimes()),
        Candidate.logP(parameters),
        Math.log(parameters.plainModuli().get(instance)) / LN_2,
        request.encryption(),
        request.privacy());
  }

  private static double logWire(NoiseSetting setting, int wireLimbs) {
    return setting.logPrimes().stream().limit(wireLimbs).mapToDouble(Double::doubleValue).sum();
  }

  /** log2 of the probability that any of independent events happens; far out it is their sum. */
  private static double log2Any(List<Double> log2) {
    double most = log2.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    if (most < -50) {
      double sum = log2.stream().mapToDouble(rate -> Math.pow(2, rate - most)).sum();
      return most == Double.NEGATIVE_INFINITY ? most : most + Math.log(sum) / LN_2;
    }
    double lnNone =
        log2.stream().mapToDouble(rate -> Math.log1p(-Math.pow(2, Math.min(rate, -1e-15)))).sum();
    return Math.log(-Math.expm1(lnNone)) / LN_2;
  }
}
