package org.autoprivacy.accuracy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.network.IntegerInference;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.OutputErrors;
import org.autoprivacy.search.AccuracyEstimate;
import org.autoprivacy.search.AccuracyOracle;
import org.autoprivacy.search.LayerCandidate;
import org.autoprivacy.search.Sampling;
import org.autoprivacy.search.SeededRandom;
import org.jspecify.annotations.Nullable;

/**
 * Accuracy after the paper's fine-tuning: the network is trained on for an epoch under a policy's
 * errors, and then measured under others.
 *
 * <p>During a search (series 0) only a tenth of the classes is trained and measured, two at least:
 * 2 of 10, 10 of 100. What is lost is then counted against the network that was trained on in the
 * same way without errors, as training on few classes alone makes them easier. Later series take
 * all classes, and count against the network as it was given. Not thread-safe.
 */
public final class TuningOracle implements AccuracyOracle {

  /** Samples between two looks at the interval. */
  private static final int CHUNK = 512;

  /** Far from every series that accuracy is measured with. */
  private static final long TUNING_SERIES = 1_000_003;

  private static final int CLASSES_SHARE = 10;
  private static final int LEAST_CLASSES = 2;

  private final Network network;
  private final @Nullable ErrorModelKind forced;
  private final long seed;
  private final int threads;
  private final Tuning tuning;
  private final Side search;
  private final Side all;
  private final String identity;
  private @Nullable Tuned last;

  /** Some classes, their test images, and which of them are right without errors. */
  private final class Side {
    final Set<Integer> classes;
    final LabelledImages images;
    private boolean @Nullable [] right;

    Side(Set<Integer> classes, LabelledImages images) {
      this.classes = classes;
      this.images = images;
      if (images.count() == 0) {
        throw new IllegalArgumentException("there are no test images of the classes " + classes);
      }
    }

    boolean[] right() {
      boolean[] known = right;
      if (known == null) {
        Network clean = this == all ? network : tuning.tune(network, classes, OutputErrors.NONE);
        known = answers(new IntegerInference(clean), images, OutputErrors.NONE);
        right = known;
      }
      return known;
    }
  }

  /** The network that was trained on for a policy, on all classes. */
  private record Tuned(List<LayerCandidate> policy, Network network) {}

  /**
   * An oracle for a network and a set of images.
   *
   * @param images what accuracy is measured on; not empty
   * @param forced one model for all layers; null for the model of each layer's packing
   * @param seed of the shuffle, the classes and all errors
   * @param threads inferences at once
   */
  public TuningOracle(
      Network network,
      LabelledImages images,
      @Nullable ErrorModelKind forced,
      long seed,
      int threads,
      Tuning tuning) {
    this.network = network;
    this.forced = forced;
    this.seed = seed;
    this.threads = threads;
    this.tuning = tuning;
    LabelledImages shuffled = NetworkOracle.shuffled(images, seed);
    Set<Integer> some = someClasses(images.classes(), seed);
    this.search = new Side(some, shuffled.ofClasses(some));
    this.all =
        new Side(
            IntStream.range(0, images.classes()).boxed().collect(Collectors.toSet()), shuffled);
    this.identity =
        new NetworkOracle(new IntegerInference(network), images, forced, seed, threads).identity()
            + ", fine-tuned, searched on classes "
            + some;
  }

  private static Set<Integer> someClasses(int classes, long seed) {
    SeededRandom random = new SeededRandom(SeededRandom.derive(seed, -2));
    Set<Integer> some = new TreeSet<>();
    while (some.size() < Math.min(classes, Math.max(LEAST_CLASSES, classes / CLASSES_SHARE))) {
      some.add(random.nextInt(classes));
    }
    return some;
  }

  @Override
  public AccuracyEstimate estimate(List<LayerCandidate> policy, Sampling sampling) {
    Side side = sampling.series() == 0 ? search : all;
    boolean[] clean = side.right();
    Network after = tuned(policy, side);
    IntegerInference tuned = new IntegerInference(after);
    PolicyErrors errors = new PolicyErrors(after, policy, forced);
    long series = SeededRandom.derive(seed, sampling.series());
    PairedTally tally = new PairedTally();
    while (tally.samples() < sampling.samples()) {
      int sample = (int) tally.samples();
      int from = sample % side.images.count();
      int to =
          Math.min(Math.min(from + CHUNK, side.images.count()), from + sampling.samples() - sample);
      boolean[] right =
          answers(tuned, side.images.slice(from, to), errors.inSeries(series, sample));
      for (int i = from; i < to; i++) {
        tally.add(clean[i], right[i - from]);
      }
      if (NetworkOracle.settled(tally, sampling.lossLimit(), 1)) {
        break;
      }
    }
    return tally.estimate(1);
  }

  private boolean[] answers(
      IntegerInference inference, LabelledImages images, OutputErrors errors) {
    long[] logits = inference.logits(images, threads, errors);
    boolean[] right = new boolean[images.count()];
    for (int i = 0; i < right.length; i++) {
      right[i] =
          IntegerInference.classOf(logits, i * images.classes(), images.classes())
              == images.label(i);
    }
    return right;
  }

  private Network tuned(List<LayerCandidate> policy, Side side) {
    Tuned known = last;
    if (side == all && known != null && known.policy.equals(policy)) {
      return known.network;
    }
    OutputErrors errors =
        new PolicyErrors(network, policy, forced, ErrorHalf.TRAINING)
            .inSeries(SeededRandom.derive(seed, TUNING_SERIES), 0);
    Network tuned = tuning.tune(network, side.classes, errors);
    if (side == all) {
      last = new Tuned(policy, tuned);
    }
    return tuned;
  }

  /** The network that was trained on for a policy, on all classes. */
  public Network tuned(List<LayerCandidate> policy) {
    return tuned(policy, all);
  }

  @Override
  public String errorModel(List<LayerCandidate> policy) {
    return NetworkOracle.models(policy, forced);
  }

  @Override
  public String identity() {
    return identity;
  }
}
