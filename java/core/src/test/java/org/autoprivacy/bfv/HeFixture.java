package org.autoprivacy.bfv;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.LongBinaryOperator;
import org.autoprivacy.math.Primes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/** A context with a key for each test of a contract, and what its tests share. */
public abstract class HeFixture {

  public static final int N = 4096;
  public static final long T = 65537;

  final HeBackend backend;
  HeContext context;
  SecretKey key;

  HeFixture(HeBackend backend) {
    this.backend = backend;
  }

  /** Two 36-bit data primes, a special prime of 37 bits, slots modulo 65537. */
  public static BfvParameters parameters() {
    return new BfvParameters(
        N, Primes.largest(36, 2L * N, 2), OptionalLong.of(Primes.largest(37, 2L * N, 1).get(0)), T);
  }

  public static BfvParameters withoutSpecialPrime(int limbs) {
    return new BfvParameters(N, Primes.largest(36, 2L * N, limbs), OptionalLong.empty(), T);
  }

  @BeforeEach
  public void open() {
    Assumptions.assumeTrue(backend.isAvailable(), backend.detail());
    context = backend.newContext(parameters());
    key = context.newSecretKey();
  }

  @AfterEach
  public void close() {
    if (context != null) {
      key.close();
      context.close();
    }
  }

  public static long[] random(long seed, int length, long bound) {
    return new SplittableRandom(seed).longs(length, 0, bound).toArray();
  }

  final Ciphertext encrypt(long[] slots) {
    try (Plaintext plaintext = context.encodeSlots(slots)) {
      return context.encryptSymmetric(plaintext, key);
    }
  }

  final long[] decrypt(Ciphertext ciphertext) {
    try (Plaintext plaintext = context.decrypt(ciphertext, key)) {
      return context.decodeSlots(plaintext);
    }
  }

  static long[] zip(long[] a, long[] b, LongBinaryOperator operator) {
    long[] result = new long[a.length];
    Arrays.setAll(result, i -> Math.floorMod(operator.applyAsLong(a[i], b[i]), T));
    return result;
  }

  static long[] rotated(long[] slots, int steps) {
    long[] result = new long[N];
    int half = N / 2;
    Arrays.setAll(result, i -> slots[i / half * half + Math.floorMod(i + steps, half)]);
    return result;
  }

  public static void assertMessage(String part, Runnable action) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(part), message);
    assertFalse(message.contains("\n"), message);
  }
}
