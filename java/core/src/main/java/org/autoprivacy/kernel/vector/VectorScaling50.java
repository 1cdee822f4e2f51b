package org.autoprivacy.kernel.vector;

import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.MIN;
import static org.autoprivacy.kernel.vector.Lanes.COUNT;
import static org.autoprivacy.kernel.vector.Lanes.DOUBLES;
import static org.autoprivacy.kernel.vector.Lanes.LONGS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import org.autoprivacy.kernel.spi.ConversionKernel;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.kernel.spi.ScalingKernel;
import org.autoprivacy.kernel.spi.ScalingTables;
import org.jspecify.annotations.Nullable;

/**
 * Scaling from primes below 2^50 to a t below 2^50, with the sums of {@link VectorConversion50}.
 */
final class VectorScaling50 implements ScalingKernel {

  private final double t;
  private final double split;
  private final double doubt;
  private final double[] sources;
  private final double[] scales;
  private final double[] reciprocals;
  private final double[] factors;

  private VectorScaling50(ScalingTables tables, double split) {
    this.split = split;
    doubt = tables.doubt();
    long plain = tables.plain().value();
    t = plain;
    int k = tables.from().size();
    sources = tables.from().stream().mapToDouble(Modulus::value).toArray();
    scales = new double[k];
    reciprocals = new double[k];
    factors = new double[k + 1];
    for (int i = 0; i < k; i++) {
      scales[i] = Doubles.centred(tables.scale(i), tables.from().get(i).value());
      reciprocals[i] = tables.reciprocal(i);
      factors[i] = Doubles.centred(tables.factor(i), plain);
    }
    factors[k] = 1;
  }

  /** The kernel of these tables, or null if their sums are not exact on doubles. */
  static @Nullable ScalingKernel of(ScalingTables tables) {
    int from = tables.from().stream().mapToInt(Modulus::bits).max().orElseThrow();
    int to = tables.plain().bits();
    double split = Doubles.split(tables.from().size() + 1, from, to - 1);
    return from <= 50 && to <= 50 && split > 0 ? new VectorScaling50(tables, split) : null;
  }

  @Override
  public boolean scale(long[] out, int outAt, long[] in, int n, long[][] scratch) {
    int block = Math.min(n, ConversionKernel.BLOCK);
    double nearest = 1;
    for (int at = 0; at < n; at += block) {
      for (int i = 0; i < sources.length; i++) {
        VectorConversion50.scale(scratch[i], in, i * n + at, sources[i], scales[i], block);
      }
      nearest = Math.min(nearest, carries(scratch, block));
      VectorConversion50.combine(
          out, outAt + at, scratch, factors.length, factors, t, split, block);
    }
    return nearest > doubt;
  }

  /** The last scratch array = ⌊1/2 + Σ yᵢ/qᵢ⌋; how near the sums come to a whole number. */
  private double carries(long[][] scratch, int count) {
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector one = DoubleVector.broadcast(DOUBLES, 1);
    DoubleVector least = one;
    double[] over = reciprocals;
    int k = over.length;
    long[] out = scratch[k];
    for (int x = 0; x < count; x += COUNT) {
      DoubleVector sum = DoubleVector.broadcast(DOUBLES, 0.5);
      for (int i = 0; i < k; i++) {
        DoubleVector y = LongVector.fromArray(LONGS, scratch[i], x).reinterpretAsDoubles();
        sum = sum.add(y.mul(over[i]));
      }
      DoubleVector nearest = sum.add(round).sub(round);
      DoubleVector distance = sum.sub(nearest);
      least = least.min(distance.abs());
      DoubleVector floor = nearest.sub(one, distance.compare(LT, 0));
      floor.reinterpretAsLongs().intoArray(out, x);
    }
    return least.reduceLanes(MIN);
  }
}
