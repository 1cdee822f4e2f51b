package org.autoprivacy.validation;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.math.LogSpace;
import org.autoprivacy.math.NormalTail;
import org.autoprivacy.math.Primes;
import org.autoprivacy.noise.DecryptionFailure;
import org.autoprivacy.noise.ErrorPath;
import org.autoprivacy.noise.PlainProductNoise;
import org.autoprivacy.noise.SampledVariance;
import org.autoprivacy.noise.ScaledSigmaEstimate;
import org.autoprivacy.noise.ScaledSigmaModel;
import org.autoprivacy.noise.ScaledSigmaPoint;
import org.autoprivacy.noise.SimulatedErrorPath;

/**
 * Scaled-sigma sampling, plain Monte Carlo and the closed form, held against each other in accuracy
 * and time: on simulated error paths, which a seed reproduces, and on an engine.
 */
public final class SamplingStudy {

  private static final int DEGREE = 2048;
  private static final int SCALES = 7;
  private static final int WEIGHTS = 576; // a 3x3 kernel over 64 channels
  private static final long PLAIN_MODULUS = 1L << 20;
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private final boolean quick;
  private final long seed;

  /**
   * A study.
   *
   * @param quick frequent failures and few repeats, within seconds
   */
  public SamplingStudy(boolean quick, long seed) {
    this.quick = quick;
    this.seed = seed;
  }

  /** A rate, and what is spent on it. */
  private record Target(double log2Rate, long coefficients, int repeats) {}

  /** Runs all of it. */
  public List<SamplingRow> run(HeBackend backend, ValidationListener listener) {
    List<Target> targets =
        quick
            ? List.of(new Target(-10, 120_000, 8))
            : List.of(
                new Target(-10, 600_000, 40),
                new Target(-15, 600_000, 40),
                new Target(-20, 600_000, 40),
                new Target(-30, 10_000_000, 10),
                new Target(-40, 10_000_000, 10));
    List<SamplingRow> rows = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(seed);
    long[] weights = NoiseCase.weights(random, WEIGHTS);
    SimulatedErrorPath coefficients = coefficients(weights);
    SimulatedErrorPath slots = slots(random);
    for (int i = 0; i < targets.size(); i++) {
      Target target = targets.get(i);
      listener.update(i / (targets.size() + 1.0), "2^" + target.log2Rate());
      simulated("coefficients", coefficients, target, random, rows);
      simulated("slots, rotated first", slots, target, random, rows);
    }
    listener.update(targets.size() / (targets.size() + 1.0), backend.name());
    engine(
        backend,
        weights,
        quick ? new Target(-10, 60_000, 2) : new Target(-15, 600_000, 10),
        random,
        rows);
    return rows;
  }

  private static SimulatedErrorPath coefficients(long[] weights) {
    double[] w = new double[DEGREE];
    for (int i = 0; i < weights.length; i++) {
      w[i] = weights[i];
    }
    return new SimulatedErrorPath(List.of(w), new double[0], 1);
  }

  /** A ciphertext that was rotated, with P as large as its one limb, times random slots. */
  private static SimulatedErrorPath slots(SplittableRandom random) {
    double[] weights =
        random.doubles(DEGREE, -0.5, 0.5).map(x -> Math.rint(x * PLAIN_MODULUS)).toArray();
    return new SimulatedErrorPath(List.of(weights), new double[] {1}, 1);
  }

  private static void simulated(
      String name,
      SimulatedErrorPath path,
      Target target,
      SplittableRandom random,
      List<SamplingRow> rows) {
    double bound = NormalTail.quantile(target.log2Rate()) * Math.sqrt(path.variance());
    SimulatedErrorPath there = path.withBound(bound);
    double log2Rate = there.log2Rate();
    for (ScaledSigmaModel model : ScaledSigmaModel.values()) {
      rows.add(scaled(name, there, model, log2Rate, target, random));
    }
    rows.add(plain(name, there, log2Rate, target, random));
    int calls = 200;
    long start = CLOCK.getCurrentThreadCpuTime();
    double sum = 0;
    for (int i = 0; i < calls; i++) {
      sum += there.log2Rate();
    }
    double millis = (CLOCK.getCurrentThreadCpuTime() - start) / 1e6 / calls;
    double error = sum / calls - log2Rate;
    rows.add(
        new SamplingRow(
            name, "closed form", log2Rate, 0, calls, error, Math.abs(error), -1, millis));
  }

  private static SamplingRow scaled(
      String name,
      ErrorPath path,
      ScaledSigmaModel model,
      double log2Rate,
      Target target,
      SplittableRandom random) {
    long each = target.coefficients() / SCALES / path.size() * path.size();
    double[] scales = ScaledSigmaEstimate.scales(log2Rate, SCALES, each);
    int[] covered = new int[1];
    Tally tally =
        repeat(
            target,
            log2Rate,
            () -> {
              List<ScaledSigmaPoint> points = new ArrayList<>();
              for (double scale : scales) {
                points.add(ScaledSigmaPoint.sample(path, scale, each, random.split()));
              }
              ScaledSigmaEstimate estimate = ScaledSigmaEstimate.of(model, points, random.split());
              if (estimate.low() <= log2Rate && log2Rate <= estimate.high()) {
                covered[0]++;
              }
              return estimate.log2Rate();
            });
    return new SamplingRow(
        name,
        "scaled sigma, " + model.name().toLowerCase(Locale.ROOT),
        log2Rate,
        each * SCALES,
        target.repeats(),
        tally.mean(),
        tally.rootMeanSquare(),
        covered[0],
        tally.millis());
  }

  private static SamplingRow plain(
      String name, ErrorPath path, double log2Rate, Target wanted, SplittableRandom random) {
    // Where no failure is to be expected, one attempt shows how long that takes.
    boolean hopeless = Math.pow(2, log2Rate) * wanted.coefficients() < 0.1;
    Target target = new Target(log2Rate, wanted.coefficients(), hopeless ? 1 : wanted.repeats());
    Tally tally =
        repeat(
            target,
            log2Rate,
            () ->
                LogSpace.log2(
                    ScaledSigmaPoint.sample(path, 1, target.coefficients(), random.split())
                        .rate()));
    boolean finite = Double.isFinite(tally.mean());
    return new SamplingRow(
        name,
        "plain Monte Carlo",
        log2Rate,
        target.coefficients(),
        target.repeats(),
        finite ? tally.mean() : Double.NaN,
        finite ? tally.rootMeanSquare() : Double.NaN,
        -1,
        tally.millis());
  }

  private static void engine(
      HeBackend backend,
      long[] weights,
      Target target,
      SplittableRandom random,
      List<SamplingRow> rows) {
    double norm = Arrays.stream(weights).mapToDouble(w -> (double) w * w).sum();
    double variance = PlainProductNoise.known(SampledVariance.ERROR, norm);
    double logT = LogSpace.log2(PLAIN_MODULUS);
    double logQ = DecryptionFailure.requiredLogQ(variance, logT, target.log2Rate());
    BfvParameters parameters =
        new BfvParameters(
            DEGREE,
            List.of(Primes.smallestAbove(Math.round(Math.pow(2, logQ)), 2L * DEGREE)),
            OptionalLong.empty(),
            PLAIN_MODULUS);
    double log2Rate = DecryptionFailure.log2Rate(variance, parameters.logQ(), logT);
    try (HeContext context = backend.newContext(parameters);
        EngineErrorPath path =
            new EngineErrorPath(
                context,
                Arrays.stream(weights).map(w -> Math.floorMod(w, PLAIN_MODULUS)).toArray())) {
      for (ScaledSigmaModel model : ScaledSigmaModel.values()) {
        rows.add(
            scaled("coefficients on " + backend.name(), path, model, log2Rate, target, random));
      }
    }
  }

  /** Errors of repeated estimates, in bits. */
  private record Tally(double mean, double rootMeanSquare, double millis) {}

  private static Tally repeat(Target target, double log2Rate, Supplier<Double> estimate) {
    double sum = 0;
    double squares = 0;
    long start = CLOCK.getCurrentThreadCpuTime();
    for (int i = 0; i < target.repeats(); i++) {
      double error = estimate.get() - log2Rate;
      sum += error / target.repeats();
      squares += error * error / target.repeats();
    }
    return new Tally(
        sum,
        Math.sqrt(squares),
        (CLOCK.getCurrentThreadCpuTime() - start) / 1e6 / target.repeats());
  }

  /** The rows as CSV. */
  public static String csv(List<SamplingRow> rows) {
    StringBuilder text =
        new StringBuilder(
            "path,method,log2_rate,coefficients,repeats,mean_error,root_mean_square,covered,"
                + "cpu_millis\n");
    for (SamplingRow row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%.4f,%d,%d,%.4f,%.4f,%d,%.5f%n",
              row.path().replace(',', ';'),
              row.method().replace(',', ';'),
              row.log2Rate(),
              row.coefficients(),
              row.repeats(),
              row.meanError(),
              row.rootMeanSquare(),
              row.covered(),
              row.cpuMillis()));
    }
    return text.toString();
  }

  /** The rows as a table. */
  public static String markdown(List<SamplingRow> rows, String command) {
    Markdown page = new Markdown();
    page.line("# Scaled-sigma sampling, plain Monte Carlo, closed form");
    page.line("");
    page.line("Generated by `" + command + "`. Errors in bits of the rate; CPU time on one core.");
    page.line("");
    page.head(
        "path",
        "method",
        "rate",
        "coefficients",
        "repeats",
        "mean error",
        "root mean square",
        "in 95 % interval",
        "CPU time");
    for (SamplingRow row : rows) {
      page.row(
          List.of(
              row.path(),
              row.method(),
              String.format(Locale.ROOT, "2^%.2f", row.log2Rate()),
              row.coefficients() == 0 ? "" : Long.toString(row.coefficients()),
              Integer.toString(row.repeats()),
              bits("%+.3f", row.meanError()),
              bits("%.3f", row.rootMeanSquare()),
              row.covered() < 0 ? "" : row.covered() + " of " + row.repeats(),
              time(row.cpuMillis())));
    }
    return page.toString();
  }

  private static String bits(String format, double value) {
    return Double.isNaN(value) ? "no failure seen" : String.format(Locale.ROOT, format, value);
  }

  private static String time(double millis) {
    return millis < 1
        ? String.format(Locale.ROOT, "%.2f µs", millis * 1000)
        : String.format(Locale.ROOT, "%.0f ms", millis);
  }
}
