package org.autoprivacy.params;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.autoprivacy.math.Primes;
import org.junit.jupiter.api.Test;

class PaperRulesTest {

  private static LayerParameters parameters(int n, long q, long t) {
    return new LayerParameters(n, List.of(q), OptionalLong.empty(), List.of(t));
  }

  @Test
  void eachRuleIsSeen() {
    long good = Primes.largest(54, 2L * 4096 * 65537, 1).get(0);
    assertTrue(
        PaperRules.check(parameters(4096, good, 65537)).stream()
            .allMatch(PaperRules.Finding::holds));
    List<PaperRules.Finding> findings =
        PaperRules.check(parameters(4096, Primes.smallestAbove(3L << 51, 8192), 1L << 20));
    assertEquals(
        List.of(true, true, false),
        findings.subList(0, 3).stream().map(PaperRules.Finding::holds).toList());
    assertFalse(findings.get(4).holds());
  }

  @Test
  void badPoliciesAreRefusedInOneLine() {
    long q = Primes.largest(54, 8192, 1).get(0);
    assertRefused(() -> parameters(3000, q, 257), "power of two");
    assertRefused(() -> parameters(4096, 1_000_003, 257), "1 modulo 2n");
    assertRefused(() -> parameters(4096, q, 1L << 55), "smaller than q");
    assertRefused(
        () -> new LayerParameters(4096, List.of(q), OptionalLong.empty(), List.of(6L, 9L)),
        "coprime");
  }

  private static void assertRefused(Runnable action, String because) {
    String message =
        Objects.requireNonNull(
            assertThrows(IllegalArgumentException.class, action::run).getMessage());
    assertTrue(message.contains(because) && !message.contains("\n"), message);
  }

  @Test
  void plainModuliReachTheirWidth() {
    assertEquals(
        List.of(1L << 30), PlainModuli.choose(4096, 30, 1, false, RuleSet.SEAL).orElseThrow());
    for (int factors = 1; factors <= 3; factors++) {
      List<Long> moduli = PlainModuli.choose(4096, 41, factors, true, RuleSet.SEAL).orElseThrow();
      assertEquals(factors, moduli.size());
      double bits = moduli.stream().mapToDouble(t -> Math.log(t) / Math.log(2)).sum();
      assertTrue(bits >= 41);
      for (long t : moduli) {
        assertTrue(Primes.isPrime(t) && t % 8192 == 1);
      }
    }
    assertTrue(PlainModuli.choose(4096, 60, 1, true, RuleSet.SEAL).isEmpty());
  }
}
