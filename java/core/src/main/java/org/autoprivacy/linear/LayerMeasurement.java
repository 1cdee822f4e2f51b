package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.noise.ErrorRate;

/**
 * What several evaluations of one layer gave.
 *
 * @param plan the layer
 * @param setup what making it ready took
 * @param outcomes one for each evaluation
 */
public record LayerMeasurement(
    LayerPlan plan, LayerTrial.Setup setup, List<LayerTrial.Outcome> outcomes) {

  private static final double NORMAL_99 = 2.5758293035489004;
  private static final int MOST_WARM_UPS = 50;

  public LayerMeasurement {
    outcomes = List.copyOf(outcomes);
    if (outcomes.isEmpty()) {
      throw new IllegalArgumentException("at least one run is needed");
    }
  }

  /**
   * A rate of failures with its uncertainty.
   *
   * @param rate measured
   * @param low99 lower end of the 99 % interval (Wilson, 1927)
   * @param high99 upper end
   */
  public record Rate(double rate, double low99, double high99) {}

  /**
   * Evaluates a layer several times on inputs drawn from a seed.
   *
   * @param clock nanoseconds; that of a thread only where it does all the work
   * @param warmUpNanos evaluations that are not looked at go on for so long before
   */
  public static LayerMeasurement of(
      HeBackend backend,
      LayerPlan plan,
      QuantizedLayer weights,
      WeightForm form,
      int runs,
      long seed,
      Parallel parallel,
      LongSupplier clock,
      long warmUpNanos) {
    HeBackend engine = warmUpNanos > 0 ? backend.atFullSpeed() : backend;
    try (LayerTrial trial = new LayerTrial(engine, plan, weights, form, parallel, clock)) {
      long end = clock.getAsLong() + warmUpNanos;
      for (int i = 0; i < MOST_WARM_UPS && clock.getAsLong() < end; i++) {
        trial.run(~seed - i);
      }
      List<LayerTrial.Outcome> outcomes = new ArrayList<>();
      for (int i = 0; i < runs; i++) {
        outcomes.add(trial.run(seed + i));
      }
      return new LayerMeasurement(plan, trial.setup(), outcomes);
    }
  }

  /** Output values of all evaluations. */
  public long values() {
    return sum(LayerTrial.Outcome::values);
  }

  /** Those that are not what integers give. */
  public long wrongValues() {
    return sum(LayerTrial.Outcome::wrongValues);
  }

  /** All ciphertexts with a wrong value. */
  public List<WrongCiphertext> wrong() {
    return outcomes.stream().flatMap(outcome -> outcome.wrong().stream()).toList();
  }

  /** The largest error of any value, modulo a factor of t. */
  public long largestError() {
    return wrong().stream()
        .flatMapToLong(ciphertext -> Arrays.stream(ciphertext.errors()))
        .map(Math::abs)
        .max()
        .orElse(0);
  }

  /** Output ciphertexts of all evaluations and factors of t. */
  public long ciphertexts() {
    return sum(LayerTrial.Outcome::ciphertexts);
  }

  /** Ciphertexts in which the client would notice a failure. */
  public long checkedCiphertexts() {
    return sum(LayerTrial.Outcome::checked);
  }

  /** Ciphertexts of which the client said that they failed. */
  public long reportedCiphertexts() {
    return sum(LayerTrial.Outcome::reported);
  }

  /** Standard deviation of the noise of results on the wire; 0 where none could be measured. */
  public double noiseStd() {
    double squares = outcomes.stream().mapToDouble(LayerTrial.Outcome::noiseSquares).sum();
    return Math.sqrt(squares / Math.max(1, sum(LayerTrial.Outcome::noiseCount)));
  }

  /** Median time of one evaluation, work of both sides. */
  public double nanos() {
    return median(outcome -> outcome.clientNanos() + outcome.serverNanos());
  }

  /** Median time of the client's work. */
  public double clientNanos() {
    return median(LayerTrial.Outcome::clientNanos);
  }

  /** Median time of the server's work. */
  public double serverNanos() {
    return median(LayerTrial.Outcome::serverNanos);
  }

  /** Bytes to the server. */
  public long bytesUp() {
    return outcomes.getFirst().bytesUp();
  }

  /** Bytes to the client. */
  public long bytesDown() {
    return outcomes.getFirst().bytesDown();
  }

  /**
   * How often what a rate counts was wrong. A coefficient of slots cannot be seen alone: its rate
   * is worked out from that of ciphertexts.
   */
  public Rate failures(ErrorRate.Of of) {
    return switch (of) {
      case VALUE -> wilson(wrongValues(), values());
      case CIPHERTEXT -> ciphertextRate();
      case INFERENCE ->
          wilson(
              outcomes.stream().filter(outcome -> outcome.wrongValues() > 0).count(),
              outcomes.size());
      case COEFFICIENT -> {
        if (!plan.packing().usesSlots()) {
          yield wilson(wrongValues(), values());
        }
        Rate whole = ciphertextRate();
        yield new Rate(each(whole.rate()), each(whole.low99()), each(whole.high99()));
      }
    };
  }

  private Rate ciphertextRate() {
    return wilson(wrong().size(), ciphertexts());
  }

  private double each(double ofCiphertext) {
    return -Math.expm1(Math.log1p(-ofCiphertext) / plan.parameters().polyDegree());
  }

  private static Rate wilson(long failures, long trials) {
    double rate = (double) failures / trials;
    double square = NORMAL_99 * NORMAL_99 / trials;
    double centre = (rate + square / 2) / (1 + square);
    double half =
        NORMAL_99 / (1 + square) * Math.sqrt(rate * (1 - rate) / trials + square / trials / 4);
    return new Rate(
        rate,
        failures == 0 ? 0 : Math.max(0, centre - half),
        failures == trials ? 1 : Math.min(1, centre + half));
  }

  private long sum(ToLongFunction<LayerTrial.Outcome> what) {
    return outcomes.stream().mapToLong(what).sum();
  }

  private double median(ToLongFunction<LayerTrial.Outcome> what) {
    List<Long> sorted =
        outcomes.stream().map(what::applyAsLong).sorted(Comparator.naturalOrder()).toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2.0;
  }
}
