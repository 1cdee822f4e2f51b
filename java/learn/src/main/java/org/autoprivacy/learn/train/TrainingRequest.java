package org.autoprivacy.learn.train;

import java.nio.file.Path;
import org.autoprivacy.learn.data.Dataset;
import org.autoprivacy.network.Topologies;
import org.autoprivacy.network.Topology;
import org.jspecify.annotations.Nullable;

/**
 * What to train.
 *
 * @param network a name of {@link Topologies}
 * @param dataset where its images are
 * @param epochs passes over the training images; the last of them are quantised
 * @param mostImages training images used, from the first on
 * @param seed of weights, order and moves
 * @param threads that libtorch may use
 * @param out the weights file; beside it the curve ({@code .csv}), its figure ({@code .svg}) and
 *     the checkpoint ({@code .checkpoint})
 * @param resume whether to go on from the checkpoint, if there is one
 * @param start the checkpoint of another training whose float weights this one starts from, with a
 *     quarter of the learning rate; without one it starts from random weights. A last layer for
 *     other classes is random all the same
 */
public record TrainingRequest(
    String network,
    Dataset dataset,
    int epochs,
    int mostImages,
    long seed,
    int threads,
    Path out,
    boolean resume,
    @Nullable Path start) {

  /** The epochs that reach the accuracy a network is shipped with. */
  public static int defaultEpochs(String network) {
    return network.equals("mnist-cnn") ? 8 : 40;
  }

  public TrainingRequest {
    Topologies.byName(network);
    if (epochs < 2 || epochs > 10_000) {
      throw new IllegalArgumentException("epochs must be in [2, 10000], got " + epochs);
    }
    if (mostImages < 1) {
      throw new IllegalArgumentException("at least one training image is needed");
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
  }

  /** All training images, on all processors, from the start. */
  public static TrainingRequest of(
      String network, Dataset dataset, int epochs, long seed, Path out) {
    return new TrainingRequest(
        network,
        dataset,
        epochs,
        Integer.MAX_VALUE,
        seed,
        Runtime.getRuntime().availableProcessors(),
        out,
        false,
        null);
  }

  /** The epochs that are trained in float. */
  public int floatEpochs() {
    return Recipe.of(network).floatEpochs(epochs);
  }

  /** The epochs that are trained at all: networks of more bits have no quantised ones. */
  public int trainedEpochs() {
    return Topologies.byName(network).bits() > Topology.DEFAULT_BITS ? floatEpochs() : epochs;
  }

  /** The same training of the network of 8 bits. */
  TrainingRequest withoutBits() {
    return new TrainingRequest(
        Topologies.withoutBits(network),
        dataset,
        epochs,
        mostImages,
        seed,
        threads,
        out,
        resume,
        start);
  }

  /** The command that trains this again. */
  public String command() {
    return "autoprivacy train %s --dataset %s --epochs %d --seed %d%s"
        .formatted(
            network,
            dataset.kind(),
            epochs,
            seed,
            start == null ? "" : " --start " + start.getFileName());
  }

  /** The curve's file. */
  public Path curve() {
    return out.resolveSibling(out.getFileName() + ".csv");
  }

  /** The file of the curve's figure. */
  public Path plot() {
    return out.resolveSibling(out.getFileName() + ".svg");
  }

  /** The checkpoint's file. */
  public Path checkpoint() {
    return out.resolveSibling(out.getFileName() + ".checkpoint");
  }
}
