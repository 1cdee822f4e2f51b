package org.autoprivacy.kernel.adaptive;

import org.autoprivacy.kernel.spi.ConversionKernel;
import org.autoprivacy.kernel.spi.KernelProvider;
import org.autoprivacy.kernel.spi.LiftKernel;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.kernel.spi.NttKernel;
import org.autoprivacy.kernel.spi.NttTables;
import org.autoprivacy.kernel.spi.ScalingKernel;

/**
 * What is repeated to get a kernel compiled, on zeros: kernels take the same way whatever the
 * values. Arrays are long enough for loops to be worth the compiler's while and short enough for
 * the interpreter.
 */
final class Workloads {

  /** Values in a limb. */
  static final int COUNT = 512;

  private Workloads() {}

  /** A small degree that takes the same passes, of three layers and of two, as this one. */
  static int degree(int polyDegree) {
    int degree = polyDegree;
    while (degree >= 8 * COUNT) {
      degree /= 8;
    }
    return degree;
  }

  static Runnable ntt(KernelProvider provider, int degree, Modulus modulus) {
    NttKernel kernel = provider.ntt(NttTables.of(degree, modulus.value()));
    long[] values = new long[degree];
    long[] out = new long[degree];
    return () -> {
      kernel.forward(values, 0);
      kernel.forward(out, 0, values, 0, degree);
      kernel.forwardLazy(values, 0);
      kernel.forwardSigned(out, 0, values, 0, 2 * modulus.value(), true, degree);
      kernel.inverse(values, 0);
      kernel.inverseLazy(values, 0);
    };
  }

  static Runnable conversion(ConversionKernel kernel, int limbs, int targets) {
    long[] in = new long[limbs * COUNT];
    long[] out = new long[targets * COUNT];
    long[][] scratch = new long[limbs + 1][ConversionKernel.BLOCK];
    return () -> {
      kernel.centred(out, in, COUNT, scratch);
      kernel.approximate(out, in, COUNT, scratch);
    };
  }

  static Runnable scaling(ScalingKernel kernel, int limbs) {
    long[] in = new long[limbs * COUNT];
    long[] out = new long[COUNT];
    long[][] scratch = new long[limbs + 1][ConversionKernel.BLOCK];
    return () -> kernel.scale(out, 0, in, COUNT, scratch);
  }

  static Runnable lift(LiftKernel kernel, int limbs) {
    long[] values = new long[limbs * COUNT];
    long[] plain = new long[COUNT];
    long[] fixes = new long[COUNT];
    return () -> {
      kernel.add(values, plain, fixes, COUNT);
      kernel.subtract(values, plain, fixes, COUNT);
    };
  }
}
