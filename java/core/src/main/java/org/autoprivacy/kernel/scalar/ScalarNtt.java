package org.autoprivacy.kernel.scalar;

import java.util.function.IntToLongFunction;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.kernel.spi.NttKernel;
import org.autoprivacy.kernel.spi.NttTables;

/**
 * The NTT with lazy butterflies on unsigned longs: Harvey, "Faster arithmetic for number-theoretic
 * transforms", J. Symb. Comp. 60 (2014), algorithms 4 (forward, [0, 4q)) and 3 (inverse, [0, 2q)).
 */
final class ScalarNtt implements NttKernel {

  private final int n;
  private final long q;
  private final long[] roots;
  private final long[] rootCompanions;
  private final long[] inverseRoots;
  private final long[] inverseRootCompanions;
  private final long scale;
  private final long scaleCompanion;
  private final long lastRoot;
  private final long lastRootCompanion;

  ScalarNtt(NttTables tables) {
    n = tables.polyDegree();
    Modulus modulus = tables.modulus();
    q = modulus.value();
    roots = table(tables::power);
    rootCompanions = table(i -> modulus.shoup(roots[i]));
    inverseRoots = table(tables::inversePower);
    inverseRootCompanions = table(i -> modulus.shoup(inverseRoots[i]));
    scale = tables.degreeInverse();
    scaleCompanion = modulus.shoup(scale);
    lastRoot = modulus.multiply(inverseRoots[1], scale);
    lastRootCompanion = modulus.shoup(lastRoot);
  }

  private long[] table(IntToLongFunction entry) {
    long[] result = new long[n];
    for (int i = 0; i < n; i++) {
      result[i] = entry.applyAsLong(i);
    }
    return result;
  }

  /** x - m, or x where that is negative. */
  private static long correct(long x, long m) {
    long difference = x - m;
    return difference + ((difference >> 63) & m);
  }

  @Override
  public void forward(long[] values, int offset) {
    forwardLazy(values, offset);
    long p = q;
    for (int i = offset; i < offset + n; i++) {
      long x = values[i];
      values[i] = correct(correct(x, 2 * p), p);
    }
  }

  @Override
  public void forwardLazy(long[] values, int offset) {
    for (int blocks = 1, gap = n >> 1; gap > 0; blocks <<= 1, gap >>= 1) {
      for (int i = 0; i < blocks; i++) {
        int start = offset + 2 * gap * i;
        forwardBlock(values, start, gap, roots[blocks + i], rootCompanions[blocks + i]);
      }
    }
  }

  private void forwardBlock(long[] values, int start, int gap, long w, long companion) {
    long p = q;
    long twice = 2 * p;
    for (int j = start; j < start + gap; j++) {
      long x = values[j];
      long y = values[j + gap];
      x = correct(x, twice);
      long product = y * w - Math.unsignedMultiplyHigh(y, companion) * p;
      values[j] = x + product;
      values[j + gap] = x - product + twice;
    }
  }

  @Override
  public void inverse(long[] values, int offset) {
    inverseLazy(values, offset);
    long p = q;
    for (int i = offset; i < offset + n; i++) {
      long x = values[i];
      values[i] = correct(x, p);
    }
  }

  @Override
  public void inverseLazy(long[] values, int offset) {
    for (int blocks = n >> 1, gap = 1; blocks > 1; blocks >>= 1, gap <<= 1) {
      for (int i = 0; i < blocks; i++) {
        int start = offset + 2 * gap * i;
        inverseBlock(
            values, start, gap, inverseRoots[blocks + i], inverseRootCompanions[blocks + i]);
      }
    }
    lastLayer(values, offset);
  }

  private void inverseBlock(long[] values, int start, int gap, long w, long companion) {
    long p = q;
    long twice = 2 * p;
    for (int j = start; j < start + gap; j++) {
      long x = values[j];
      long y = values[j + gap];
      long sum = x + y;
      long difference = x - y + twice;
      values[j] = correct(sum, twice);
      values[j + gap] = difference * w - Math.unsignedMultiplyHigh(difference, companion) * p;
    }
  }

  /** The layer of one block, with the factor 1/n in both products. */
  private void lastLayer(long[] values, int offset) {
    long p = q;
    int gap = n >> 1;
    for (int j = offset; j < offset + gap; j++) {
      long x = values[j];
      long y = values[j + gap];
      long sum = x + y;
      long difference = x - y + 2 * p;
      values[j] = sum * scale - Math.unsignedMultiplyHigh(sum, scaleCompanion) * p;
      values[j + gap] =
          difference * lastRoot - Math.unsignedMultiplyHigh(difference, lastRootCompanion) * p;
    }
  }
}
