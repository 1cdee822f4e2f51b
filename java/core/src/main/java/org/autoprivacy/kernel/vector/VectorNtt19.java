package org.autoprivacy.kernel.vector;

import org.autoprivacy.kernel.spi.NttKernel;
import org.autoprivacy.kernel.spi.NttTables;

/**
 * The NTT of primes below 2^19 on floats, for vectors of 8 or 16 of them and n ≥ 256. Lazy results
 * are reduced ones: leaving the reduction out gained nothing.
 */
final class VectorNtt19 implements NttKernel {

  /** Below, a row would be shorter than the vectors of one step. */
  private static final int LEAST_DEGREE = 256;

  private final Forward19 forward;
  private final Inverse19 inverse;

  VectorNtt19(NttTables tables) {
    forward = new Forward19(tables);
    inverse = new Inverse19(tables);
  }

  /** Whether these tables and this machine's vectors are among those it is for. */
  static boolean serves(NttTables tables) {
    return tables.modulus().bits() <= 19 && tables.polyDegree() >= LEAST_DEGREE && Lanes.LOG >= 2;
  }

  @Override
  public void forward(long[] values, int offset) {
    forward.transform(values, offset, values, offset);
  }

  @Override
  public void forward(long[] out, int outAt, long[] in, int inAt, int count) {
    forward.transform(out, outAt, in, inAt);
  }

  @Override
  public void forwardLazy(long[] values, int offset) {
    forward.transform(values, offset, values, offset);
  }

  @Override
  public void inverse(long[] values, int offset) {
    inverse.transform(values, offset);
  }

  @Override
  public void inverseLazy(long[] values, int offset) {
    inverse.transform(values, offset);
  }
}
