package org.autoprivacy.kernel.adaptive;

import org.autoprivacy.kernel.spi.ElementKernel;
import org.autoprivacy.kernel.spi.Modulus;

/** The operations of {@link ElementKernel}, each of which becomes warm by itself. */
enum ElementOperation {
  ADD((kernel, on) -> kernel.add(on.out, 0, on.a, 0, on.b, 0, Workloads.COUNT)),
  SUBTRACT((kernel, on) -> kernel.subtract(on.out, 0, on.a, 0, on.b, 0, Workloads.COUNT)),
  NEGATE((kernel, on) -> kernel.negate(on.out, 0, on.a, 0, Workloads.COUNT)),
  MULTIPLY((kernel, on) -> kernel.multiply(on.out, 0, on.a, 0, on.b, 0, Workloads.COUNT)),
  MULTIPLY_ADD((kernel, on) -> kernel.multiplyAdd(on.out, 0, on.a, 0, on.b, 0, Workloads.COUNT)),
  MULTIPLY_SCALAR((kernel, on) -> kernel.multiplyScalar(on.out, 0, on.a, 0, 1, Workloads.COUNT)),
  MULTIPLY_SHOUP(
      (kernel, on) -> kernel.multiplyShoup(on.out, 0, on.a, 0, on.b, on.b, 0, Workloads.COUNT)),
  // Sums are taken in fours, and what is left of them in another loop.
  SUM_OF_PRODUCTS((kernel, on) ->
      kernel.sumOfProducts(on.out, 0, on.terms, 0, on.terms, 0, 7, Workloads.COUNT)),
  LIFT_ABOVE((kernel, on) -> kernel.liftAbove(on.out, 0, on.a, 0, 1, 1, Workloads.COUNT)),
  LIFT_SIGNED((kernel, on) -> kernel.liftSigned(on.out, 0, on.a, 0, on.b, 0, 1, Workloads.COUNT)),
  REDUCE((kernel, on) -> kernel.reduce(on.out, 0, on.a, 0, Workloads.COUNT)),
  DIVIDE((kernel, on) -> kernel.divide(on.out, 0, on.a, 0, on.b, 0, on.odd, 1, Workloads.COUNT));

  /** A call. */
  @FunctionalInterface
  private interface Call {
    void on(ElementKernel kernel, Operands operands);
  }

  /** Zeros. */
  private static final class Operands {
    private final long[] out = new long[Workloads.COUNT];
    private final long[] a = new long[Workloads.COUNT];
    private final long[] b = new long[Workloads.COUNT];
    private final long[][] terms = {a, a, a, a, a, a, a};
    private final long odd; // as many bits as the modulus has

    private Operands(Modulus modulus) {
      odd = 2 * (modulus.value() >> 1) + 1;
    }
  }

  private final Call call;

  ElementOperation(Call call) {
    this.call = call;
  }

  /** A call of a kernel on zeros. */
  Runnable workload(ElementKernel kernel, Modulus modulus) {
    Operands operands = new Operands(modulus);
    return () -> call.on(kernel, operands);
  }
}
