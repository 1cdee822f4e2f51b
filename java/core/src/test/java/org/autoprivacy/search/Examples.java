package org.autoprivacy.search;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.math.Primes;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.LayerParameters;

/** Small searches with made-up costs and an oracle that is a formula. */
final class Examples {

  private Examples() {}

  /** A layer whose parameters get dearer at each of the exponents in {@code steps}. */
  static SearchLayer layer(String name, int channels, int base, int... steps) {
    List<LayerCandidate> candidates = new ArrayList<>();
    for (int exponent = 5; exponent <= 40; exponent++) {
      int level = 0;
      for (int step : steps) {
        level += exponent >= step ? 1 : 0;
      }
      int reached = level < steps.length ? steps[level] - 1 : 40;
      candidates.add(candidate(exponent, reached, level, base * (1 + level)));
    }
    return new SearchLayer(name, "fc:" + channels + ":10", channels, 10, 1, 1, 1, 0, candidates);
  }

  private static LayerCandidate candidate(int exponent, int reached, int level, int millis) {
    int polyDegree = 2048;
    List<Long> primes = Primes.largest(40, 2L * polyDegree, 8).subList(0, 1 + level);
    long plainModulus = Primes.largest(20, 2L * polyDegree, 1).getFirst();
    return new LayerCandidate(
        new ErrorRate(-exponent, ErrorRate.Of.CIPHERTEXT),
        Packing.SLOTS_DELPHI,
        new LayerParameters(polyDegree, primes, OptionalLong.empty(), List.of(plainModulus)),
        1,
        1000,
        new ErrorRate(-reached, ErrorRate.Of.CIPHERTEXT),
        millis * 1e6,
        1000L * millis,
        500L * millis,
        128);
  }

  private static final List<SearchLayer> LAYERS =
      List.of(
          layer("conv1", 16, 3, 9, 20),
          layer("conv2", 32, 5, 8, 14, 30),
          layer("fc1", 64, 2, 12, 25),
          layer("fc2", 128, 7, 10, 22));

  /** Four layers; the last is the most sensitive. */
  static List<SearchLayer> layers() {
    return LAYERS;
  }

  static SearchRequest request(SearchOptions options) {
    return new SearchRequest(
        "example", "none", new Provenance("1", "c", "none", "formula", "none"), options, layers());
  }

  /** Accuracy 0.9·Π(1 - channels·rate) + 0.1·(the rest), as exact as samples are many. */
  static final class FormulaOracle implements AccuracyOracle {

    private final long delayMillis;
    int asked;

    FormulaOracle() {
      this(0);
    }

    FormulaOracle(long delayMillis) {
      this.delayMillis = delayMillis;
    }

    @Override
    public AccuracyEstimate estimate(List<LayerCandidate> policy, Sampling sampling) {
      asked++;
      double survives = 1;
      for (int i = 0; i < policy.size(); i++) {
        double rate = policy.get(i).predictedErrorRate().probability();
        survives *= Math.max(0, 1 - layers().get(i).inChannels() * rate / 16);
      }
      double clean = 0.95;
      double top1 = clean * survives + 0.1 * (1 - survives);
      if (delayMillis > 0) {
        try {
          Thread.sleep(delayMillis);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      double width = 1e-4;
      return new AccuracyEstimate(
          top1,
          clean,
          sampling.samples(),
          top1 - width,
          top1 + width,
          clean - top1 - width,
          clean - top1 + width);
    }

    @Override
    public String errorModel(List<LayerCandidate> policy) {
      return "slots";
    }

    @Override
    public String identity() {
      return "formula";
    }
  }
}
