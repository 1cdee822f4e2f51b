package org.autoprivacy;

import java.util.SplittableRandom;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.cost.ThreadClock;
import org.autoprivacy.generator.LayerChoice;
import org.autoprivacy.linear.LayerMeasurement;
import org.autoprivacy.linear.LayerPlan;
import org.autoprivacy.linear.Parallel;
import org.autoprivacy.linear.WeightForm;
import org.autoprivacy.linear.ZeroCheck;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.Privacy;
import org.autoprivacy.search.LayerCandidate;

/**
 * A layer that was really evaluated under encryption, what was predicted beside what was measured.
 *
 * @param predicted by noise and cost model
 * @param measured by running it
 */
public record LayerRun(Prediction predicted, LayerMeasurement measured) {

  private static final long WARM_UP_NANOS = 1_500_000_000L;
  private static final int MOST_WEIGHT = 127;

  /**
   * What the models say of a layer.
   *
   * @param std standard deviation of the noise of results on the wire
   * @param rate of wrong decryptions
   * @param latencyNanos both sides' work on one core
   * @param bytesUp bytes to the server
   * @param bytesDown bytes to the client
   */
  public record Prediction(
      double std, ErrorRate rate, double latencyNanos, long bytesUp, long bytesDown) {}

  /**
   * Runs what the generator chose.
   *
   * @param check by which failures in slots are noticed; the predicted latency is without its price
   */
  public static LayerRun of(
      HeBackend engine,
      LayerChoice choice,
      ZeroCheck check,
      QuantizedLayer weights,
      int runs,
      long seed) {
    LayerPlan plan =
        new LayerPlan(
            choice.shape(),
            choice.packing(),
            choice.parameters(),
            choice.request().encryption(),
            choice.request().privacy(),
            choice.wireLimbs(),
            check);
    Prediction prediction =
        new Prediction(
            choice.predictedStd(),
            choice.predictedErrorRate(),
            choice.cost().latencyNanos(),
            plan.requestBytes(),
            plan.replyBytes(weights));
    return new LayerRun(prediction, measure(engine, plan, weights, runs, seed));
  }

  /** Runs a layer of a selection. */
  static LayerRun of(
      HeBackend engine,
      LayerShape shape,
      LayerCandidate candidate,
      Encryption encryption,
      Privacy privacy,
      QuantizedLayer weights,
      int runs,
      long seed) {
    LayerPlan plan =
        new LayerPlan(
            shape,
            candidate.packing(),
            candidate.parameters(),
            encryption,
            privacy,
            candidate.wireLimbs());
    Prediction prediction =
        new Prediction(
            candidate.predictedStd(),
            candidate.predictedErrorRate(),
            candidate.latencyNanos(),
            candidate.bytesUp(),
            candidate.bytesDown());
    return new LayerRun(prediction, measure(engine, plan, weights, runs, seed));
  }

  private static LayerMeasurement measure(
      HeBackend engine, LayerPlan plan, QuantizedLayer weights, int runs, long seed) {
    return LayerMeasurement.of(
        engine,
        plan,
        weights,
        WeightForm.NTT,
        runs,
        seed,
        Parallel.NONE,
        ThreadClock::nanos,
        WARM_UP_NANOS);
  }

  /**
   * Weights of 8 bits as models expect them where none are known: normal, with the largest value at
   * three standard deviations. Biases have 16 bits.
   */
  public static QuantizedLayer randomWeights(LayerShape shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] weights = new byte[Math.toIntExact(shape.weights())];
    for (int i = 0; i < weights.length; i++) {
      long weight = Math.round(random.nextGaussian() * MOST_WEIGHT / 3);
      weights[i] = (byte) Math.clamp(weight, -MOST_WEIGHT, MOST_WEIGHT);
    }
    int[] biases = random.ints(shape.outChannels(), Short.MIN_VALUE, Short.MAX_VALUE).toArray();
    return new QuantizedLayer(weights, biases, new int[shape.outChannels()], 0);
  }
}
