package org.autoprivacy.kernel.adaptive;

import static org.autoprivacy.kernel.adaptive.ElementOperation.ADD;
import static org.autoprivacy.kernel.adaptive.ElementOperation.DIVIDE;
import static org.autoprivacy.kernel.adaptive.ElementOperation.LIFT_ABOVE;
import static org.autoprivacy.kernel.adaptive.ElementOperation.LIFT_SIGNED;
import static org.autoprivacy.kernel.adaptive.ElementOperation.MULTIPLY;
import static org.autoprivacy.kernel.adaptive.ElementOperation.MULTIPLY_ADD;
import static org.autoprivacy.kernel.adaptive.ElementOperation.MULTIPLY_SCALAR;
import static org.autoprivacy.kernel.adaptive.ElementOperation.MULTIPLY_SHOUP;
import static org.autoprivacy.kernel.adaptive.ElementOperation.NEGATE;
import static org.autoprivacy.kernel.adaptive.ElementOperation.REDUCE;
import static org.autoprivacy.kernel.adaptive.ElementOperation.SUBTRACT;
import static org.autoprivacy.kernel.adaptive.ElementOperation.SUMS_OF_PAIRS;
import static org.autoprivacy.kernel.adaptive.ElementOperation.SUM_OF_PRODUCTS;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.autoprivacy.kernel.spi.ElementKernel;
import org.autoprivacy.kernel.spi.ValueOrder;
import org.jspecify.annotations.Nullable;

/** Arithmetic modulo q, each operation on vectors as soon as it is warm. */
final class AdaptiveElements implements ElementKernel {

  private final ElementKernel first;
  private final Supplier<ElementKernel> then;
  private final Map<ElementOperation, WarmUp> warmUps;

  private volatile @Nullable ElementKernel vectors;

  /** From one kernel to another, with a warm-up for each {@link ElementOperation}. */
  AdaptiveElements(
      ElementKernel first, Supplier<ElementKernel> then, Map<ElementOperation, WarmUp> warmUps) {
    this.first = first;
    this.then = then;
    this.warmUps = new EnumMap<>(warmUps);
  }

  private ElementKernel on(ElementOperation operation) {
    WarmUp warmUp = Objects.requireNonNull(warmUps.get(operation));
    return warmUp.isDone() ? vectors() : first;
  }

  private ElementKernel vectors() {
    ElementKernel made = vectors;
    if (made == null) {
      made = then.get();
      vectors = made;
    }
    return made;
  }

  @Override
  public void add(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    on(ADD).add(out, outAt, a, aAt, b, bAt, count);
  }

  @Override
  public void subtract(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    on(SUBTRACT).subtract(out, outAt, a, aAt, b, bAt, count);
  }

  @Override
  public void negate(long[] out, int outAt, long[] a, int aAt, int count) {
    on(NEGATE).negate(out, outAt, a, aAt, count);
  }

  @Override
  public void multiply(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    on(MULTIPLY).multiply(out, outAt, a, aAt, b, bAt, count);
  }

  @Override
  public void multiplyAdd(long[] out, int outAt, long[] a, int aAt, long[] b, int bAt, int count) {
    on(MULTIPLY_ADD).multiplyAdd(out, outAt, a, aAt, b, bAt, count);
  }

  @Override
  public void multiplyScalar(long[] out, int outAt, long[] a, int aAt, long scalar, int count) {
    on(MULTIPLY_SCALAR).multiplyScalar(out, outAt, a, aAt, scalar, count);
  }

  @Override
  public void multiplyShoup(
      long[] out, int outAt, long[] a, int aAt, long[] w, long[] companion, int wAt, int count) {
    on(MULTIPLY_SHOUP).multiplyShoup(out, outAt, a, aAt, w, companion, wAt, count);
  }

  @Override
  public void sumOfProducts(
      long[] out, int outAt, long[][] a, int aAt, long[][] b, int bAt, int terms, int count) {
    on(SUM_OF_PRODUCTS).sumOfProducts(out, outAt, a, aAt, b, bAt, terms, count);
  }

  @Override
  public void liftAbove(long[] out, int outAt, long[] a, int aAt, long half, long lift, int count) {
    on(LIFT_ABOVE).liftAbove(out, outAt, a, aAt, half, lift, count);
  }

  @Override
  public void liftSigned(
      long[] out, int outAt, long[] a, int aAt, long[] signs, int signsAt, long lift, int count) {
    on(LIFT_SIGNED).liftSigned(out, outAt, a, aAt, signs, signsAt, lift, count);
  }

  @Override
  public void reduce(long[] out, int outAt, long[] a, int aAt, int count) {
    on(REDUCE).reduce(out, outAt, a, aAt, count);
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
    on(SUMS_OF_PAIRS)
        .sumsOfPairs(
            first, firstAt, second, secondAt, order, digits, rows, from, terms, start, count);
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
    on(DIVIDE).divide(out, outAt, a, aAt, b, bAt, p, inverse, count);
  }
}
