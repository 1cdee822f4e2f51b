package org.autoprivacy.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.math.Primes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What kernels of several limbs must do, held against big integers and the scalar kernel. */
abstract class BaseKernelContract {

  private static final int N = 1024;

  abstract KernelKind kind();

  /** Bits of the source primes and of the target primes: narrow, at the limits, wide, many. */
  static Stream<Arguments> bases() {
    return Stream.of(
        Arguments.of(List.of(44), List.of(44)),
        Arguments.of(List.of(43, 43, 44, 44), List.of(48, 48, 48, 48, 48)),
        Arguments.of(List.of(48, 48, 48, 48, 48), List.of(43, 44, 20)),
        Arguments.of(List.of(50), List.of(50, 49)),
        Arguments.of(List.of(50, 50, 50), List.of(50, 31)),
        Arguments.of(List.of(49, 49, 50, 49), List.of(50, 16)),
        Arguments.of(List.of(20, 31, 16), List.of(61, 48)),
        Arguments.of(List.of(60, 60, 61), List.of(48, 60, 20)),
        Arguments.of(Arrays.asList(48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48), List.of(48, 47)),
        Arguments.of(List.of(47, 47, 47, 47, 47, 47, 47, 47, 47, 47), List.of(47)));
  }

  /** Different primes of these bits, 1 modulo 2, the largest first. */
  static List<Modulus> primes(List<Integer> bits, int skip) {
    List<Modulus> result = new ArrayList<>();
    for (int i = 0; i < bits.size(); i++) {
      result.add(Modulus.of(Primes.largest(bits.get(i), 128, skip + i + 1).get(skip + i)));
    }
    return result;
  }

  static BigInteger product(List<Modulus> base) {
    return base.stream()
        .map(m -> BigInteger.valueOf(m.value()))
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  /** Numbers in [0, q): the ends, both sides of a half, those with extreme residues, random. */
  private static BigInteger[] numbers(List<Modulus> base, long seed) {
    BigInteger q = product(base);
    Random random = new Random(seed);
    BigInteger[] result = new BigInteger[N];
    BigInteger half = q.shiftRight(1);
    for (int i = 0; i < N; i++) {
      result[i] =
          switch (i % 8) {
            case 0 -> BigInteger.valueOf(i);
            case 1 -> q.subtract(BigInteger.valueOf(i));
            case 2 -> half.subtract(q.shiftRight(30)).mod(q);
            case 3 -> half.add(q.shiftRight(30)).mod(q);
            case 4 -> fromDigits(base, (j, m) -> m - 1);
            case 5 -> fromDigits(base, (j, m) -> j % 2 == 0 ? m - 1 : 0);
            case 6 -> fromDigits(base, (j, m) -> m / 2 + (random.nextBoolean() ? 1 : 0));
            default -> new BigInteger(q.bitLength() + 8, random).mod(q);
          };
    }
    return result;
  }

  private interface Digit {
    long of(int i, long modulus);
  }

  /** Σ vᵢ·(q/qᵢ) mod q, whose inner products in a conversion have the factors vᵢ. */
  private static BigInteger fromDigits(List<Modulus> base, Digit digit) {
    BigInteger q = product(base);
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < base.size(); i++) {
      long m = base.get(i).value();
      sum = sum.add(q.divide(BigInteger.valueOf(m)).multiply(BigInteger.valueOf(digit.of(i, m))));
    }
    return sum.mod(q);
  }

  static long[] residues(List<Modulus> base, BigInteger[] numbers) {
    long[] result = new long[base.size() * numbers.length];
    for (int i = 0; i < base.size(); i++) {
      BigInteger m = BigInteger.valueOf(base.get(i).value());
      for (int x = 0; x < numbers.length; x++) {
        result[i * numbers.length + x] = numbers[x].mod(m).longValueExact();
      }
    }
    return result;
  }

  @ParameterizedTest
  @MethodSource("bases")
  void conversionsEqualBigIntegersAndTheReference(List<Integer> fromBits, List<Integer> toBits) {
    List<Modulus> from = primes(fromBits, 0);
    List<Modulus> to = primes(toBits, 20);
    BigInteger q = product(from);
    BigInteger[] numbers = numbers(from, 1);
    long[] in = residues(from, numbers);
    BaseConversion conversion = BaseConversion.of(N, from, to, kind());
    long[][] scratch = new long[conversion.scratchArrays()][conversion.scratchLength()];
    long[] out = new long[to.size() * N];
    conversion.centred(out, in, scratch);
    BigInteger half = q.shiftRight(1);
    BigInteger[] centred =
        Arrays.stream(numbers)
            .map(x -> x.compareTo(half) > 0 ? x.subtract(q) : x)
            .toArray(BigInteger[]::new);
    // Digits of about a half each are as near to ±q/2 as it gets, where double precision decides.
    int[] sure = IntStream.range(0, N).filter(x -> x % 8 != 6).toArray();
    long[] expected = residues(to, centred);
    for (int j = 0; j < to.size(); j++) {
      for (int x : sure) {
        assertEquals(expected[j * N + x], out[j * N + x], "target " + j + " at " + x);
      }
    }
    long[] approximate = new long[to.size() * N];
    conversion.approximate(approximate, in, scratch);
    BaseConversion reference = BaseConversion.of(N, from, to, KernelKind.SCALAR);
    long[] byReference = new long[to.size() * N];
    reference.approximate(byReference, in, scratch);
    assertArrayEquals(byReference, approximate);
    reference.centred(byReference, in, scratch);
    assertArrayEquals(byReference, out);
    for (int x = 0; x < N; x++) {
      assertTrue(isLifted(numbers[x], q, from.size(), to, approximate, x), "at " + x);
    }
  }

  /** Whether residues are those of x + u·q for one u in [0, k). */
  private static boolean isLifted(
      BigInteger number, BigInteger q, int k, List<Modulus> to, long[] residues, int x) {
    for (int u = 0; u < k; u++) {
      BigInteger lifted = number.add(q.multiply(BigInteger.valueOf(u)));
      boolean equal = true;
      for (int j = 0; j < to.size(); j++) {
        BigInteger p = BigInteger.valueOf(to.get(j).value());
        equal &= lifted.mod(p).longValueExact() == residues[j * N + x];
      }
      if (equal) {
        return true;
      }
    }
    return false;
  }

  static Stream<Arguments> plainModuli() {
    return Stream.of(
            List.of(44),
            List.of(43, 43, 44, 44),
            List.of(48, 48, 48, 48, 48, 48, 48),
            List.of(50, 50, 50),
            List.of(60, 49, 31))
        .flatMap(bits ->
            Stream.of(2L, 3L, 65537L, 1L << 30, (1L << 40) + 1, (1L << 49) + 3, (1L << 59) + 1)
                .filter(t -> bits.size() > 1 || t < 1L << 43)
                .map(t -> Arguments.of(bits, t)));
  }

  @ParameterizedTest
  @MethodSource("plainModuli")
  void scalingEqualsBigIntegers(List<Integer> bits, long plain) {
    List<Modulus> from = primes(bits, 0);
    BigInteger q = product(from);
    BigInteger t = BigInteger.valueOf(plain);
    PlainScaling scaling = PlainScaling.of(N, from, Modulus.of(plain), kind());
    long[][] scratch = new long[scaling.scratchArrays()][scaling.scratchLength()];
    // q·m/t and a little around it, up to a quarter of a step.
    Random random = new Random(2);
    BigInteger[] phases = new BigInteger[N];
    long[] expected = new long[N];
    for (int x = 0; x < N; x++) {
      expected[x] = x % 4 == 0 ? plain - 1 - x % plain : Math.floorMod(random.nextLong(), plain);
      BigInteger step = q.divide(t);
      BigInteger noise =
          new BigInteger(step.bitLength(), random)
              .mod(step)
              .subtract(step.shiftRight(1))
              .shiftRight(1);
      phases[x] = q.multiply(BigInteger.valueOf(expected[x])).divide(t).add(noise).mod(q);
    }
    long[] out = new long[N + 3];
    assertTrue(scaling.scale(out, 3, residues(from, phases), scratch));
    assertArrayEquals(expected, Arrays.copyOfRange(out, 3, N + 3));
    // Just below and just above a half: too near for double precision.
    if (bits.size() > 1) {
      phases[5] = q.divide(t).shiftRight(1);
      assertFalse(scaling.scale(out, 3, residues(from, phases), scratch));
      BigInteger nearest = phases[5].multiply(t).shiftLeft(1).add(q).divide(q.shiftLeft(1)).mod(t);
      long off = Math.floorMod(out[8] - nearest.longValueExact(), plain);
      assertTrue(off <= 1 || off == plain - 1);
    }
  }

  @ParameterizedTest
  @MethodSource("plainModuli")
  void liftsEqualBigIntegers(List<Integer> bits, long plain) {
    List<Modulus> to = primes(bits, 0);
    BigInteger q = product(to);
    BigInteger t = BigInteger.valueOf(plain);
    Random random = new Random(3);
    long[] message = random.longs(N, 0, plain).toArray();
    message[0] = plain - 1;
    message[1] = plain / 2;
    message[2] = (plain + 1) / 2 % plain;
    BigInteger[] scaled =
        Arrays.stream(message)
            .mapToObj(m ->
                q.multiply(BigInteger.valueOf(m))
                    .add(BigInteger.valueOf((plain + 1) / 2))
                    .divide(t))
            .toArray(BigInteger[]::new);
    for (int pattern = 0; pattern < 3; pattern++) {
      long[] values = new long[to.size() * N];
      for (int i = 0; i < to.size(); i++) {
        long qi = to.get(i).value();
        for (int x = 0; x < N; x++) {
          values[i * N + x] =
              pattern == 0 ? 0 : pattern == 1 ? qi - 1 : Math.floorMod(random.nextLong(), qi);
        }
      }
      long[] residues = residues(to, scaled);
      long[] sum = values.clone();
      PlainLift lift = PlainLift.of(N, Modulus.of(plain), to, kind());
      lift.add(sum, message, new long[N]);
      for (int i = 0; i < values.length; i++) {
        Modulus m = to.get(i / N);
        assertEquals(m.add(values[i], residues[i]), sum[i], "at " + i);
      }
      lift.subtract(sum, message, new long[N]);
      assertArrayEquals(values, sum);
    }
  }

  @Test
  void divisionsEqualBigIntegers() {
    int n = 256;
    for (int qBits : new int[] {20, 31, 44, 48, 50, 60}) {
      for (int pBits : new int[] {20, 44, 48, 50, 51, 60}) {
        long q = Primes.largest(qBits, 2L * n, 1).getFirst();
        long p = Primes.largest(pBits, 2L * n, 2).get(1);
        LimbArithmetic limb = LimbArithmetic.of(n, q, kind());
        LimbArithmetic.Divisor divisor = limb.divisor(p);
        Random random = new Random(pBits);
        BigInteger both = BigInteger.valueOf(q).multiply(BigInteger.valueOf(p));
        long[] a = new long[n];
        long[] b = new long[n];
        long[] expected = new long[n];
        for (int x = 0; x < n; x++) {
          BigInteger number =
              switch (x % 4) {
                case 0 -> BigInteger.valueOf(x);
                case 1 -> both.subtract(BigInteger.valueOf(x));
                case 2 ->
                    BigInteger.valueOf(p)
                        .multiply(BigInteger.valueOf(x))
                        .add(BigInteger.valueOf(p / 2 + x / 4 % 2));
                default -> new BigInteger(both.bitLength(), random).mod(both);
              };
          BigInteger moved = number.add(BigInteger.valueOf(p / 2));
          a[x] = number.mod(BigInteger.valueOf(q)).longValueExact();
          b[x] = moved.mod(BigInteger.valueOf(p)).longValueExact();
          expected[x] =
              moved.divide(BigInteger.valueOf(p)).mod(BigInteger.valueOf(q)).longValueExact();
        }
        long[] out = new long[n];
        limb.divide(out, 0, a, 0, b, 0, divisor);
        assertArrayEquals(expected, out, qBits + " and " + pBits + " bits");
        limb.divide(a, 0, a, 0, b, 0, divisor);
        assertArrayEquals(expected, a, "in place");
      }
    }
  }

  /** All residues q - 1 against all p's ends: the largest differences a division can see. */
  @Test
  void divisionsOfExtremesEqualTheReference() {
    int n = 64;
    for (int bits : new int[] {20, 48, 50, 61}) {
      long q = Primes.largest(bits, 2L * n, 1).getFirst();
      long p = Primes.largest(bits, 2L * n, 2).get(1);
      LimbArithmetic limb = LimbArithmetic.of(n, q, kind());
      LimbArithmetic reference = LimbArithmetic.of(n, q, KernelKind.SCALAR);
      for (long a : new long[] {0, 1, q / 2, q - 1}) {
        for (long b : new long[] {0, 1, p / 2, p - 1}) {
          long[] x = new long[n];
          long[] y = new long[n];
          Arrays.fill(x, a);
          Arrays.fill(y, b);
          long[] expected = x.clone();
          reference.divide(expected, 0, expected, 0, y, 0, reference.divisor(p));
          limb.divide(x, 0, x, 0, y, 0, limb.divisor(p));
          assertArrayEquals(expected, x);
        }
      }
    }
  }

  @Test
  void wrongSizesAreRefused() {
    List<Modulus> from = primes(List.of(44, 44), 0);
    List<Modulus> to = primes(List.of(48), 0);
    BaseConversion conversion = BaseConversion.of(64, from, to, kind());
    long[] two = new long[128];
    long[] one = new long[64];
    long[][] scratch = new long[3][64];
    refuses(() -> conversion.centred(new long[63], two, scratch), "64");
    refuses(() -> conversion.centred(one, one, scratch), "two arrays");
    refuses(() -> conversion.approximate(one, two, new long[2][64]), "3 arrays of 64");
    refuses(() -> BaseConversion.of(63, from, to, kind()), "63");
    refuses(() -> BaseConversion.of(64, List.of(), to, kind()), "got 0 and 1");
    refuses(() -> BaseConversion.of(64, List.of(to.get(0), to.get(0)), to, kind()), "inverse");
    PlainScaling scaling = PlainScaling.of(64, from, Modulus.of(17), kind());
    refuses(() -> scaling.scale(one, 1, two, scratch), "of 128 and 64 from 1");
    refuses(() -> scaling.scale(one, 0, new long[127], scratch), "127");
    PlainLift lift = PlainLift.of(64, Modulus.of(17), from, kind());
    refuses(() -> lift.add(two, one, one), "three arrays");
    refuses(() -> lift.subtract(two, one, new long[63]), "63");
    LimbArithmetic limb = LimbArithmetic.of(64, from.get(0).value(), kind());
    refuses(() -> limb.divisor(4), "odd");
    LimbArithmetic.Divisor other =
        LimbArithmetic.of(64, from.get(1).value(), kind()).divisor(to.get(0).value());
    refuses(() -> limb.divide(one, 0, one, 0, two, 0, other), "the divisor was made for");
  }

  private static void refuses(Runnable call, String part) {
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(refused.getMessage().contains(part), refused.getMessage());
  }
}
