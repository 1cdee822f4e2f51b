package org.autoprivacy.kernel.vector;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.UMIN;
import static org.autoprivacy.kernel.vector.Lanes.COUNT;
import static org.autoprivacy.kernel.vector.Lanes.LONGS;

import java.util.function.IntToLongFunction;
import jdk.incubator.vector.LongVector;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.kernel.spi.NttKernel;
import org.autoprivacy.kernel.spi.NttTables;

/**
 * The NTT of primes below 2^61 on 64-bit lanes: Harvey's lazy butterflies (J. Symb. Comp. 60, 2014)
 * with a product in [0, 4q) instead of [0, 2q) (the high half of a product is taken without
 * carries, so at most 2 too small), so one more correction; one layer a pass.
 */
final class VectorNtt61 implements NttKernel {

  private static final long LOW = (1L << 32) - 1;

  private final int n;
  private final long prime;
  private final Factors forward;
  private final Factors inverse;
  private final long scale;
  private final long scaleCompanion;
  private final long lastRoot;
  private final long lastRootCompanion;

  VectorNtt61(NttTables tables) {
    n = tables.polyDegree();
    Modulus modulus = tables.modulus();
    prime = modulus.value();
    forward = new Factors(tables, tables::power);
    inverse = new Factors(tables, tables::inversePower);
    scale = tables.degreeInverse();
    scaleCompanion = modulus.shoup(scale);
    lastRoot = modulus.multiply(tables.inversePower(1), scale);
    lastRootCompanion = modulus.shoup(lastRoot);
  }

  /** Factors of the layers between vectors by index, and of those inside vectors lane by lane. */
  private static final class Factors {
    final long[] roots;
    final long[] companions;
    final long[][] insideRoots;
    final long[][] insideCompanions;

    Factors(NttTables tables, IntToLongFunction root) {
      int n = tables.polyDegree();
      Modulus modulus = tables.modulus();
      roots = new long[n / COUNT];
      companions = new long[n / COUNT];
      for (int i = 0; i < roots.length; i++) {
        roots[i] = root.applyAsLong(i);
        companions[i] = modulus.shoup(roots[i]);
      }
      insideRoots = new long[Lanes.LOG][n / 2];
      insideCompanions = new long[Lanes.LOG][n / 2];
      for (int layer = 0; layer < Lanes.LOG; layer++) {
        int blocks = n >> (layer + 1);
        for (int i = 0; i < n / 2; i++) {
          insideRoots[layer][i] = root.applyAsLong(blocks + (i >> layer));
          insideCompanions[layer][i] = modulus.shoup(insideRoots[layer][i]);
        }
      }
    }
  }

  @Override
  public void forward(long[] values, int offset) {
    forwardLazy(values, offset);
    correct(values, offset, true);
  }

  @Override
  public void forwardLazy(long[] values, int offset) {
    int gap = n / 2;
    for (int blocks = 1; gap >= COUNT; blocks *= 2, gap /= 2) {
      forwardLayer(values, offset, blocks);
    }
    for (int layer = Lanes.LOG - 1; layer >= 0; layer--) {
      forwardInside(values, offset, layer);
    }
  }

  private void forwardLayer(long[] values, int offset, int blocks) {
    LongVector q = LongVector.broadcast(LONGS, prime);
    LongVector twice = q.add(q);
    int gap = n / blocks / 2;
    for (int i = 0; i < blocks; i++) {
      LongVector w = LongVector.broadcast(LONGS, forward.roots[blocks + i]);
      LongVector c = LongVector.broadcast(LONGS, forward.companions[blocks + i]);
      LongVector cLow = c.and(LOW);
      LongVector cHigh = c.lanewise(LSHR, 32);
      int start = offset + 2 * gap * i;
      for (int j = start; j < start + gap; j += COUNT) {
        LongVector u = LongVector.fromArray(LONGS, values, j);
        LongVector x = u.lanewise(UMIN, u.sub(twice));
        LongVector y = LongVector.fromArray(LONGS, values, j + gap);
        LongVector low = y.and(LOW);
        LongVector high = y.lanewise(LSHR, 32);
        LongVector middle =
            high.mul(cLow).lanewise(LSHR, 32).add(low.mul(cHigh).lanewise(LSHR, 32));
        LongVector lazy = y.mul(w).sub(high.mul(cHigh).add(middle).mul(q));
        LongVector r = lazy.lanewise(UMIN, lazy.sub(twice));
        x.add(r).intoArray(values, j);
        x.sub(r).add(twice).intoArray(values, j + gap);
      }
    }
  }

  private void forwardInside(long[] values, int offset, int layer) {
    LongVector q = LongVector.broadcast(LONGS, prime);
    LongVector twice = q.add(q);
    long[] roots = forward.insideRoots[layer];
    long[] companions = forward.insideCompanions[layer];
    LongVector first = Tails.HALVES_FIRST[layer];
    LongVector second = Tails.HALVES_SECOND[layer];
    LongVector orderFirst = Tails.ORDER_FIRST[layer];
    LongVector orderSecond = Tails.ORDER_SECOND[layer];
    for (int i = 0; i < n / 2; i += COUNT) {
      int j = offset + 2 * i;
      LongVector a = LongVector.fromArray(LONGS, values, j);
      LongVector b = LongVector.fromArray(LONGS, values, j + COUNT);
      LongVector w = LongVector.fromArray(LONGS, roots, i);
      LongVector c = LongVector.fromArray(LONGS, companions, i);
      LongVector cLow = c.and(LOW);
      LongVector cHigh = c.lanewise(LSHR, 32);
      LongVector u = first.selectFrom(a, b);
      LongVector x = u.lanewise(UMIN, u.sub(twice));
      LongVector y = second.selectFrom(a, b);
      LongVector low = y.and(LOW);
      LongVector high = y.lanewise(LSHR, 32);
      LongVector middle = high.mul(cLow).lanewise(LSHR, 32).add(low.mul(cHigh).lanewise(LSHR, 32));
      LongVector lazy = y.mul(w).sub(high.mul(cHigh).add(middle).mul(q));
      LongVector r = lazy.lanewise(UMIN, lazy.sub(twice));
      LongVector sum = x.add(r);
      LongVector difference = x.sub(r).add(twice);
      orderFirst.selectFrom(sum, difference).intoArray(values, j);
      orderSecond.selectFrom(sum, difference).intoArray(values, j + COUNT);
    }
  }

  /** Values in [0, 2q), or in [0, 4q) if they are wide, to [0, q). */
  private void correct(long[] values, int offset, boolean wide) {
    LongVector q = LongVector.broadcast(LONGS, prime);
    LongVector step = wide ? q.add(q) : q;
    for (int j = offset; j < offset + n; j += COUNT) {
      LongVector x = LongVector.fromArray(LONGS, values, j);
      LongVector y = x.lanewise(UMIN, x.sub(step));
      y.lanewise(UMIN, y.sub(q)).intoArray(values, j);
    }
  }

  @Override
  public void inverse(long[] values, int offset) {
    inverseLazy(values, offset);
    correct(values, offset, false);
  }

  @Override
  public void inverseLazy(long[] values, int offset) {
    for (int layer = 0; layer < Lanes.LOG; layer++) {
      inverseInside(values, offset, layer);
    }
    for (int blocks = n / (2 * COUNT); blocks > 1; blocks /= 2) {
      inverseLayer(values, offset, blocks);
    }
    inverseLast(values, offset);
  }

  private void inverseInside(long[] values, int offset, int layer) {
    LongVector q = LongVector.broadcast(LONGS, prime);
    LongVector twice = q.add(q);
    long[] roots = inverse.insideRoots[layer];
    long[] companions = inverse.insideCompanions[layer];
    LongVector first = Tails.HALVES_FIRST[layer];
    LongVector second = Tails.HALVES_SECOND[layer];
    LongVector orderFirst = Tails.ORDER_FIRST[layer];
    LongVector orderSecond = Tails.ORDER_SECOND[layer];
    for (int i = 0; i < n / 2; i += COUNT) {
      int j = offset + 2 * i;
      LongVector a = LongVector.fromArray(LONGS, values, j);
      LongVector b = LongVector.fromArray(LONGS, values, j + COUNT);
      LongVector w = LongVector.fromArray(LONGS, roots, i);
      LongVector c = LongVector.fromArray(LONGS, companions, i);
      LongVector cLow = c.and(LOW);
      LongVector cHigh = c.lanewise(LSHR, 32);
      LongVector x = first.selectFrom(a, b);
      LongVector y = second.selectFrom(a, b);
      LongVector u = x.add(y);
      LongVector sum = u.lanewise(UMIN, u.sub(twice));
      LongVector d = x.sub(y).add(twice);
      LongVector low = d.and(LOW);
      LongVector high = d.lanewise(LSHR, 32);
      LongVector middle = high.mul(cLow).lanewise(LSHR, 32).add(low.mul(cHigh).lanewise(LSHR, 32));
      LongVector lazy = d.mul(w).sub(high.mul(cHigh).add(middle).mul(q));
      LongVector r = lazy.lanewise(UMIN, lazy.sub(twice));
      orderFirst.selectFrom(sum, r).intoArray(values, j);
      orderSecond.selectFrom(sum, r).intoArray(values, j + COUNT);
    }
  }

  private void inverseLayer(long[] values, int offset, int blocks) {
    LongVector q = LongVector.broadcast(LONGS, prime);
    LongVector twice = q.add(q);
    int gap = n / blocks / 2;
    for (int i = 0; i < blocks; i++) {
      LongVector w = LongVector.broadcast(LONGS, inverse.roots[blocks + i]);
      LongVector c = LongVector.broadcast(LONGS, inverse.companions[blocks + i]);
      LongVector cLow = c.and(LOW);
      LongVector cHigh = c.lanewise(LSHR, 32);
      int start = offset + 2 * gap * i;
      for (int j = start; j < start + gap; j += COUNT) {
        LongVector x = LongVector.fromArray(LONGS, values, j);
        LongVector y = LongVector.fromArray(LONGS, values, j + gap);
        LongVector u = x.add(y);
        u.lanewise(UMIN, u.sub(twice)).intoArray(values, j);
        LongVector d = x.sub(y).add(twice);
        LongVector low = d.and(LOW);
        LongVector high = d.lanewise(LSHR, 32);
        LongVector middle =
            high.mul(cLow).lanewise(LSHR, 32).add(low.mul(cHigh).lanewise(LSHR, 32));
        LongVector lazy = d.mul(w).sub(high.mul(cHigh).add(middle).mul(q));
        LongVector r = lazy.lanewise(UMIN, lazy.sub(twice));
        r.intoArray(values, j + gap);
      }
    }
  }

  /** The layer of one block, with the factor 1/n in both products. */
  private void inverseLast(long[] values, int offset) {
    LongVector twice = LongVector.broadcast(LONGS, 2 * prime);
    int gap = n / 2;
    for (int j = offset; j < offset + gap; j += COUNT) {
      LongVector x = LongVector.fromArray(LONGS, values, j);
      LongVector y = LongVector.fromArray(LONGS, values, j + gap);
      x.add(y).intoArray(values, j);
      x.sub(y).add(twice).intoArray(values, j + gap);
    }
    multiply(values, offset, gap, scale, scaleCompanion);
    multiply(values, offset + gap, gap, lastRoot, lastRootCompanion);
  }

  /** Values below 4q times w, in [0, 2q). */
  private void multiply(long[] values, int start, int count, long factor, long companion) {
    LongVector q = LongVector.broadcast(LONGS, prime);
    LongVector twice = q.add(q);
    LongVector w = LongVector.broadcast(LONGS, factor);
    LongVector c = LongVector.broadcast(LONGS, companion);
    LongVector cLow = c.and(LOW);
    LongVector cHigh = c.lanewise(LSHR, 32);
    for (int j = start; j < start + count; j += COUNT) {
      LongVector y = LongVector.fromArray(LONGS, values, j);
      LongVector low = y.and(LOW);
      LongVector high = y.lanewise(LSHR, 32);
      LongVector middle = high.mul(cLow).lanewise(LSHR, 32).add(low.mul(cHigh).lanewise(LSHR, 32));
      LongVector lazy = y.mul(w).sub(high.mul(cHigh).add(middle).mul(q));
      LongVector r = lazy.lanewise(UMIN, lazy.sub(twice));
      r.intoArray(values, j);
    }
  }
}
