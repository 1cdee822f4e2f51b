package org.autoprivacy.bfv.engine;

import org.autoprivacy.bfv.Ciphertext;

/** A ciphertext: {@code long[size][limbs][n]} in one array. */
final class EngineCiphertext extends EngineObject implements Ciphertext {

  private final int limbs;
  private int size;
  private boolean ntt;
  private long[] values;

  EngineCiphertext(ContextObjects owner, int size, int limbs, boolean ntt, long[] values) {
    super("ciphertext", owner);
    this.size = size;
    this.limbs = limbs;
    this.ntt = ntt;
    this.values = values;
  }

  @Override
  public int size() {
    requireOpen();
    return size;
  }

  @Override
  public int limbs() {
    requireOpen();
    return limbs;
  }

  @Override
  public boolean isNtt() {
    requireOpen();
    return ntt;
  }

  long[] values() {
    requireOpen();
    return values;
  }

  /** Takes the contents of another of the same number of limbs and form, which is used no more. */
  void become(EngineCiphertext other) {
    owner().recycle(values);
    size = other.size;
    values = other.values;
  }

  void setNtt(boolean ntt) {
    this.ntt = ntt;
  }

  @Override
  void drop() {
    owner().recycle(values);
    values = new long[0];
  }
}
