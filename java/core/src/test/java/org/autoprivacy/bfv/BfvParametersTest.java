package org.autoprivacy.bfv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.autoprivacy.math.Primes;
import org.junit.jupiter.api.Test;

class BfvParametersTest {

  private static final List<Long> PRIMES = Primes.largest(43, 2 * 8192, 3);
  private static final OptionalLong NO_SPECIAL = OptionalLong.empty();

  @Test
  void sizesOfTheModulus() {
    BfvParameters p =
        new BfvParameters(8192, PRIMES.subList(0, 2), OptionalLong.of(PRIMES.get(2)), 65537);
    assertEquals(86, p.logQ(), 1e-3);
    assertEquals(129, p.logQP(), 1e-3);
    assertTrue(p.supportsBatching());
    assertFalse(new BfvParameters(8192, PRIMES, NO_SPECIAL, 1 << 20).supportsBatching());
  }

  @Test
  void refusals() {
    refused("power of two", () -> new BfvParameters(8191, PRIMES, NO_SPECIAL, 17));
    refused("power of two", () -> new BfvParameters(512, PRIMES, NO_SPECIAL, 17));
    refused("at least one", () -> new BfvParameters(8192, List.of(), NO_SPECIAL, 17));
    refused(
        "must differ", () -> new BfvParameters(8192, PRIMES, OptionalLong.of(PRIMES.get(0)), 17));
    refused("not 1 modulo 2n", () -> new BfvParameters(8192, List.of(65539L), NO_SPECIAL, 17));
    refused(
        "no prime",
        () -> new BfvParameters(8192, List.of(PRIMES.get(0) + 16384 * 3), NO_SPECIAL, 17));
    refused(
        "smaller than q",
        () -> new BfvParameters(8192, List.of(PRIMES.get(1)), NO_SPECIAL, PRIMES.get(0)));
    refused("coprime", () -> new BfvParameters(8192, PRIMES, NO_SPECIAL, PRIMES.get(0)));
    refused("in [2, 2^60]", () -> new BfvParameters(8192, PRIMES, NO_SPECIAL, 1));
  }

  private static void refused(String reason, Runnable construction) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, construction::run, reason);
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }
}
