package org.autoprivacy.kernel.adaptive;

import org.autoprivacy.kernel.spi.ElementKernel;
import org.autoprivacy.kernel.spi.Modulus;

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
      case LIFT_ABOVE -> () -> kernel.liftAbove(out, 0, a, 0, 1, 1, count);
      case LIFT_SIGNED -> () -> kernel.liftSigned(out, 0, a, 0, b, 0, 1, count);
      case REDUCE -> () -> kernel.reduce(out, 0, a, 0, count);
      case DIVIDE -> () -> kernel.divide(out, 0, a, 0, b, 0, odd, 1, count);
    };
  }
}
