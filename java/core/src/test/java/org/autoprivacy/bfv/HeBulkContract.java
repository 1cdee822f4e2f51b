package org.autoprivacy.bfv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operations on many operands at once, and ciphertexts of half the size. */
abstract class HeBulkContract extends HeFixture {

  HeBulkContract(HeBackend backend) {
    super(backend);
  }

  @Test
  public void sumsOfPlainProductsAreThoseOfTheirParts() {
    int terms = 5;
    List<Ciphertext> a = new ArrayList<>();
    List<Plaintext> b = new ArrayList<>();
    long[] expected = new long[N];
    for (int k = 0; k < terms; k++) {
      long[] left = random(30 + k, N, T);
      long[] right = random(40 + k, N, T);
      expected = zip(expected, zip(left, right, (p, q) -> p * q), Long::sum);
      try (Ciphertext x = encrypt(left);
          Plaintext plain = context.encodeSlots(right)) {
        a.add(context.toNtt(x));
        b.add(context.toNtt(plain));
      }
    }
    try (Ciphertext sum = context.sumOfPlainProducts(a, b);
        Ciphertext one = context.sumOfPlainProducts(a.subList(0, 1), b.subList(0, 1));
        Ciphertext back = context.fromNtt(sum)) {
      assertTrue(sum.isNtt());
      assertArrayEquals(expected, decrypt(back));
      Ciphertext parts = context.multiplyPlain(a.getFirst(), b.getFirst());
      assertArrayEquals(context.export(parts).coefficients(), context.export(one).coefficients());
      for (int k = 1; k < terms; k++) {
        try (Ciphertext product = context.multiplyPlain(a.get(k), b.get(k))) {
          context.addInPlace(parts, product);
        }
      }
      assertArrayEquals(context.export(parts).coefficients(), context.export(sum).coefficients());
      parts.close();
    }
    assertMessage("at least one", () -> context.sumOfPlainProducts(List.of(), List.of()));
    assertMessage("got 5 and 4", () -> context.sumOfPlainProducts(a, b.subList(1, terms)));
    try (Plaintext zero = context.newPlaintext(new long[1]);
        Plaintext zeroNtt = context.toNtt(zero);
        Plaintext low = context.newPlaintext(new long[] {1});
        Plaintext lowNtt = context.toNtt(low, 1)) {
      assertMessage(
          "transparent", () -> context.sumOfPlainProducts(a, withLast(b, terms, zeroNtt)));
      assertMessage("limbs", () -> context.sumOfPlainProducts(a, withLast(b, terms, lowNtt)));
    }
    a.forEach(Ciphertext::close);
    assertThrows(IllegalStateException.class, () -> context.sumOfPlainProducts(a, b));
    b.forEach(Plaintext::close);
  }

  private static List<Plaintext> withLast(List<Plaintext> b, int terms, Plaintext last) {
    List<Plaintext> changed = new ArrayList<>(b.subList(0, terms - 1));
    changed.add(last);
    return changed;
  }

  @Test
  public void sumsOfDifferentSizesAreSums() {
    try (Ciphertext x = encrypt(random(50, N, T));
        Ciphertext square = context.multiply(x, x);
        Ciphertext three = context.toNtt(square);
        Ciphertext two = context.toNtt(x);
        Plaintext plain = context.encodeSlots(random(51, N, T));
        Plaintext ntt = context.toNtt(plain);
        Ciphertext sum = context.sumOfPlainProducts(List.of(two, three), List.of(ntt, ntt));
        Ciphertext both = context.add(two, three);
        Ciphertext product = context.multiplyPlain(both, ntt)) {
      assertEquals(3, sum.size());
      assertArrayEquals(context.export(product).coefficients(), context.export(sum).coefficients());
    }
  }

  @Test
  public void hoistedRotationsAreRotations() {
    long[] slots = random(52, N, T);
    int[] steps = {1, -4, 7};
    int[] elements = new int[steps.length + 2];
    Arrays.setAll(elements, i -> i < steps.length ? context.galoisElement(steps[i]) : 1);
    elements[steps.length + 1] = context.galoisElement(0);
    try (Ciphertext x = encrypt(slots);
        Ciphertext small = context.modSwitch(x);
        GaloisKeys keys =
            context.newGaloisKeys(key, elements[0], elements[1], elements[2], elements[4])) {
      for (Ciphertext c : List.of(x, small)) {
        List<Ciphertext> all = context.applyGaloisHoisted(c, elements, keys);
        assertEquals(elements.length, all.size());
        for (int i = 0; i < steps.length; i++) {
          assertArrayEquals(rotated(slots, steps[i]), decrypt(all.get(i)));
        }
        assertArrayEquals(
            context.export(c).coefficients(), context.export(all.get(3)).coefficients());
        long[] swapped = new long[N];
        Arrays.setAll(swapped, i -> slots[(i + N / 2) % N]);
        assertArrayEquals(swapped, decrypt(all.get(4)));
        all.forEach(Ciphertext::close);
        assertEquals(2, c.size(), "the operand lives on");
      }
      assertTrue(context.applyGaloisHoisted(x, new int[0], keys).isEmpty());
      assertMessage("odd", () -> context.applyGaloisHoisted(x, new int[] {4}, keys));
      assertMessage("odd", () -> context.applyGaloisHoisted(x, new int[] {2 * N + 1}, keys));
      try (Ciphertext square = context.multiply(x, x)) {
        assertMessage("size 2", () -> context.applyGaloisHoisted(square, elements, keys));
      }
    }
  }

  @Test
  public void seededCiphertextsAreHalfAndExpand() {
    long[] slots = random(53, N, T);
    try (Plaintext plaintext = context.encodeSlots(slots)) {
      SeededCiphertext seeded = context.encryptSymmetricSeeded(plaintext, key);
      SeededCiphertext again = context.encryptSymmetricSeeded(plaintext, key);
      assertEquals(2 * N, seeded.c0().length);
      assertFalse(Arrays.equals(seeded.seed(), again.seed()));
      assertFalse(Arrays.equals(seeded.c0(), again.c0()));
      try (Ciphertext whole = context.expand(seeded)) {
        assertArrayEquals(slots, decrypt(whole));
        NoisePolynomial noise =
            NoisePolynomial.measure(context, whole, key, context.coefficients(plaintext));
        // Errors of variance 21/2 and the rounding of the plaintext.
        assertEquals(Math.sqrt(10.5 + 1.0 / 12), noise.standardDeviation(), 0.2);
      }
      String where = "seeded ciphertext";
      long[] c0 = seeded.c0().clone();
      assertMessage("31", () -> new SeededCiphertext(2, new byte[31], c0));
      assertMessage(where, () -> context.expand(new SeededCiphertext(3, seeded.seed(), c0)));
      assertMessage(where, () -> context.expand(new SeededCiphertext(0, seeded.seed(), c0)));
      assertMessage(where, () -> context.expand(new SeededCiphertext(1, seeded.seed(), c0)));
      c0[N] = parameters().dataPrimes().get(1);
      assertMessage("limb 1", () -> context.expand(new SeededCiphertext(2, seeded.seed(), c0)));
      try (Plaintext ntt = context.toNtt(plaintext)) {
        assertMessage("encrypted", () -> context.encryptSymmetricSeeded(ntt, key));
      }
    }
  }
}
