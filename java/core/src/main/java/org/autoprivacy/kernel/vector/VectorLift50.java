package org.autoprivacy.kernel.vector;

import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.UMIN;
import static org.autoprivacy.kernel.vector.Lanes.COUNT;
import static org.autoprivacy.kernel.vector.Lanes.DOUBLES;
import static org.autoprivacy.kernel.vector.Lanes.LONGS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import org.autoprivacy.kernel.spi.LiftKernel;
import org.autoprivacy.kernel.spi.LiftTables;
import org.autoprivacy.kernel.spi.Modulus;
import org.jspecify.annotations.Nullable;

/** Plaintexts into ciphertexts on doubles, for t and primes below 2^50. */
final class VectorLift50 implements LiftKernel {

  private final double t;
  private final double remainder;
  private final double[] primes;
  private final double[] quotients;

  private VectorLift50(LiftTables tables) {
    long plain = tables.plain().value();
    t = plain;
    remainder = Doubles.centred(tables.remainder(), plain);
    primes = tables.to().stream().mapToDouble(Modulus::value).toArray();
    quotients = new double[primes.length];
    for (int i = 0; i < primes.length; i++) {
      quotients[i] = Doubles.centred(tables.quotient(i), tables.to().get(i).value());
    }
  }

  /** The kernel of these tables, or null if a modulus is too wide for doubles. */
  static @Nullable LiftKernel of(LiftTables tables) {
    boolean narrow = tables.to().stream().allMatch(m -> m.bits() <= 50);
    return narrow && tables.plain().bits() <= 50 ? new VectorLift50(tables) : null;
  }

  @Override
  public void add(long[] values, long[] plain, long[] fixes, int n) {
    fixes(fixes, plain, n);
    for (int i = 0; i < primes.length; i++) {
      accumulate(values, i * n, plain, fixes, primes[i], quotients[i], 1, n);
    }
  }

  @Override
  public void subtract(long[] values, long[] plain, long[] fixes, int n) {
    fixes(fixes, plain, n);
    for (int i = 0; i < primes.length; i++) {
      accumulate(values, i * n, plain, fixes, primes[i], -quotients[i], -1, n);
    }
  }

  private void fixes(long[] out, long[] plain, int count) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / t);
    DoubleVector minusT = DoubleVector.broadcast(DOUBLES, -t);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, 0x1p52);
    LongVector entryBits = LongVector.broadcast(LONGS, Doubles.ENTRY_BITS);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    DoubleVector y = DoubleVector.broadcast(DOUBLES, remainder);
    DoubleVector minusY = y.neg();
    DoubleVector one = DoubleVector.broadcast(DOUBLES, 1);
    DoubleVector least = DoubleVector.broadcast(DOUBLES, -(double) (((long) t + 1) >> 1));
    DoubleVector end = least.add(t);
    // With a centred remainder, m whole turns less one where it is negative.
    DoubleVector turns = DoubleVector.broadcast(DOUBLES, remainder < 0 ? 1 : 0);
    for (int i = 0; i < count; i += COUNT) {
      LongVector m = LongVector.fromArray(LONGS, plain, i);
      DoubleVector x = m.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector h = x.mul(y);
      DoubleVector c = h.fma(inv, round).sub(round);
      DoubleVector r = c.fma(minusT, h).sub(x.fma(minusY, h));
      // r + half is in (-t, 2t): one less below 0, one more from t on.
      DoubleVector whole = x.fma(turns, c);
      DoubleVector lowered = whole.sub(one, r.compare(LT, least));
      DoubleVector fix = lowered.add(one, r.compare(LT, end).not());
      fix.add(round).reinterpretAsLongs().sub(bits).intoArray(out, i);
    }
  }

  /** values = values + w·plain + sign·fixes modulo p. */
  private static void accumulate(
      long[] values,
      int at,
      long[] plain,
      long[] fixes,
      double p,
      double w,
      double sign,
      int count) {
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, 0x1p52);
    LongVector entryBits = LongVector.broadcast(LONGS, Doubles.ENTRY_BITS);
    LongVector bits = LongVector.broadcast(LONGS, Doubles.ROUND_BITS);
    LongVector bitsLessP = bits.sub((long) p);
    DoubleVector y = DoubleVector.broadcast(DOUBLES, w);
    DoubleVector minusY = y.neg();
    DoubleVector signs = DoubleVector.broadcast(DOUBLES, sign);
    for (int i = 0; i < count; i += COUNT) {
      LongVector m = LongVector.fromArray(LONGS, plain, i);
      DoubleVector x = m.add(entryBits).reinterpretAsDoubles().sub(entry);
      LongVector fixLong = LongVector.fromArray(LONGS, fixes, i);
      DoubleVector fix = fixLong.add(entryBits).reinterpretAsDoubles().sub(entry);
      LongVector old = LongVector.fromArray(LONGS, values, at + i);
      DoubleVector z = old.add(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector h = x.mul(y);
      DoubleVector c = h.fma(inv, round).sub(round);
      DoubleVector r = c.fma(minusP, h).sub(x.fma(minusY, h));
      DoubleVector sum = r.add(fix.fma(signs, z));
      DoubleVector k = sum.fma(inv, round).sub(round);
      DoubleVector f = k.fma(minusP, sum);
      LongVector s = f.add(round).reinterpretAsLongs();
      s.sub(bitsLessP).lanewise(UMIN, s.sub(bits)).intoArray(values, at + i);
    }
  }
}
