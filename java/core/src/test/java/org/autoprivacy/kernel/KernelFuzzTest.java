package org.autoprivacy.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.math.Primes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random calls of the public kernels, good and bad: a good one does what the scalar kernel does, to
 * the last place of every array, a bad one is refused as the scalar kernel refuses it. {@code
 * -Dautoprivacy.fuzz.calls=1000000} makes it a long run.
 */
class KernelFuzzTest {

  private static final int CALLS = Integer.getInteger("autoprivacy.fuzz.calls", 10_000);
  private static final int POOL = 24;
  private static final int OPERATIONS = 21;
  private static final int LIFT = 16;
  private static final long T = 257;

  static List<KernelKind> kinds() {
    return Kernels.available();
  }

  /** The same objects on the kernel under test (0) and on the scalar one (1). */
  private static final class Pair {
    private final int n;
    private final long q;
    private final long least; // of the primes that residues may belong to
    private final LimbArithmetic[] limbs = new LimbArithmetic[2];
    private final BaseConversion[] conversions = new BaseConversion[2];
    private final PlainScaling[] scalings = new PlainScaling[2];
    private final PlainLift[] lifts = new PlainLift[2];
    private final Automorphism automorphism;

    Pair(KernelKind kind, Random random) {
      n = 2 << random.nextInt(7);
      int bits = 20 + random.nextInt(42);
      q = Primes.largest(bits, 2L * n, 1).getFirst();
      List<Modulus> from =
          Primes.largest(bits, 2L * n, 3).stream().map(Modulus::of).limit(1 + n % 3).toList();
      least = from.getLast().value();
      int others = 20 + random.nextInt(42);
      List<Modulus> to = Primes.largest(others, 2, 2).stream().map(Modulus::of).toList();
      for (int k = 0; k < 2; k++) {
        KernelKind which = k == 0 ? kind : KernelKind.SCALAR;
        limbs[k] = LimbArithmetic.of(n, q, which);
        conversions[k] = BaseConversion.of(n, from, to, which);
        scalings[k] = PlainScaling.of(n, from, Modulus.of(T), which);
        lifts[k] = PlainLift.of(n, Modulus.of(T), from, which);
      }
      automorphism = Automorphism.of(n, 2 * random.nextInt(n) + 1);
    }
  }

  /** One call's arguments: three arrays, offsets, numbers. */
  private static final class Arguments {
    private final long[][] arrays = new long[3][];
    private final int[] at = new int[3];
    private final long scalar;
    private final int terms;

    Arguments(Pair pair, Random random) {
      long bound = pair.least >> (random.nextInt(2) * 12);
      boolean fits = random.nextInt(4) > 0;
      for (int i = 0; i < 3; i++) {
        int length = pair.n * (1 + random.nextInt(3)) + (fits ? 0 : random.nextInt(3) - 1);
        arrays[i] = new long[length];
        at[i] = fits ? random.nextInt(length - pair.n + 1) : random.nextInt(length + 4) - 2;
        for (int x = 0; x < length; x++) {
          arrays[i][x] = Math.floorMod(random.nextLong(), bound);
        }
        if (i > 0 && random.nextInt(4) == 0) {
          arrays[i] = arrays[0];
        }
      }
      if (random.nextInt(16) == 0) {
        arrays[random.nextInt(3)][0] = random.nextLong();
      }
      scalar = random.nextInt(8) == 0 ? random.nextLong() : Math.floorMod(random.nextLong(), bound);
      terms = random.nextInt(8) - 1;
    }

    private Arguments(Arguments other) {
      for (int i = 0; i < 3; i++) {
        arrays[i] = other.arrays[i].clone();
        for (int j = 0; j < i; j++) {
          arrays[i] = other.arrays[i] == other.arrays[j] ? arrays[j] : arrays[i];
        }
        at[i] = other.at[i];
      }
      scalar = other.scalar;
      terms = other.terms;
    }

    Arguments copy() {
      return new Arguments(this);
    }
  }

  private static void call(int operation, Pair pair, int k, Arguments g) {
    LimbArithmetic limb = pair.limbs[k];
    long[] a = g.arrays[0];
    long[] b = g.arrays[1];
    long[] c = g.arrays[2];
    int i = g.at[0];
    int j = g.at[1];
    int l = g.at[2];
    long[][] terms = {a, b, c, a, b, c};
    long[][] scratch = new long[4][Math.max(0, pair.n - (g.terms == 0 ? 1 : 0))];
    switch (operation) {
      case 0 -> limb.forward(a, i);
      case 1 -> limb.inverse(a, i);
      case 2 -> limb.add(a, i, b, j, c, l);
      case 3 -> limb.subtract(a, i, b, j, c, l);
      case 4 -> limb.negate(a, i, b, j);
      case 5 -> limb.multiply(a, i, b, j, c, l);
      case 6 -> limb.multiplyAdd(a, i, b, j, c, l);
      case 7 -> limb.multiplyScalar(a, i, b, j, g.scalar);
      case 8 -> limb.multiply(a, i, b, j, limb.fixed(c, l));
      case 9 -> limb.reduce(a, i, b, j);
      case 10 -> limb.sumOfProducts(a, i, terms, j, terms, l, g.terms);
      case 11 -> limb.divide(a, i, b, j, c, l, limb.divisor(Math.abs(g.scalar % 1000)));
      case 12 -> limb.requireReduced(a, i);
      case 13 -> pair.conversions[k].centred(a, b, scratch);
      case 14 -> pair.conversions[k].approximate(a, b, scratch);
      case 15 -> pair.scalings[k].scale(a, i, b, scratch);
      case 17 -> {
        Digits.of(limb, pair.q).forward(a, i, b, j);
        limb.reduce(a, i, a, i);
      }
      case 18 -> Digits.of(limb, Math.max(2, g.scalar >> 4)).centre(a, i, b, j);
      case 19 -> Digits.of(limb, Math.max(2, g.scalar >> 4)).sign(a, i, b, j, c);
      case LIFT -> pair.lifts[k].add(a, b, c);
      default -> pair.automorphism.applyToCoefficients(a, i, b, j, pair.q);
    }
  }

  /** The message of a refusal, or nothing. */
  private static String outcome(int operation, Pair pair, int k, Arguments arguments) {
    try {
      call(operation, pair, k, arguments);
      return "";
    } catch (IllegalArgumentException refused) {
      return "refused: " + refused.getMessage();
    } catch (AssertionError wrongValues) {
      return "values out of range";
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void randomCallsDoWhatTheReferenceDoes(KernelKind kind) {
    Random random = new Random(11);
    Pair[] pool = new Pair[POOL];
    Arrays.setAll(pool, i -> new Pair(kind, random));
    int accepted = 0;
    for (int call = 0; call < CALLS; call++) {
      int operation = random.nextInt(OPERATIONS);
      Pair pair = pool[random.nextInt(POOL)];
      Arguments tried = new Arguments(pair, random);
      if (operation == LIFT) {
        tried.arrays[1] = Arrays.stream(tried.arrays[1]).map(v -> Math.floorMod(v, T)).toArray();
      }
      boolean wild = hasWildValue(tried, pair.q);
      Arguments expected = tried.copy();
      String where =
          "call %d, operation %d, n = %d, q = %d".formatted(call, operation, pair.n, pair.q);
      String wanted = outcome(operation, pair, 1, expected);
      assertEquals(wanted, outcome(operation, pair, 0, tried), where);
      if (!wanted.isEmpty()) {
        continue;
      }
      accepted++;
      for (int i = 0; i < 3; i++) {
        boolean isFree = wild || (operation == LIFT && i == 2);
        if (!isFree) {
          assertArrayEquals(expected.arrays[i], tried.arrays[i], where);
        }
      }
    }
    if (accepted < CALLS / 4) {
      fail("only " + accepted + " of " + CALLS + " calls were good ones");
    }
  }

  /** Results of values that no range allows are anything at all. */
  private static boolean hasWildValue(Arguments arguments, long q) {
    return Arrays.stream(arguments.arrays)
        .flatMapToLong(Arrays::stream)
        .anyMatch(v -> v < 0 || v >= q);
  }
}
