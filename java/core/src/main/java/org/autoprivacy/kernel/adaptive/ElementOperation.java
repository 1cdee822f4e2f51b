package org.autoprivacy.kernel.adaptive;

import org.autoprivacy.kernel.spi.ElementKernel;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.kernel.spi.ValueOrder;

/** The operations of {@link ElementKernel}, each of which becomes warm by itself. */
enum ElementOperation {
  ADD,
  SUBTRACT,
  NEGATE,
  MULTIPLY,
  MULTIPLY_ADD,
  MULTIPLY_SCALAR,
  MULTIPLY_SHOUP,
  SUM_OF_PRODUCTS,
  SUMS_OF_PAIRS,
  LIFT_ABOVE,
  LIFT_SIGNED,
  REDUCE,
  DIVIDE;

  /** Sums are taken in fours, and what is left of them in another loop. */
  private static final int TERMS = 7;

  /** A call of a kernel on zeros. */
  Runnable workload(ElementKernel kernel, Modulus modulus) {
    int count = Workloads.COUNT;
    long[] out = new long[count];
    long[] a = new long[count];
    long[] b = new long[count];
    long[][] terms = {a, a, a, a, a, a, a};
    long odd = modulus.value() | 1; // to divide by: as wide as the modulus
    return switch (this) {
      case ADD -> () -> kernel.add(out, 0, a, 0, b, 0, count);
      case SUBTRACT -> () -> kernel.subtract(out, 0, a, 0, b, 0, count);
      case NEGATE -> () -> kernel.negate(out, 0, a, 0, count);
      case MULTIPLY -> () -> kernel.multiply(out, 0, a, 0, b, 0, count);
      case MULTIPLY_ADD -> () -> kernel.multiplyAdd(out, 0, a, 0, b, 0, count);
      case MULTIPLY_SCALAR -> () -> kernel.multiplyScalar(out, 0, a, 0, 1, count);
      case MULTIPLY_SHOUP -> () -> kernel.multiplyShoup(out, 0, a, 0, b, b, 0, count);
      case SUM_OF_PRODUCTS -> () -> kernel.sumOfProducts(out, 0, terms, 0, terms, 0, TERMS, count);
      case SUMS_OF_PAIRS -> sumsOfPairs(kernel, modulus);
      case LIFT_ABOVE -> () -> kernel.liftAbove(out, 0, a, 0, 1, 1, count);
      case LIFT_SIGNED -> () -> kernel.liftSigned(out, 0, a, 0, b, 0, 1, count);
      case REDUCE -> () -> kernel.reduce(out, 0, a, 0, count);
      case DIVIDE -> () -> kernel.divide(out, 0, a, 0, b, 0, odd, 1, count);
    };
  }

  /** With four digits and with two; nothing where no key is packed. */
  private static Runnable sumsOfPairs(ElementKernel kernel, Modulus modulus) {
    if (modulus.bits() > ElementKernel.PACKED_BITS) {
      return () -> {};
    }
    int count = Workloads.COUNT;
    long[][] digits = new long[4][count];
    long[][] rows = new long[2][3 * count];
    long[] first = new long[count];
    long[] second = new long[count];
    ValueOrder order = new ValueOrder(count, 3);
    return () -> {
      kernel.sumsOfPairs(first, 0, second, 0, order, digits, rows, 0, 4, digits[0], count);
      kernel.sumsOfPairs(first, 0, second, 0, order, digits, rows, 2, 2, null, count);
    };
  }
}
