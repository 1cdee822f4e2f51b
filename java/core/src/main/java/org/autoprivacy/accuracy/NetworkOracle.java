package org.autoprivacy.accuracy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.network.CleanRun;
import org.autoprivacy.network.IntegerInference;
import org.autoprivacy.network.Network;
import org.autoprivacy.search.AccuracyEstimate;
import org.autoprivacy.search.AccuracyOracle;
import org.autoprivacy.search.LayerCandidate;
import org.autoprivacy.search.Sampling;
import org.autoprivacy.search.SeededRandom;
import org.jspecify.annotations.Nullable;

/**
 * Accuracy by exact integer inference with errors put in after every layer.
 *
 * <p>Sample s is image {@code s mod count} of a shuffled set; its random numbers depend on seed,
 * series, sample and layer alone, so that two policies meet the same luck and the number of threads
 * does not matter. Images that no error touches keep their clean answer, the others are computed
 * from the first layer that an error touches. Not thread-safe.
 */
public final class NetworkOracle implements AccuracyOracle {

  /** Samples between two looks at the interval. */
  private static final int CHUNK = 512;

  /** Width of the interval that stops sampling, in standard errors: several looks are taken. */
  private static final double STOP_Z = 3.5;

  /** Clean inputs of layers that are kept for all images together, in bytes. */
  private static final long KEPT_BYTES = 256L << 20;

  private final IntegerInference inference;
  private final LabelledImages images;
  private final @Nullable ErrorModelKind forced;
  private final long seed;
  private final int threads;
  private final int[] keptLayers;
  private final List<LabelledImages> chunks = new ArrayList<>();
  private final List<CleanRun> clean = new ArrayList<>();

  /**
   * An oracle for a network and a set of images.
   *
   * @param images what accuracy is measured on; not empty
   * @param forced one model for all layers; null for the model of each layer's packing
   * @param seed of the shuffle and of all errors
   * @param threads inferences at once
   */
  public NetworkOracle(
      IntegerInference inference,
      LabelledImages images,
      @Nullable ErrorModelKind forced,
      long seed,
      int threads) {
    this(inference, images, forced, seed, threads, KEPT_BYTES);
  }

  /** The same with another room for clean inputs. */
  NetworkOracle(
      IntegerInference inference,
      LabelledImages images,
      @Nullable ErrorModelKind forced,
      long seed,
      int threads,
      long keptBytes) {
    if (images.count() < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "an oracle needs images and threads, got " + images.count() + " and " + threads);
    }
    this.inference = inference;
    this.images = shuffled(images, seed);
    this.forced = forced;
    this.seed = seed;
    this.threads = threads;
    keptLayers = keptLayers(inference.network(), images.count(), keptBytes);
    for (int from = 0; from < images.count(); from += CHUNK) {
      chunks.add(this.images.slice(from, Math.min(from + CHUNK, images.count())));
    }
  }

  /** The images in an order that the seed decides. */
  static LabelledImages shuffled(LabelledImages images, long seed) {
    SeededRandom random = new SeededRandom(SeededRandom.derive(seed, -1));
    int[] order = new int[images.count()];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return images.select(order);
  }

  // The image itself, and then the layers with the smallest inputs as long as there is room.
  private static int[] keptLayers(Network network, int count, long room) {
    int layers = network.layerCount();
    List<Integer> bySize = new ArrayList<>();
    for (int i = 1; i < layers; i++) {
      if (CleanRun.canKeep(network.topology(), i)) {
        bySize.add(i);
      }
    }
    bySize.sort((a, b) -> Long.compare(liveValues(network, a), liveValues(network, b)));
    TreeSet<Integer> kept = new TreeSet<>();
    kept.add(0);
    long bytes = liveValues(network, 0) * count * Short.BYTES;
    for (int layer : bySize) {
      bytes += liveValues(network, layer) * count * Short.BYTES;
      if (bytes > room) {
        break;
      }
      kept.add(layer);
    }
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  private static long liveValues(Network network, int layer) {
    int node = network.topology().nodeOf(layer);
    return Arrays.stream(network.topology().liveBefore(node))
        .mapToLong(tensor -> network.topology().tensor(tensor).size())
        .sum();
  }

  @Override
  public AccuracyEstimate estimate(List<LayerCandidate> policy, Sampling sampling) {
    PolicyErrors errors = new PolicyErrors(inference.network(), policy, forced);
    double touched = errors.touchProbability();
    PairedTally tally = new PairedTally();
    while (tally.samples() < sampling.samples()) {
      int sample = (int) tally.samples();
      int chunk = sample % images.count() / CHUNK;
      int length = Math.min(chunks.get(chunk).count(), sampling.samples() - sample);
      count(errors, chunk, sample, length, SeededRandom.derive(seed, sampling.series()), tally);
      if (settled(tally, sampling.lossLimit(), touched)) {
        break;
      }
    }
    return tally.estimate(touched);
  }

  /** Whether the loss is known to be on one side of the limit. */
  static boolean settled(PairedTally tally, double limit, double touched) {
    double half = tally.halfWidth(STOP_Z);
    double low = Math.max(tally.centre() - half, 0.0 - touched);
    double high = Math.min(tally.centre() + half, touched);
    return low > limit || high < limit;
  }

  /** Adds the samples {@code [sample, sample + length)}, all of one chunk, to the tally. */
  private void count(
      PolicyErrors policy, int chunk, int sample, int length, long series, PairedTally tally) {
    LabelledImages set = chunks.get(chunk);
    CleanRun run = clean(chunk);
    int[] start = new int[length];
    boolean[] rightUnderErrors = new boolean[length];
    for (int i = 0; i < length; i++) {
      start[i] = keptBefore(policy.firstTouched(series, sample + i));
      rightUnderErrors[i] = run.classOf(i) == set.label(i);
    }
    int[] touched =
        IntStream.range(0, length)
            .filter(i -> start[i] >= 0)
            .boxed()
            .sorted(Comparator.comparingInt(i -> start[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] layers = Arrays.stream(touched).map(i -> start[i]).toArray();
    long[] logits =
        inference.logitsFrom(run, layers, touched, threads, policy.inSeries(series, sample));
    int classes = set.classes();
    for (int i = 0; i < touched.length; i++) {
      rightUnderErrors[touched[i]] =
          IntegerInference.classOf(logits, i * classes, classes) == set.label(touched[i]);
    }
    for (int i = 0; i < length; i++) {
      tally.add(run.classOf(i) == set.label(i), rightUnderErrors[i]);
    }
  }

  private int keptBefore(int layer) {
    int before = -1;
    for (int kept : keptLayers) {
      before = kept <= layer ? kept : before;
    }
    return before;
  }

  private CleanRun clean(int chunk) {
    while (clean.size() <= chunk) {
      clean.add(inference.clean(chunks.get(clean.size()), keptLayers, threads));
    }
    return clean.get(chunk);
  }

  @Override
  public String errorModel(List<LayerCandidate> policy) {
    return models(policy, forced);
  }

  /** The models of a policy's layers, with a plus between them. */
  static String models(List<LayerCandidate> policy, @Nullable ErrorModelKind forced) {
    return policy.stream()
        .map(candidate -> PolicyErrors.kind(candidate, forced).token())
        .distinct()
        .sorted()
        .collect(Collectors.joining("+"));
  }

  @Override
  public String identity() {
    Network network = inference.network();
    CRC32C crc = new CRC32C();
    for (int i = 0; i < network.layerCount(); i++) {
      for (short weight : network.layer(i).weights()) {
        crc.update(weight);
        crc.update(weight >> Byte.SIZE);
      }
      for (int c = 0; c < network.layer(i).outChannels(); c++) {
        long bias = network.layer(i).bias(c);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
          crc.update((int) (bias >>> shift));
        }
        crc.update(network.layer(i).shift(c));
      }
    }
    byte[] pixels = new byte[images.size()];
    for (int i = 0; i < images.count(); i++) {
      images.copyPixels(i, pixels, 0);
      crc.update(pixels);
      crc.update(images.label(i));
    }
    return "%s, %s, %d images, checksum %08x, model %s, seed %d"
        .formatted(
            network.name(),
            images.name(),
            images.count(),
            crc.getValue(),
            forced == null ? "of the packing" : forced.token(),
            seed);
  }
}
