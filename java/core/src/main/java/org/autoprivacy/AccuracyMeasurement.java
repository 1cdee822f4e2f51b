package org.autoprivacy;

import java.io.IOException;
import java.util.List;
import org.autoprivacy.accuracy.CleanAccuracy;
import org.autoprivacy.accuracy.ErrorModelKind;
import org.autoprivacy.accuracy.NetworkOracle;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.generator.ParameterGenerator;
import org.autoprivacy.network.IntegerInference;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.OutputErrors;
import org.autoprivacy.network.WeightsFile;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.search.AccuracyEstimate;
import org.autoprivacy.search.LayerCandidate;
import org.autoprivacy.search.Sampling;
import org.jspecify.annotations.Nullable;

/**
 * A network's accuracy on images, with or without decryption errors.
 *
 * @param estimate the accuracy
 * @param errorModel what errors do; {@code none} without errors
 * @param imagesPerSecond inferences a second, all threads together
 */
public record AccuracyMeasurement(
    AccuracyEstimate estimate, String errorModel, double imagesPerSecond) {

  /** The first pass only warms up where images are fewer than this. */
  private static final int WARM_UP = 2048;

  /**
   * Accuracy without errors.
   *
   * @param samples images, from the first on
   * @throws IllegalArgumentException if there are fewer images, or they do not fit the network
   */
  public static AccuracyMeasurement clean(
      Network network, LabelledImages images, int samples, int threads) {
    if (samples < 1 || samples > images.count()) {
      throw new IllegalArgumentException(
          "samples must be in [1, %d], the images of %s, got %d"
              .formatted(images.count(), images.name(), samples));
    }
    IntegerInference inference = new IntegerInference(network);
    LabelledImages some = images.slice(0, samples);
    inference.correct(some.slice(0, Math.min(samples, WARM_UP)), threads, OutputErrors.NONE);
    long start = System.nanoTime();
    int correct = inference.correct(some, threads, OutputErrors.NONE);
    double seconds = (System.nanoTime() - start) * 1e-9;
    return new AccuracyMeasurement(CleanAccuracy.of(correct, samples), "none", samples / seconds);
  }

  /**
   * Accuracy when every layer uses given parameters.
   *
   * @param policy parameters of every layer, in order
   * @param forced one error model for all layers; null for the model of each layer's packing
   * @param samples inferences; more than there are images repeats them with other errors
   * @param seed of the errors
   */
  public static AccuracyMeasurement underErrors(
      Network network,
      LabelledImages images,
      List<LayerCandidate> policy,
      @Nullable ErrorModelKind forced,
      int samples,
      long seed,
      int threads) {
    NetworkOracle oracle =
        new NetworkOracle(new IntegerInference(network), images, forced, seed, threads);
    long start = System.nanoTime();
    AccuracyEstimate estimate = oracle.estimate(policy, Sampling.all(samples));
    double seconds = (System.nanoTime() - start) * 1e-9;
    return new AccuracyMeasurement(
        estimate, oracle.errorModel(policy), estimate.samples() / seconds);
  }

  /**
   * Parameters of every layer as if they failed at exactly this rate.
   *
   * @param request names network, packing and profile
   */
  public static List<LayerCandidate> failingAt(SelectionRequest request, ErrorRate rate)
      throws IOException {
    Network network = WeightsFile.load(request.network());
    ParameterGenerator generator = ParameterGenerator.of(Profiles.obtain(request));
    return new LayerTables(generator, network, request).failingAt(rate);
  }
}
