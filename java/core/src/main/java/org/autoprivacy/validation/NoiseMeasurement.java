package org.autoprivacy.validation;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.math.NegacyclicFft;

/**
 * Measures one circuit on one parameter set: many draws of keys and plaintexts, some encryptions
 * under each.
 */
final class NoiseMeasurement {

  /**
   * How much is measured.
   *
   * @param draws of keys and plaintexts
   * @param coefficients at least
   * @param forecasts draws of operands without an engine
   * @param mostTimes so many times as many coefficients where noise is concentrated
   */
  record Effort(int draws, long coefficients, int forecasts, int mostTimes) {
    static final Effort FULL = new Effort(62, 1_000_000, 100, 4);
    static final Effort QUICK = new Effort(16, 32_768, 40, 2);
  }

  /** Chance that is aimed at, of the standard deviation. */
  private static final double MOST_CHANCE = NoiseRow.LIMIT / 4;

  private final ParameterSets.Set set;
  private final EngineTraits traits;
  private final Effort effort;
  private final int least; // encryptions under each draw
  private final NegacyclicFft fft;

  NoiseMeasurement(ParameterSets.Set set, EngineTraits traits, Effort effort) {
    this.set = set;
    this.traits = traits;
    this.effort = effort;
    this.least =
        Math.toIntExact(
            Math.ceilDiv(effort.coefficients(), (long) effort.draws() * set.polyDegree()));
    this.fft = new NegacyclicFft(set.polyDegree());
  }

  NegacyclicFft fft() {
    return fft;
  }

  /** Mean squares over draws. */
  private static final class Tally {
    private double sum;
    private double squares;
    private int count;

    void add(double value) {
      sum += value;
      squares += value * value;
      count++;
    }

    double mean() {
      return sum / count;
    }

    double relativeVariance() {
      double mean = mean();
      return (squares / count - mean * mean) * count / (count - 1) / (mean * mean);
    }
  }

  /**
   * The row, or nothing if the modulus does not hold the noise. Noise whose power is concentrated
   * (products of products) is measured on more coefficients, until chance is a quarter of the
   * limit.
   *
   * @param text what is computed, in words
   * @param closedFormStd 0 where there is none
   */
  Optional<NoiseRow> run(
      HeContext context,
      String operation,
      BiFunction<Machine, SplittableRandom, Circuit> circuits,
      double closedFormStd,
      String text,
      SplittableRandom random) {
    BfvParameters parameters = context.parameters();
    int draws = effort.draws();
    Tally forecast = new Tally();
    double chance = 0;
    for (int i = 0; i < effort.forecasts(); i++) {
      SplittableRandom operands = random.split();
      double meanSquare = 0;
      try (Machine machine = new ForecastMachine(parameters, traits, fft, operands);
          Circuit circuit = circuits.apply(machine, operands)) {
        for (int j = 0; j < least; j++) {
          try (Tracked result = circuit.run(operands)) {
            if (!RandomChain.holds(result, parameters)) {
              return Optional.empty();
            }
            meanSquare += result.noise().meanSquare() / least;
            chance += result.noise().chanceVariance() / least / least / effort.forecasts();
          }
        }
      }
      forecast.add(meanSquare);
    }
    double relativeChance = chance / (forecast.mean() * forecast.mean());
    double times = relativeChance / draws / 4 / (MOST_CHANCE * MOST_CHANCE);
    int perDraw = least * (int) Math.clamp(Math.ceil(times), 1, effort.mostTimes());
    double forecastSpread =
        Math.sqrt(forecast.relativeVariance() + relativeChance * least / perDraw);

    Tally predicted = new Tally();
    Tally measured = new Tally();
    double predictedChance = 0;
    for (int i = 0; i < draws; i++) {
      SplittableRandom operands = random.split();
      double expected = 0;
      double found = 0;
      try (EngineMachine machine = EngineMachine.of(context, traits, fft);
          Circuit circuit = circuits.apply(machine, operands)) {
        for (int j = 0; j < perDraw; j++) {
          try (Tracked result = circuit.run(operands)) {
            expected += result.noise().meanSquare() / perDraw;
            predictedChance += result.noise().chanceVariance() / perDraw / perDraw;
            found += machine.measure(result, machine.decrypted(result)).variance() / perDraw;
          }
        }
      }
      predicted.add(expected);
      measured.add(found);
    }
    return Optional.of(
        new NoiseRow(
            set.token(),
            operation,
            draws,
            (long) draws * perDraw * set.polyDegree(),
            Math.sqrt(predicted.mean()),
            Math.sqrt(measured.mean()),
            Math.sqrt(predictedChance) / draws / predicted.mean() / 2,
            closedFormStd,
            Math.sqrt(forecast.mean()),
            forecastSpread,
            Math.sqrt(measured.relativeVariance()),
            text));
  }
}
