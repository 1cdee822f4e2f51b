package org.autoprivacy.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.autoprivacy.kernel.spi.ValueOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutomorphismTest {

  private static final int N = 64;
  private static final long Q = KernelContract.prime(N, 44);

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 9, 27, 81, 5, 63, 65, 127})
  void bothDomainsEqualTheSubstitution(int g) {
    long[] a = KernelContract.inputs(N, Q, g).getLast();
    a[3] = 0;
    long[] expected = new long[N];
    for (int i = 0; i < N; i++) {
      int power = i * g % (2 * N);
      expected[power % N] = power < N ? a[i] : (Q - a[i]) % Q;
    }
    Automorphism automorphism = Automorphism.of(N, g);
    long[] coefficients = new long[N + 2];
    automorphism.applyToCoefficients(coefficients, 2, a, 0, Q);
    assertArrayEquals(expected, java.util.Arrays.copyOfRange(coefficients, 2, N + 2));

    LimbArithmetic limb = LimbArithmetic.of(N, Q);
    limb.forward(a, 0);
    limb.forward(expected, 0);
    long[] transformed = new long[N];
    automorphism.applyToTransformed(transformed, 0, a, 0);
    assertArrayEquals(expected, transformed);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 127, 77})
  void blocksMoveAsTheirValuesDo(int g) {
    ValueOrder order = new ValueOrder(N, g);
    for (int log = 0; log <= 3; log++) {
      ValueOrder.Blocks blocks = order.blocks(log);
      int length = 1 << log;
      for (int i = 0; i < N; i++) {
        int target = blocks.targets()[i / length];
        int lane = target & 255;
        while (blocks.lanes()[lane] != i % length) {
          lane++;
        }
        int to = (target >> 8) + lane - (target & 255);
        assertEquals(i, order.source()[to], "block length " + length);
      }
    }
  }

  @Test
  void refusesWhatIsNoAutomorphism() {
    assertThrows(IllegalArgumentException.class, () -> Automorphism.of(N, 2));
    assertThrows(IllegalArgumentException.class, () -> Automorphism.of(N, -1));
    assertThrows(IllegalArgumentException.class, () -> Automorphism.of(N, 2 * N + 1));
    assertThrows(IllegalArgumentException.class, () -> Automorphism.of(48, 3));
    Automorphism automorphism = Automorphism.of(N, 3);
    long[] a = new long[2 * N];
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> automorphism.applyToTransformed(a, 0, a, 1));
    assertTrue(refusal.toString().contains("in place"));
    assertThrows(
        IllegalArgumentException.class, () -> automorphism.applyToTransformed(a, 0, a, N + 1));
  }
}
