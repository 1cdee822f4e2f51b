package org.autoprivacy.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.autoprivacy.math.Primes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LimbArithmeticTest {

  private static final int N = 64;
  private static final long Q = KernelContract.prime(N, 44);
  private static final LimbArithmetic LIMB = LimbArithmetic.of(N, Q);

  private static void refuses(String part, Executable call) {
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, call);
    assertTrue(refusal.toString().contains(part), refusal.toString());
  }

  @ParameterizedTest
  @EnumSource(names = {"SCALAR", "VECTOR"})
  void transformsEqualKnownAnswers(KernelKind kind) throws IOException {
    try (InputStream file = LimbArithmeticTest.class.getResourceAsStream("/kat/ntt.json")) {
      JsonNode cases = new ObjectMapper().readTree(Objects.requireNonNull(file)).get("cases");
      assertTrue(cases.size() >= 6);
      for (JsonNode node : cases) {
        int n = node.get("polyDegree").asInt();
        LimbArithmetic limb = LimbArithmetic.of(n, node.get("prime").asLong(), kind);
        assertEquals(node.get("root").asLong(), limb.root());
        long[] values = longs(node.get("coefficients"));
        long[] expected = longs(node.get("transform"));
        long[] original = values.clone();
        limb.forward(values, 0);
        assertArrayEquals(expected, values);
        limb.inverse(values, 0);
        assertArrayEquals(original, values);
      }
    }
  }

  private static long[] longs(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToLong(node -> Long.parseLong(node.asText()))
        .toArray();
  }

  @Test
  void refusesParametersWithoutAnNtt() {
    refuses("power of two", () -> LimbArithmetic.of(48, 97));
    refuses("power of two", () -> LimbArithmetic.of(1, 97));
    refuses("131072", () -> LimbArithmetic.of(1 << 18, 97));
    refuses("1 modulo 128", () -> LimbArithmetic.of(64, 97));
    refuses("1 modulo 128", () -> LimbArithmetic.of(64, 129 * 257));
    refuses("2^61", () -> LimbArithmetic.of(64, Primes.smallestAbove(1L << 61, 128)));
    refuses("2^61", () -> LimbArithmetic.of(64, -127));
  }

  @Test
  void refusesLimbsThatDoNotFit() {
    long[] a = new long[2 * N];
    refuses("does not fit", () -> LIMB.forward(a, N + 1));
    refuses("does not fit", () -> LIMB.forward(a, -1));
    refuses("does not fit", () -> LIMB.inverse(new long[N - 1], 0));
    refuses("does not fit", () -> LIMB.forwardLazy(a, Integer.MAX_VALUE));
    refuses("overlap", () -> LIMB.add(a, 1, a, 0, a, N));
    refuses("overlap", () -> LIMB.multiply(a, N, a, 0, a, N - 1));
    refuses("does not fit", () -> LIMB.multiplyAdd(a, 0, a, 0, new long[1], 0));
    refuses("operands", () -> LIMB.sumOfProducts(a, 0, new long[1][N], 0, new long[2][N], 0, 2));
    LIMB.add(a, 0, a, 0, a, N);
  }

  @Test
  void refusesValuesOfAnotherModulus() {
    refuses("not in [0, " + Q, () -> LIMB.multiplyScalar(new long[N], 0, new long[N], 0, Q));
    refuses("not in [0, " + Q, () -> LIMB.multiplyScalar(new long[N], 0, new long[N], 0, -1));
    long[] foreign = new long[N];
    foreign[7] = Q;
    refuses("at 7", () -> LIMB.requireReduced(foreign, 0));
    refuses("at 7", () -> LIMB.fixed(foreign, 0));
    foreign[7] = -1;
    refuses("at 7", () -> LIMB.requireReduced(foreign, 0));
    LimbArithmetic other = LimbArithmetic.of(2 * N, KernelContract.prime(2 * N, 44));
    FixedOperand factor = other.fixed(new long[2 * N], 0);
    refuses("the factor is of", () -> LIMB.multiply(new long[N], 0, new long[N], 0, factor));
  }

  @Test
  void refusesDigitsThatDoNotFit() {
    refuses("[2, 2^61)", () -> Digits.of(LIMB, 1));
    refuses("[2, 2^61)", () -> Digits.of(LIMB, 1L << 61));
    Digits digits = Digits.of(LIMB, 97);
    long[] a = new long[2 * N];
    refuses("does not fit", () -> digits.forward(a, 0, a, N + 1));
    refuses("overlap", () -> digits.centre(a, 1, a, 0));
    refuses("does not fit", () -> digits.sign(a, N, a, 0, new long[N - 1]));
    refuses("overlap", () -> digits.sign(a, N - 1, new long[N], 0, a));
  }

  @Test
  void refusesKeysThatDoNotFit() {
    long[][] key = new long[2][2 * N];
    KeyPairs pairs = LIMB.pairs(key, 0, N);
    long[][] digits = new long[2][N];
    long[][] work = new long[2][N];
    long[] a = new long[N];
    long[] b = new long[N];
    Automorphism map = Automorphism.of(N, 3);
    refuses(
        "3 digits of 2 and a key of 2",
        () -> LIMB.sumsOfPairs(a, 0, b, 0, digits, pairs, 3, null, map, work));
    refuses("one at least", () -> LIMB.sumsOfPairs(a, 0, b, 0, digits, pairs, 0, null, map, work));
    refuses(
        "overlaps an operand",
        () -> LIMB.sumsOfPairs(a, 0, digits[1], 0, digits, pairs, 2, null, map, work));
    refuses(
        "overlaps an operand",
        () -> LIMB.sumsOfPairs(work[1], 0, b, 0, digits, pairs, 2, null, map, work));
    refuses("overlap", () -> LIMB.sumsOfPairs(a, 0, a, 0, digits, pairs, 2, null, map, work));
    Automorphism other = Automorphism.of(2 * N, 3);
    refuses(
        "the automorphism of n = " + 2 * N,
        () -> LIMB.sumsOfPairs(a, 0, b, 0, digits, pairs, 2, null, other, work));
    key[1][N + 7] = Q;
    refuses("at 71", () -> LIMB.pairs(key, 0, N));
    refuses("does not fit", () -> LIMB.pairs(key, 0, N + 1));
  }

  @Test
  void assertionsCatchValuesOutOfRange() {
    long[] wide = new long[N];
    wide[1] = 4 * Q;
    assertThrows(AssertionError.class, () -> LIMB.forward(wide, 0));
    assertThrows(AssertionError.class, () -> LIMB.add(wide, 0, wide, 0, wide, 0));
  }

  @Test
  void smallDegreesWork() {
    for (int n = 2; n < 64; n *= 2) {
      LimbArithmetic limb = LimbArithmetic.of(n, KernelContract.prime(n, 30));
      long[] a = KernelContract.inputs(n, limb.modulus().value(), n).getLast();
      long[] b = a.clone();
      limb.forward(b, 0);
      limb.inverse(b, 0);
      assertArrayEquals(a, b);
    }
  }

  @Test
  void kernelsHaveNames() {
    assertEquals(KernelKind.VECTOR, KernelKind.parse("vector"));
    refuses("scalar, vector, native", () -> KernelKind.parse("simd"));
    assertEquals(KernelKind.SCALAR, Kernels.available().getFirst());
    assertTrue(Kernels.available().containsAll(List.of(Kernels.chosen(), KernelKind.VECTOR)));
    assertTrue(Kernels.detail(KernelKind.VECTOR).contains("bit vectors"));
    assertTrue(!Kernels.reason().isBlank());
  }
}
