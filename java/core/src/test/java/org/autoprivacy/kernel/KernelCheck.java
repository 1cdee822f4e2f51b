package org.autoprivacy.kernel;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * The program that {@link VectorJvmTest} starts in JVMs of its own: holds the vector kernels
 * against the scalar one, or makes them hot and says what a call allocates.
 */
final class KernelCheck {

  private static final int[] BITS = {31, 48, 50, 60};
  private static final int ROUNDS = 3000;
  private static final int MEASURED = 200;

  private KernelCheck() {}

  public static void main(String[] arguments) {
    System.out.println(Kernels.detail(KernelKind.VECTOR));
    if (arguments[0].equals("hot")) {
      heat();
    } else {
      compare();
    }
  }

  private static void compare() {
    for (int bits : BITS) {
      for (int n = 64; n <= 512; n *= 2) {
        long q = KernelContract.prime(n, bits);
        LimbArithmetic vector = LimbArithmetic.of(n, q, KernelKind.VECTOR);
        LimbArithmetic scalar = LimbArithmetic.of(n, q, KernelKind.SCALAR);
        for (long[] input : KernelContract.inputs(n, q, n)) {
          if (!Arrays.equals(results(vector, input), results(scalar, input))) {
            System.out.println("DIFFERS: n = " + n + ", q = " + q);
            return;
          }
        }
      }
    }
    System.out.println("EQUAL");
  }

  /** What every operation makes of one input, in a row. */
  private static long[] results(LimbArithmetic limb, long[] input) {
    int n = limb.polyDegree();
    long[] all = new long[9 * n];
    for (int i = 0; i < 9; i++) {
      System.arraycopy(input, 0, all, i * n, n);
    }
    operate(limb, all, limb.fixed(input, 0));
    return all;
  }

  private static void operate(LimbArithmetic limb, long[] all, FixedOperand factor) {
    int n = limb.polyDegree();
    limb.forward(all, 0);
    limb.inverse(all, n);
    limb.multiply(all, 2 * n, all, 0, all, n);
    limb.multiplyAdd(all, 3 * n, all, 0, all, 2 * n);
    limb.multiply(all, 4 * n, all, 3 * n, factor);
    limb.multiplyScalar(all, 5 * n, all, n, limb.root());
    limb.add(all, 6 * n, all, n, all, 0);
    limb.subtract(all, 7 * n, all, 6 * n, all, 5 * n);
    limb.negate(all, 6 * n, all, 7 * n);
    limb.reduce(all, 7 * n, all, 6 * n);
    limb.forwardLazy(all, 8 * n);
    limb.reduce(all, 8 * n, all, 8 * n);
    limb.inverseLazy(all, 8 * n);
    limb.reduce(all, 8 * n, all, 8 * n);
    limb.forward(all, 8 * n);
  }

  private static void heat() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int bits : BITS) {
      int n = 512;
      LimbArithmetic limb = LimbArithmetic.of(n, KernelContract.prime(n, bits), KernelKind.VECTOR);
      LimbArithmetic odd =
          LimbArithmetic.of(2 * n, KernelContract.prime(2 * n, bits), KernelKind.VECTOR);
      long[] all = new long[9 * n];
      long[] more = new long[18 * n];
      FixedOperand factor = limb.fixed(all, 0);
      FixedOperand oddFactor = odd.fixed(more, 0);
      long[][] terms = {more, more, more};
      long before = 0;
      for (int round = 0; round < ROUNDS + MEASURED; round++) {
        if (round == ROUNDS) {
          before = threads.getCurrentThreadAllocatedBytes();
        }
        operate(limb, all, factor);
        operate(odd, more, oddFactor);
        odd.sumOfProducts(more, 0, terms, 2 * n, terms, 4 * n, 3);
      }
      long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / MEASURED;
      System.out.println("ALLOCATES " + bytes + " at " + bits + " bits");
    }
    System.out.println("HOT " + List.of(BITS.length));
  }
}
