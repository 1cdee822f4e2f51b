package org.autoprivacy.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LocalMinimumTest {

  @Test
  void findsTheBottomOfEveryValley() {
    for (int bottom = 40; bottom <= 300; bottom++) {
      int at = bottom;
      AtomicInteger calls = new AtomicInteger();
      LocalMinimum search =
          LocalMinimum.of(
              40,
              300,
              x -> {
                calls.incrementAndGet();
                return x < at ? 1e3 * (at - x) : 0.3 * (x - at);
              });
      // One beside it is possible at the ends of the interval, as in the original.
      assertTrue(Math.abs(search.argument() - bottom) <= 1, bottom + ": " + search.argument());
      assertTrue(calls.get() <= 40, "took " + calls.get() + " calls");
    }
  }

  @Test
  void keepsTheValueOfItsArgument() {
    LocalMinimum search = LocalMinimum.of(-50, 50, x -> (x - 7.25) * (x - 7.25));
    assertEquals(7, search.argument());
    assertEquals(0.0625, search.value());
  }

  @Test
  void oneNumberIsItsOwnMinimum() {
    LocalMinimum search = LocalMinimum.of(5, 5, x -> 2.0 * x);
    assertEquals(5, search.argument());
    assertEquals(10, search.value());
    assertThrows(IllegalArgumentException.class, () -> LocalMinimum.of(6, 5, x -> x));
  }

  @Test
  void equalValuesEndIt() {
    LocalMinimum search = LocalMinimum.of(0, 1000, x -> 1);
    assertEquals(1, search.value());
  }
}
