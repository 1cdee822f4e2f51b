package org.autoprivacy.accuracy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.autoprivacy.math.NormalTail;
import org.autoprivacy.noise.ErrorPath;
import org.autoprivacy.noise.RecordedErrors;

/**
 * Sizes of errors that were recorded at one rate: normal noise of the deviation that fails with it,
 * of which what is beyond the budget is kept. The largest first, so that a place in the tail has a
 * size. Immutable.
 */
final class RecordedTail {

  private static final int COUNT = 4096;

  /** Scaled noise exceeds its bound beyond so many deviations: once in eight times. */
  private static final double FREQUENT = 1.5;

  /** The error itself is taken, not its residues, so that any modulus will do. */
  private static final List<Long> ANY_MODULUS = List.of(2L);

  /** Noise that fails less often is as good as never met, noise that fails more often no noise. */
  private static final int LEAST_LOG2 = -64;

  private static final int MOST_LOG2 = -1;

  private static final Map<Integer, RecordedErrors> RECORDED = new ConcurrentHashMap<>();

  private final long[] sizes;

  private RecordedTail(long[] sizes) {
    this.sizes = sizes;
  }

  /** One half of the errors recorded at the power of two that is nearest to 2^log2Rate. */
  static RecordedTail of(double log2Rate, ErrorHalf half) {
    RecordedErrors all =
        RECORDED.computeIfAbsent(
            Math.clamp((int) Math.rint(log2Rate), LEAST_LOG2, MOST_LOG2), RecordedTail::record);
    RecordedErrors errors = half == ErrorHalf.TRAINING ? all.forTraining() : all.forEvaluation();
    long[] ascending = Arrays.stream(errors.errors()).map(Math::abs).sorted().toArray();
    long[] sizes = new long[ascending.length];
    Arrays.setAll(sizes, i -> ascending[ascending.length - 1 - i]);
    return new RecordedTail(sizes);
  }

  private static RecordedErrors record(int log2Rate) {
    double quantile = NormalTail.quantile(log2Rate);
    Noise noise = new Noise(0.5 / quantile);
    return RecordedErrors.record(
        noise,
        noise.std() * noise.std(),
        ANY_MODULUS,
        Math.max(1, quantile / FREQUENT),
        COUNT,
        new SplittableRandom(log2Rate));
  }

  /** Normal noise in units of the plaintext: a half is rounded away. */
  private record Noise(double std) implements ErrorPath {
    @Override
    public int size() {
      return COUNT;
    }

    @Override
    public double bound() {
      return 0.5;
    }

    @Override
    public double[] sample(double scale, SplittableRandom random) {
      double[] noise = new double[COUNT];
      Arrays.setAll(noise, i -> scale * std * random.nextGaussian());
      return noise;
    }
  }

  /**
   * The size at a place among the failures.
   *
   * @param place in [0, 1), 0 the farthest in the tail
   */
  long size(double place) {
    return sizes[(int) (place * sizes.length)];
  }
}
