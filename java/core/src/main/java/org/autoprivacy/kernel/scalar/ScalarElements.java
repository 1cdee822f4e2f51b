package org.autoprivacy.kernel.scalar;

import org.autoprivacy.kernel.spi.ElementKernel;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.kernel.spi.ValueOrder;
import org.jspecify.annotations.Nullable;

/** Arithmetic modulo q, one long at a time. */
final class ScalarElements implements ElementKernel {

  /** Products below 2^122 of which 63 and one residue fit 128 bits. */
  private static final int TERMS_BETWEEN = 63;

  private final Modulus modulus;

  ScalarElements(Modulus modulus) {
    this.modulus = modulus;
  }

  @Override
  public void add(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    for (int i = 0; i < count; i++) {
      out[outAt + i] = modulus.add(a[aAt + i], b[bAt + i]);
    }
  }

  @Override
  public void subtract(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    for (int i = 0; i < count; i++) {
      out[outAt + i] = modulus.subtract(a[aAt + i], b[bAt + i]);
    }
  }

  @Override
  public void negate(long[] out, int outAt, long[] a, int aAt, int count) {
    for (int i = 0; i < count; i++) {
      out[outAt + i] = modulus.negate(a[aAt + i]);
    }
  }

  @Override
  public void multiply(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    for (int i = 0; i < count; i++) {
      out[outAt + i] = modulus.multiply(a[aAt + i], b[bAt + i]);
    }
  }

  @Override
  public void multiplyAdd(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    for (int i = 0; i < count; i++) {
      out[outAt + i] = modulus.add(out[outAt + i], modulus.multiply(a[aAt + i], b[bAt + i]));
    }
  }

  @Override
  public void multiplyScalar(long[] out, int outAt, long[] a, int aAt, long scalar, int count) {
    long companion = modulus.shoup(scalar);
    for (int i = 0; i < count; i++) {
      out[outAt + i] = modulus.multiplyShoup(a[aAt + i], scalar, companion);
    }
  }

  @Override
  public void multiplyShoup(
      long[] out, int outAt, long[] a, int aAt, long[] w, long[] companion, int wAt, int count) {
    for (int i = 0; i < count; i++) {
      out[outAt + i] = modulus.multiplyShoup(a[aAt + i], w[wAt + i], companion[wAt + i]);
    }
  }

  @Override
  public void sumOfProducts(
      long[] out, int outAt, long[][] a, int aAt, long[][] b, int bAt, int terms, int count) {
    for (int i = 0; i < count; i++) {
      long high = 0;
      long low = 0;
      for (int k = 0; k < terms; k++) {
        long x = a[k][aAt + i];
        long y = b[k][bAt + i];
        long product = x * y;
        low += product;
        high += Math.unsignedMultiplyHigh(x, y) + carry(low, product);
        if (k % TERMS_BETWEEN == TERMS_BETWEEN - 1) {
          low = modulus.reduceWide(high, low);
          high = 0;
        }
      }
      out[outAt + i] = modulus.reduceWide(high, low);
    }
  }

  @Override
  public void sumsOfPairs(
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
      int count) {
    int[] targets = order.blocks(0).targets();
    long mask = (1L << PACKED_BITS) - 1;
    // Four products below 2^96 and a residue fit 128 bits.
    for (int i = 0; i < count; i++) {
      long low0 = start == null ? 0 : start[i];
      long low1 = 0;
      long high0 = 0;
      long high1 = 0;
      for (int k = 0; k < terms; k++) {
        long[] row = rows[(from + k) / 2];
        long x = digits[from + k][i];
        long y0;
        long y1;
        if (k % 2 == 0) {
          y0 = row[i] & mask;
          y1 = row[count + i] & mask;
        } else {
          y0 = row[2 * count + i] & mask;
          y1 = ElementKernel.fourth(row[i], row[count + i], row[2 * count + i]);
        }
        low0 += x * y0;
        high0 += Math.unsignedMultiplyHigh(x, y0) + carry(low0, x * y0);
        low1 += x * y1;
        high1 += Math.unsignedMultiplyHigh(x, y1) + carry(low1, x * y1);
      }
      int to = targets[i] >>> 8;
      first[firstAt + to] = modulus.reduceWide(high0, low0);
      second[secondAt + to] = modulus.reduceWide(high1, low1);
    }
  }

  /** 1 if the unsigned sum came out below one of its terms, else 0. */
  static long carry(long sum, long term) {
    return ((~sum & term) | ((~sum | term) & (sum - term))) >>> 63;
  }

  @Override
  public void reduce(long[] out, int outAt, long[] a, int aAt, int count) {
    for (int i = 0; i < count; i++) {
      out[outAt + i] = modulus.reduce(a[aAt + i]);
    }
  }

  @Override
  public void liftAbove(long[] out, int outAt, long[] a, int aAt, long half, long lift, int count) {
    for (int i = 0; i < count; i++) {
      long value = a[aAt + i];
      out[outAt + i] = value + (((half - value) >> 63) & lift);
    }
  }

  @Override
  public void liftSigned(
      long[] out, int outAt, long[] a, int aAt, long[] signs, int signsAt, long lift, int count) {
    for (int i = 0; i < count; i++) {
      long value = a[aAt + i];
      out[outAt + i] = value + (signs[signsAt + i] & (-value >> 63) & lift);
    }
  }

  @Override
  public void divide(
      long[] out,
      int outAt,
      long[] a,
      int aAt,
      long[] b,
      int bAt,
      long p,
      long inverse,
      int count) {
    long half = modulus.reduce(p >> 1);
    long companion = modulus.shoup(inverse);
    for (int i = 0; i < count; i++) {
      long rest = modulus.subtract(modulus.reduce(b[bAt + i]), half);
      long whole = modulus.subtract(a[aAt + i], rest);
      out[outAt + i] = modulus.multiplyShoup(whole, inverse, companion);
    }
  }
}
