package org.autoprivacy.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrimitiveRootsTest {

  @ParameterizedTest
  @ValueSource(ints = {14, 20, 36, 47, 50, 60, 62})
  void rootsHaveExactlyTheirOrder(int bits) {
    long order = 2 * 1024;
    for (long prime : Primes.largest(bits, order, 3)) {
      long root = PrimitiveRoots.find(order, prime);
      assertEquals(prime - 1, Primes.powMod(root, order / 2, prime));
      long least = PrimitiveRoots.smallest(order, prime);
      assertEquals(prime - 1, Primes.powMod(least, order / 2, prime));
    }
  }

  @Test
  void smallestIsTheFirstOfAllNumbers() {
    for (long prime : new long[] {12289, 40961, 65537}) {
      long order = 4096;
      long root = 2;
      while (Primes.powMod(root, order / 2, prime) != prime - 1) {
        root++;
      }
      assertEquals(root, PrimitiveRoots.smallest(order, prime));
    }
    assertEquals(2, PrimitiveRoots.smallest(2, 3));
    assertEquals(2, PrimitiveRoots.smallest(4, 5));
  }

  @Test
  void refusesWhatHasNoRoots() {
    assertThrows(IllegalArgumentException.class, () -> PrimitiveRoots.find(3, 7));
    assertThrows(IllegalArgumentException.class, () -> PrimitiveRoots.find(1, 7));
    assertThrows(IllegalArgumentException.class, () -> PrimitiveRoots.find(4, 7));
    assertThrows(IllegalArgumentException.class, () -> PrimitiveRoots.smallest(2, 2));
    assertThrows(IllegalArgumentException.class, () -> PrimitiveRoots.smallest(2048, 4097));
  }
}
