package org.autoprivacy.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.autoprivacy.math.Primes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversion and division on the kernels, against the exact ones. */
final class RingConversionTest {

  private static final int N = 128;

  private static long[] random(long seed, RnsRing ring, int limbs) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] values = new long[limbs * N];
    for (int i = 0; i < values.length; i++) {
      long q = ring.base().modulus(i / N).value();
      // Small and negative numbers too, the same in all limbs.
      values[i] =
          switch (i % N) {
            case 0 -> 0;
            case 1 -> 1;
            case 2 -> q - 1;
            case 3 -> q - 77;
            default -> random.nextLong(q);
          };
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void convertsAsBigIntegersDo(int limbs) {
    RnsRing from = RnsRing.of(N, Primes.largest(59, 2L * N, 5));
    for (int bits : new int[] {30, 48, 60}) {
      RnsRing to = RnsRing.of(N, Primes.largest(bits, 2L * N, 3));
      long[] in = random(limbs, from, limbs);
      long[] expected = new long[3 * N];
      RnsBase base = RnsBase.of(from.base().values().subList(0, limbs));
      for (int x = 0; x < N; x++) {
        BigInteger value = base.value(in, x, N);
        boolean negative = value.shiftLeft(1).compareTo(base.product()) >= 0;
        long[] residues = to.base().residues(negative ? value.subtract(base.product()) : value);
        for (int j = 0; j < 3; j++) {
          expected[j * N + x] = residues[j];
        }
      }
      RingConversion conversion = new RingConversion(from, limbs, to, 3);
      long[] out = new long[3 * N];
      conversion.convert(out, in, new long[conversion.scratchLimbs()][N]);
      assertArrayEquals(expected, out, bits + " bits");
    }
  }

  @Test
  void dividesByAnyPrime() {
    List<Long> primes =
        List.of(
            Primes.largest(30, 2L * N, 1).get(0),
            Primes.largest(59, 2L * N, 1).get(0),
            Primes.largest(48, 2L * N, 1).get(0));
    RnsRing ring = RnsRing.of(N, primes);
    long[] a = random(9, ring, 3);
    for (int index = 1; index < 3; index++) {
      long[] expected = new long[index * N];
      RnsRing part = RnsRing.of(N, primes.subList(0, index + 1));
      part.divideByLast(expected, Arrays.copyOf(a, (index + 1) * N));
      PrimeDivision division = new PrimeDivision(ring, index);
      long[] values = a.clone();
      division.prepare(values, index * N);
      for (int i = 0; i < index; i++) {
        division.divide(i, values, i * N, values, i * N, values, index * N);
      }
      assertArrayEquals(expected, Arrays.copyOf(values, index * N), "limb " + index);
    }
  }
}
