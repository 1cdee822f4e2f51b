package org.autoprivacy.kernel.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.autoprivacy.kernel.BaseConversion;
import org.autoprivacy.kernel.Digits;
import org.autoprivacy.kernel.KernelKind;
import org.autoprivacy.kernel.LimbArithmetic;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.math.Primes;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That C's conversions and digits, which Java does not call, are Java's to the bit. */
class ConversionInCTest {

  private static final int N = 256;

  private static MethodHandle handle(String symbol, ValueLayout... arguments) throws IOException {
    Assumptions.assumeTrue(KernelBindings.OBSTACLE == null, "this build has no kernel library");
    SymbolLookup lookup = SymbolLookup.libraryLookup(KernelLibraryFile.locate(), Arena.global());
    return Linker.nativeLinker()
        .downcallHandle(lookup.findOrThrow(symbol), FunctionDescriptor.of(JAVA_INT, arguments));
  }

  private static List<Modulus> base(int bits, int count) {
    return Primes.largest(bits, 2L * N, count).stream().map(Modulus::of).toList();
  }

  private static long[] values(List<Modulus> moduli) {
    return moduli.stream().mapToLong(Modulus::value).toArray();
  }

  @ParameterizedTest
  @CsvSource({"44, 4, 48, 5", "50, 3, 50, 2", "31, 7, 60, 2", "60, 5, 44, 3", "50, 40, 50, 1"})
  void conversionsAreTheSameBits(int bits, int limbs, int toBits, int targets) throws Throwable {
    MethodHandle create =
        handle("apk_conversion_create", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
    MethodHandle convert = handle("apk_convert", ADDRESS, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
    List<Modulus> from = base(bits, limbs);
    List<Modulus> to = base(toBits, limbs + targets).subList(limbs, limbs + targets);
    BaseConversion java = BaseConversion.of(N, from, to, KernelKind.SCALAR);
    long[][] scratch = new long[java.scratchArrays()][java.scratchLength()];
    Random random = new Random(bits);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment made = arena.allocate(ADDRESS);
      MemorySegment first = arena.allocateFrom(JAVA_LONG, values(from));
      MemorySegment second = arena.allocateFrom(JAVA_LONG, values(to));
      assertEquals(0, (int) create.invoke(first, limbs, second, targets, made));
      MemorySegment conversion = made.get(ADDRESS, 0);
      for (int pattern = 0; pattern < 4; pattern++) {
        long[] in = new long[limbs * N];
        for (int x = 0; x < in.length; x++) {
          long q = from.get(x / N).value();
          long[] choices = {
            q - 1, x % 2 == 0 ? q - 1 : 0, q / 2 + x % 3, Math.floorMod(random.nextLong(), q)
          };
          in[x] = choices[pattern];
        }
        MemorySegment inC = arena.allocateFrom(JAVA_LONG, in);
        MemorySegment outC = arena.allocate(JAVA_LONG, (long) targets * N);
        long[] expected = new long[targets * N];
        java.centred(expected, in, scratch);
        assertEquals(0, (int) convert.invoke(conversion, N, outC, inC, 1));
        assertArrayEquals(expected, outC.toArray(JAVA_LONG), "centred, pattern " + pattern);
        java.approximate(expected, in, scratch);
        assertEquals(0, (int) convert.invoke(conversion, N, outC, inC, 0));
        assertArrayEquals(expected, outC.toArray(JAVA_LONG), "approximate, pattern " + pattern);
      }
    }
  }

  @Test
  void digitsAreTheSameBits() throws Throwable {
    MethodHandle create = handle("apk_ntt_create", JAVA_INT, JAVA_LONG, ADDRESS);
    MethodHandle digits = handle("apk_ntt_digits", ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT);
    for (int bits : new int[] {20, 44, 50, 60}) {
      LimbArithmetic limb = LimbArithmetic.of(N, base(bits, 1).getFirst().value());
      for (int other : new int[] {20, 48, 60}) {
        long p = base(other, 1).getFirst().value();
        Digits java = Digits.of(limb, p);
        long[] in = new Random(other).longs(N, 0, p).toArray();
        Arrays.fill(in, 0, 5, p - 1);
        long[] expected = new long[N];
        try (Arena arena = Arena.ofConfined()) {
          MemorySegment made = arena.allocate(ADDRESS);
          assertEquals(0, (int) create.invoke(N, limb.modulus().value(), made));
          MemorySegment plan = made.get(ADDRESS, 0);
          MemorySegment inC = arena.allocateFrom(JAVA_LONG, in);
          MemorySegment outC = arena.allocate(JAVA_LONG, N);
          java.forward(expected, 0, in, 0);
          limb.reduce(expected, 0, expected, 0);
          assertEquals(0, (int) digits.invoke(plan, outC, inC, p, 0));
          assertArrayEquals(expected, outC.toArray(JAVA_LONG));
          java.centre(expected, 0, in, 0);
          java.forward(expected, 0, expected, 0);
          limb.reduce(expected, 0, expected, 0);
          assertEquals(0, (int) digits.invoke(plan, outC, inC, p, 1));
          assertArrayEquals(expected, outC.toArray(JAVA_LONG));
        }
      }
    }
  }
}
