package org.autoprivacy.bfv.engine;

import java.util.Arrays;
import org.autoprivacy.bfv.Plaintext;

/**
 * A plaintext: {@code long[n]} in [0, t), or {@code long[limbs][n]} in NTT form; wiped on close.
 */
final class EnginePlaintext extends EngineObject implements Plaintext {

  private final int nttLimbs;
  private final long[] values;

  /**
   * A plaintext that takes the array.
   *
   * @param nttLimbs 0 in coefficient form
   */
  EnginePlaintext(ContextObjects owner, int nttLimbs, long[] values) {
    super("plaintext", owner);
    this.nttLimbs = nttLimbs;
    this.values = values;
  }

  @Override
  public boolean isNtt() {
    requireOpen();
    return nttLimbs > 0;
  }

  int nttLimbs() {
    return nttLimbs;
  }

  long[] values() {
    return values;
  }

  @Override
  void drop() {
    Arrays.fill(values, 0);
    owner().recycle(values);
  }
}
