package org.autoprivacy.kernel.vector;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.UMIN;
import static org.autoprivacy.kernel.vector.Lanes.COUNT;
import static org.autoprivacy.kernel.vector.Lanes.DOUBLES;
import static org.autoprivacy.kernel.vector.Lanes.LOG;
import static org.autoprivacy.kernel.vector.Lanes.LONGS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import org.autoprivacy.kernel.spi.ElementKernel;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.kernel.spi.ValueOrder;
import org.jspecify.annotations.Nullable;

/**
 * Sums of digits times the packed pairs of a key on doubles, for primes below 2^48: one reduction a
 * sum. Bounds in docs/notes/kernel-bounds.md.
 */
final class VectorPairs48 {

  private static final long ROOMY = 1L << 46;

  private final long p;
  private final long half;

  /** 2^(52+s): a sum of it and four products keeps the multiples of 2^s. */
  private final double base;

  /** A multiple of p that makes results positive. */
  private final long lift;

  VectorPairs48(Modulus modulus) {
    p = modulus.value();
    half = p / 2;
    int factor = modulus.bits() <= ElementKernel.LAZY_DIGIT_BITS ? 16 : 4;
    // A power of two that is at least as much as four products.
    double products = Math.scalb((double) factor, Math.getExponent((double) p * p) + 1);
    base = Math.max(0x1p52, products);
    lift = isRoomy() ? p : 4 * p;
  }

  /** Whether results are below 2p as they come. */
  private boolean isRoomy() {
    return p < ROOMY;
  }

  /** {@link ElementKernel#sumsOfPairs}. */
  void sums(
      long[] first,
      int firstAt,
      long[] second,
      int secondAt,
      ValueOrder order,
      long[][] digits,
      long[][] rows,
      int from,
      int terms,
      long @Nullable [] start,
      int count,
      ElementKernel elements) {
    ValueOrder.Blocks blocks = order.blocks(LOG);
    if (terms > 2) {
      four(first, firstAt, second, secondAt, blocks, digits, rows, from, terms, start, count);
    } else {
      two(first, firstAt, second, secondAt, blocks, digits, rows, from, terms, start, count);
    }
    if (!isRoomy()) {
      elements.reduce(first, firstAt, first, firstAt, count);
      elements.reduce(second, secondAt, second, secondAt, count);
    }
  }

  /** Three digits or four. */
  private void four(
      long[] first,
      int firstAt,
      long[] second,
      int secondAt,
      ValueOrder.Blocks order,
      long[][] digits,
      long[][] rows,
      int from,
      int terms,
      long @Nullable [] start,
      int count) {
    long[] d0 = digits[from + 0];
    long[] d1 = digits[from + 1];
    long[] d2 = digits[from + 2];
    long[] d3 = digits[terms == 4 ? from + 3 : from];
    long[] row0 = rows[from / 2];
    long[] row1 = rows[from / 2 + 1];
    int[] targets = order.targets();
    long[] lanes = order.lanes();
    // Without a start something is read and its bits are dropped: zeros.
    long[] from0 = start == null ? d0 : start;
    LongVector kept = LongVector.broadcast(LONGS, start == null ? 0 : -1);
    LongVector odd = LongVector.broadcast(LONGS, terms == 4 ? -1 : 0);
    DoubleVector big = DoubleVector.broadcast(DOUBLES, base);
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / (double) p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -(double) p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, 0x1p52);
    DoubleVector middle = DoubleVector.broadcast(DOUBLES, 0x1p52 + half);
    LongVector entryBits = LongVector.broadcast(LONGS, Doubles.ENTRY_BITS);
    LongVector shift0 = LongVector.broadcast(LONGS, Doubles.ROUND_BITS - lift - half);
    LongVector shift1 = LongVector.broadcast(LONGS, Doubles.ROUND_BITS - lift);
    LongVector twice = LongVector.broadcast(LONGS, 2 * p);
    LongVector low48 = LongVector.broadcast(LONGS, 0xffff_ffff_ffffL);
    LongVector upper = LongVector.broadcast(LONGS, 0xffff_0000_0000L);
    LongVector lower = LongVector.broadcast(LONGS, 0xffff_0000L);
    for (int i = 0; i < count; i += COUNT) {
      int target = targets[i >> LOG];
      LongVector lane = LongVector.fromArray(LONGS, lanes, target & 255);
      int to = target >>> 8;
      DoubleVector x0 =
          LongVector.fromArray(LONGS, d0, i).or(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector x1 =
          LongVector.fromArray(LONGS, d1, i).or(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector x2 =
          LongVector.fromArray(LONGS, d2, i).or(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector x3 =
          LongVector.fromArray(LONGS, d3, i)
              .and(odd)
              .or(entryBits)
              .reinterpretAsDoubles()
              .sub(entry);
      LongVector a0 = LongVector.fromArray(LONGS, row0, i);
      LongVector b0 = LongVector.fromArray(LONGS, row0, count + i);
      LongVector c0 = LongVector.fromArray(LONGS, row0, 2 * count + i);
      LongVector top0 = a0.lanewise(LSHR, 16).and(upper).or(b0.lanewise(LSHR, 32).and(lower));
      LongVector rest0 = c0.lanewise(LSHR, 48).or(top0);
      DoubleVector y0 = a0.and(low48).or(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector z0 = b0.and(low48).or(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector y1 = c0.and(low48).or(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector z1 = rest0.or(entryBits).reinterpretAsDoubles().sub(entry);
      LongVector a1 = LongVector.fromArray(LONGS, row1, i);
      LongVector b1 = LongVector.fromArray(LONGS, row1, count + i);
      LongVector c1 = LongVector.fromArray(LONGS, row1, 2 * count + i);
      LongVector top1 = a1.lanewise(LSHR, 16).and(upper).or(b1.lanewise(LSHR, 32).and(lower));
      LongVector rest1 = c1.lanewise(LSHR, 48).or(top1);
      DoubleVector y2 = a1.and(low48).or(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector z2 = b1.and(low48).or(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector y3 = c1.and(low48).or(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector z3 = rest1.or(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector fs0 = x0.fma(y0, big);
      DoubleVector fl0 = x0.fma(y0, big.sub(fs0));
      DoubleVector fs1 = x1.fma(y1, fs0);
      DoubleVector fl1 = x1.fma(y1, fs0.sub(fs1));
      DoubleVector fs2 = x2.fma(y2, fs1);
      DoubleVector fl2 = x2.fma(y2, fs1.sub(fs2));
      DoubleVector fs3 = x3.fma(y3, fs2);
      DoubleVector fl3 = x3.fma(y3, fs2.sub(fs3));
      DoubleVector fhigh = fs3.sub(big);
      DoubleVector flow = fl0.add(fl1).add(fl2.add(fl3));
      DoubleVector fc = fhigh.fma(inv, round).sub(round);
      DoubleVector old =
          LongVector.fromArray(LONGS, from0, i)
              .and(kept)
              .or(entryBits)
              .reinterpretAsDoubles()
              .sub(middle);
      DoubleVector fr = fc.fma(minusP, fhigh).add(flow.add(old));
      LongVector fv = fr.add(round).reinterpretAsLongs().sub(shift0);
      lane.selectFrom(fv.lanewise(UMIN, fv.sub(twice))).intoArray(first, firstAt + to);
      DoubleVector gs0 = x0.fma(z0, big);
      DoubleVector gl0 = x0.fma(z0, big.sub(gs0));
      DoubleVector gs1 = x1.fma(z1, gs0);
      DoubleVector gl1 = x1.fma(z1, gs0.sub(gs1));
      DoubleVector gs2 = x2.fma(z2, gs1);
      DoubleVector gl2 = x2.fma(z2, gs1.sub(gs2));
      DoubleVector gs3 = x3.fma(z3, gs2);
      DoubleVector gl3 = x3.fma(z3, gs2.sub(gs3));
      DoubleVector ghigh = gs3.sub(big);
      DoubleVector glow = gl0.add(gl1).add(gl2.add(gl3));
      DoubleVector gc = ghigh.fma(inv, round).sub(round);
      DoubleVector gr = gc.fma(minusP, ghigh).add(glow);
      LongVector gv = gr.add(round).reinterpretAsLongs().sub(shift1);
      lane.selectFrom(gv).intoArray(second, secondAt + to);
    }
  }

  /** One digit or two. */
  private void two(
      long[] first,
      int firstAt,
      long[] second,
      int secondAt,
      ValueOrder.Blocks order,
      long[][] digits,
      long[][] rows,
      int from,
      int terms,
      long @Nullable [] start,
      int count) {
    long[] d0 = digits[from + 0];
    long[] d1 = digits[terms == 2 ? from + 1 : from];
    long[] row0 = rows[from / 2];
    int[] targets = order.targets();
    long[] lanes = order.lanes();
    // Without a start something is read and its bits are dropped: zeros.
    long[] from0 = start == null ? d0 : start;
    LongVector kept = LongVector.broadcast(LONGS, start == null ? 0 : -1);
    LongVector odd = LongVector.broadcast(LONGS, terms == 2 ? -1 : 0);
    DoubleVector big = DoubleVector.broadcast(DOUBLES, base);
    DoubleVector inv = DoubleVector.broadcast(DOUBLES, 1 / (double) p);
    DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -(double) p);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, Doubles.ROUND);
    DoubleVector entry = DoubleVector.broadcast(DOUBLES, 0x1p52);
    DoubleVector middle = DoubleVector.broadcast(DOUBLES, 0x1p52 + half);
    LongVector entryBits = LongVector.broadcast(LONGS, Doubles.ENTRY_BITS);
    LongVector shift0 = LongVector.broadcast(LONGS, Doubles.ROUND_BITS - lift - half);
    LongVector shift1 = LongVector.broadcast(LONGS, Doubles.ROUND_BITS - lift);
    LongVector twice = LongVector.broadcast(LONGS, 2 * p);
    LongVector low48 = LongVector.broadcast(LONGS, 0xffff_ffff_ffffL);
    LongVector upper = LongVector.broadcast(LONGS, 0xffff_0000_0000L);
    LongVector lower = LongVector.broadcast(LONGS, 0xffff_0000L);
    for (int i = 0; i < count; i += COUNT) {
      int target = targets[i >> LOG];
      LongVector lane = LongVector.fromArray(LONGS, lanes, target & 255);
      int to = target >>> 8;
      DoubleVector x0 =
          LongVector.fromArray(LONGS, d0, i).or(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector x1 =
          LongVector.fromArray(LONGS, d1, i)
              .and(odd)
              .or(entryBits)
              .reinterpretAsDoubles()
              .sub(entry);
      LongVector a0 = LongVector.fromArray(LONGS, row0, i);
      LongVector b0 = LongVector.fromArray(LONGS, row0, count + i);
      LongVector c0 = LongVector.fromArray(LONGS, row0, 2 * count + i);
      LongVector top0 = a0.lanewise(LSHR, 16).and(upper).or(b0.lanewise(LSHR, 32).and(lower));
      LongVector rest0 = c0.lanewise(LSHR, 48).or(top0);
      DoubleVector y0 = a0.and(low48).or(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector z0 = b0.and(low48).or(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector y1 = c0.and(low48).or(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector z1 = rest0.or(entryBits).reinterpretAsDoubles().sub(entry);
      DoubleVector fs0 = x0.fma(y0, big);
      DoubleVector fl0 = x0.fma(y0, big.sub(fs0));
      DoubleVector fs1 = x1.fma(y1, fs0);
      DoubleVector fl1 = x1.fma(y1, fs0.sub(fs1));
      DoubleVector fhigh = fs1.sub(big);
      DoubleVector flow = fl0.add(fl1);
      DoubleVector fc = fhigh.fma(inv, round).sub(round);
      DoubleVector old =
          LongVector.fromArray(LONGS, from0, i)
              .and(kept)
              .or(entryBits)
              .reinterpretAsDoubles()
              .sub(middle);
      DoubleVector fr = fc.fma(minusP, fhigh).add(flow.add(old));
      LongVector fv = fr.add(round).reinterpretAsLongs().sub(shift0);
      lane.selectFrom(fv.lanewise(UMIN, fv.sub(twice))).intoArray(first, firstAt + to);
      DoubleVector gs0 = x0.fma(z0, big);
      DoubleVector gl0 = x0.fma(z0, big.sub(gs0));
      DoubleVector gs1 = x1.fma(z1, gs0);
      DoubleVector gl1 = x1.fma(z1, gs0.sub(gs1));
      DoubleVector ghigh = gs1.sub(big);
      DoubleVector glow = gl0.add(gl1);
      DoubleVector gc = ghigh.fma(inv, round).sub(round);
      DoubleVector gr = gc.fma(minusP, ghigh).add(glow);
      LongVector gv = gr.add(round).reinterpretAsLongs().sub(shift1);
      lane.selectFrom(gv).intoArray(second, secondAt + to);
    }
  }
}
