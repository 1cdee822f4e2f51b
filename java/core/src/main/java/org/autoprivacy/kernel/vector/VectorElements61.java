package org.autoprivacy.kernel.vector;

import static org.autoprivacy.kernel.vector.Lanes.LONGS;
import static org.autoprivacy.kernel.vector.Longs.correct;
import static org.autoprivacy.kernel.vector.Longs.product;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import org.autoprivacy.kernel.spi.Modulus;

/** Products modulo a q below 2^61 on 64-bit lanes. */
final class VectorElements61 extends VectorElements {

  private final Modulus modulus;
  private final long one;

  VectorElements61(Modulus modulus) {
    super(modulus.value());
    this.modulus = modulus;
    one = modulus.shoup(1);
  }

  /** Barrett's reduction of a·b as {@link Modulus} has it, with an estimate at most 3 too small. */
  private static LongVector reduced(
      LongVector a, LongVector b, int bits, LongVector barrett, LongVector q, LongVector twice) {
    LongVector low = a.mul(b);
    LongVector top =
        Longs.high(a, b)
            .lanewise(VectorOperators.LSHL, 66 - bits)
            .or(low.lanewise(VectorOperators.LSHR, bits - 2));
    LongVector remainder = low.sub(Longs.highAbout(top, barrett).mul(q));
    return correct(correct(remainder, twice), q);
  }

  @Override
  public void multiply(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    LongVector q = LongVector.broadcast(LONGS, modulus.value());
    LongVector twice = q.add(q);
    LongVector barrett = LongVector.broadcast(LONGS, modulus.barrett());
    int bits = modulus.bits();
    for (int i = 0; i < count; i += Lanes.COUNT) {
      LongVector x = LongVector.fromArray(LONGS, a, aAt + i);
      LongVector y = LongVector.fromArray(LONGS, b, bAt + i);
      reduced(x, y, bits, barrett, q, twice).intoArray(out, outAt + i);
    }
  }

  @Override
  public void multiplyAdd(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    LongVector q = LongVector.broadcast(LONGS, modulus.value());
    LongVector twice = q.add(q);
    LongVector barrett = LongVector.broadcast(LONGS, modulus.barrett());
    int bits = modulus.bits();
    for (int i = 0; i < count; i += Lanes.COUNT) {
      LongVector x = LongVector.fromArray(LONGS, a, aAt + i);
      LongVector y = LongVector.fromArray(LONGS, b, bAt + i);
      LongVector sum = LongVector.fromArray(LONGS, out, outAt + i);
      correct(sum.add(reduced(x, y, bits, barrett, q, twice)), q).intoArray(out, outAt + i);
    }
  }

  @Override
  public void sumOfProducts(
      long[] out, int outAt, long[][] a, int aAt, long[][] b, int bAt, int terms, int count) {
    LongVector q = LongVector.broadcast(LONGS, modulus.value());
    LongVector twice = q.add(q);
    LongVector barrett = LongVector.broadcast(LONGS, modulus.barrett());
    int bits = modulus.bits();
    for (int i = 0; i < count; i += Lanes.COUNT) {
      LongVector sum = LongVector.zero(LONGS);
      for (int k = 0; k < terms; k++) {
        LongVector x = LongVector.fromArray(LONGS, a[k], aAt + i);
        LongVector y = LongVector.fromArray(LONGS, b[k], bAt + i);
        sum = correct(sum.add(reduced(x, y, bits, barrett, q, twice)), q);
      }
      sum.intoArray(out, outAt + i);
    }
  }

  @Override
  public void multiplyScalar(long[] out, int outAt, long[] a, int aAt, long scalar, int count) {
    scale(out, outAt, a, aAt, scalar, modulus.shoup(scalar), count);
  }

  @Override
  public void reduce(long[] out, int outAt, long[] a, int aAt, int count) {
    scale(out, outAt, a, aAt, 1, one, count);
  }

  private void scale(
      long[] out, int outAt, long[] a, int aAt, long scalar, long companion, int count) {
    LongVector q = LongVector.broadcast(LONGS, modulus.value());
    LongVector twice = q.add(q);
    LongVector w = LongVector.broadcast(LONGS, scalar);
    LongVector c = LongVector.broadcast(LONGS, companion);
    for (int i = 0; i < count; i += Lanes.COUNT) {
      LongVector x = LongVector.fromArray(LONGS, a, aAt + i);
      correct(correct(product(x, w, c, q), twice), q).intoArray(out, outAt + i);
    }
  }

  @Override
  public void multiplyShoup(
      long[] out, int outAt, long[] a, int aAt, long[] w, long[] companion, int wAt, int count) {
    LongVector q = LongVector.broadcast(LONGS, modulus.value());
    LongVector twice = q.add(q);
    for (int i = 0; i < count; i += Lanes.COUNT) {
      LongVector x = LongVector.fromArray(LONGS, a, aAt + i);
      LongVector y = LongVector.fromArray(LONGS, w, wAt + i);
      LongVector c = LongVector.fromArray(LONGS, companion, wAt + i);
      correct(correct(product(x, y, c, q), twice), q).intoArray(out, outAt + i);
    }
  }
}
