package org.autoprivacy.kernel;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.autoprivacy.kernel.spi.Modulus;

/**
 * The program that {@link VectorJvmTest} starts in JVMs of its own: holds the vector kernels
 * against the scalar one, or makes them hot and says what a call allocates.
 */
final class KernelCheck {

  private static final int[] BITS = {19, 31, 48, 50, 60};
  private static final int ROUNDS = 3000;
  private static final int MEASURED = 200;

  /** Every third is -1, for degrees up to 1024. */
  private static final long[] SIGNS = new long[1024];

  static {
    Arrays.setAll(SIGNS, i -> i % 3 == 0 ? -1 : 0);
  }

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
        if (!Arrays.equals(
            conversions(n, bits, KernelKind.VECTOR), conversions(n, bits, KernelKind.SCALAR))) {
          System.out.println("CONVERSIONS DIFFER: n = " + n + ", " + bits + " bits");
          return;
        }
      }
    }
    System.out.println("EQUAL");
  }

  /** What every operation makes of one input, in a row. */
  private static long[] results(LimbArithmetic limb, long[] input) {
    int n = limb.polyDegree();
    long[] all = new long[13 * n];
    for (int i = 0; i < 13; i++) {
      System.arraycopy(input, 0, all, i * n, n);
    }
    operate(limb, all, limb.fixed(input, 0));
    for (int digits = 2; digits <= 4; digits++) {
      new Switch(limb, input, digits).run(all, 11 * n, 12 * n);
      limb.reduce(all, 11 * n, all, 11 * n);
      limb.reduce(all, 12 * n, all, 12 * n);
    }
    return all;
  }

  /** A key of so many digits, all of them from one input, and what its sums need. */
  private static final class Switch {
    private final LimbArithmetic limb;
    private final KeyPairs key;
    private final long[][] digits;
    private final long[][] scratch;
    private final Automorphism map;

    Switch(LimbArithmetic limb, long[] input, int digits) {
      this.limb = limb;
      int n = limb.polyDegree();
      this.digits = new long[digits][];
      Arrays.fill(this.digits, input);
      long[] pair = Arrays.copyOf(input, 2 * n);
      System.arraycopy(input, 0, pair, n, n);
      long[][] pairs = new long[digits][];
      Arrays.fill(pairs, pair);
      key = limb.pairs(pairs, 0, n);
      scratch = new long[2][n];
      map = Automorphism.of(n, 3);
    }

    void run(long[] out, int firstAt, int secondAt) {
      limb.sumsOfPairs(
          out, firstAt, out, secondAt, digits, key, digits.length, digits[0], map, scratch);
    }
  }

  /** Random residues through everything that has several limbs. */
  private static long[] conversions(int n, int bits, KernelKind kind) {
    Bases bases = new Bases(n, bits, kind);
    bases.run();
    return bases.values();
  }

  /** Two bases of two primes each, and what goes between them and a plaintext modulus. */
  private static final class Bases {
    private final LimbArithmetic limb;
    private final LimbArithmetic.Divisor divisor;
    private final BaseConversion conversion;
    private final PlainScaling scaling;
    private final PlainLift lift;
    private final long[] in;
    private final long[] out;
    private final long[] plain;
    private final long[] fixes;
    private final long[][] scratch;

    Bases(int n, int bits, KernelKind kind) {

      List<Modulus> from = BaseKernelContract.primes(List.of(bits, bits), 0);
      List<Modulus> to = BaseKernelContract.primes(List.of(bits, bits), 3);
      limb = LimbArithmetic.of(n, KernelContract.prime(n, bits), kind);
      divisor = limb.divisor((1L << 29) - 3);
      conversion = BaseConversion.of(n, from, to, kind);
      scaling = PlainScaling.of(n, from, Modulus.of(65537), kind);
      lift = PlainLift.of(n, Modulus.of(65537), to, kind);
      in = new long[2 * n];
      out = new long[2 * n];
      plain = new long[n];
      fixes = new long[n];
      scratch = new long[conversion.scratchArrays()][conversion.scratchLength()];
      Random random = new Random(n);
      for (int i = 0; i < 2 * n; i++) {
        in[i] = Math.floorMod(random.nextLong(), from.get(i / n).value());
      }
    }

    void run() {
      conversion.centred(out, in, scratch);
      scaling.scale(plain, 0, in, scratch);
      lift.add(out, plain, fixes);
      conversion.approximate(in, out, scratch);
      lift.subtract(out, plain, fixes);
      limb.divide(fixes, 0, plain, 0, plain, 0, divisor);
    }

    long[] values() {
      return Stream.of(in, out, plain, fixes).flatMapToLong(Arrays::stream).toArray();
    }
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
    Digits digits = Digits.of(limb, limb.modulus().value());
    digits.centre(all, 9 * n, all, n);
    digits.sign(all, 10 * n, all, n, SIGNS);
    digits.forward(all, 10 * n, all, 9 * n);
    limb.reduce(all, 10 * n, all, 10 * n);
  }

  private static void heat() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int bits : BITS) {
      int n = 512;
      LimbArithmetic limb = LimbArithmetic.of(n, KernelContract.prime(n, bits), KernelKind.VECTOR);
      LimbArithmetic odd =
          LimbArithmetic.of(2 * n, KernelContract.prime(2 * n, bits), KernelKind.VECTOR);
      LimbArithmetic least =
          LimbArithmetic.of(n / 2, KernelContract.prime(n / 2, bits), KernelKind.VECTOR);
      long[] all = new long[11 * n];
      long[] more = new long[22 * n];
      FixedOperand factor = limb.fixed(all, 0);
      FixedOperand oddFactor = odd.fixed(more, 0);
      long[] sum = new long[2 * n];
      long[][] terms = {more, more, more, more, more, more, more};
      Bases bases = new Bases(n, bits, KernelKind.VECTOR);
      Switch switched = new Switch(limb, new long[n], 6);
      long before = 0;
      for (int round = 0; round < ROUNDS + MEASURED; round++) {
        if (round == ROUNDS) {
          before = threads.getCurrentThreadAllocatedBytes();
        }
        operate(limb, all, factor);
        operate(odd, more, oddFactor);
        least.forward(all, 0);
        least.inverse(all, 0);
        bases.run();
        switched.run(all, 0, n);
        odd.sumOfProducts(sum, 0, terms, 2 * n, terms, 4 * n, 7);
      }
      long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / MEASURED;
      System.out.println("ALLOCATES " + bytes + " at " + bits + " bits");
    }
    System.out.println("HOT " + List.of(BITS.length));
  }
}
