package org.autoprivacy.bfv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.autoprivacy.math.Primes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every engine must do. */
public abstract class HeContract extends HeRefusalContract {

  protected HeContract(HeBackend backend) {
    super(backend);
  }

  @Test
  public void decryptsWhatItEncrypts() {
    long[] slots = random(1, N, T);
    try (Ciphertext symmetric = encrypt(slots);
        PublicKey published = context.newPublicKey(key);
        Plaintext plaintext = context.encodeSlots(slots);
        Ciphertext asymmetric = context.encryptPublic(plaintext, published)) {
      assertArrayEquals(slots, decrypt(symmetric));
      assertArrayEquals(slots, decrypt(asymmetric));
      assertEquals(2, symmetric.size());
      assertEquals(2, symmetric.limbs());
      assertFalse(symmetric.isNtt());
      int budget = context.noiseBudgetBits(symmetric, key);
      assertTrue(budget > 40 && budget < 72 - 17, "budget " + budget);
    }
  }

  @Test
  public void addsAndSubtracts() {
    long[] a = random(2, N, T);
    long[] b = random(3, N, T);
    try (Ciphertext x = encrypt(a);
        Ciphertext y = encrypt(b);
        Plaintext plain = context.encodeSlots(b);
        Ciphertext sum = context.add(x, y);
        Ciphertext difference = context.subtract(x, y);
        Ciphertext plainSum = context.addPlain(x, plain);
        Ciphertext plainDifference = context.subtractPlain(x, plain)) {
      assertArrayEquals(zip(a, b, Long::sum), decrypt(sum));
      assertArrayEquals(zip(a, b, (p, q) -> p - q), decrypt(difference));
      assertArrayEquals(zip(a, b, Long::sum), decrypt(plainSum));
      assertArrayEquals(zip(a, b, (p, q) -> p - q), decrypt(plainDifference));
      assertArrayEquals(a, decrypt(x), "operands stay as they are");
      context.addInPlace(x, y);
      assertArrayEquals(zip(a, b, Long::sum), decrypt(x));
    }
  }

  @Test
  public void multipliesByPlaintextsInBothForms() {
    long[] a = random(4, N, T);
    long[] b = random(5, N, T);
    long[] expected = zip(a, b, (p, q) -> p * q);
    try (Ciphertext x = encrypt(a);
        Plaintext plain = context.encodeSlots(b);
        Ciphertext product = context.multiplyPlain(x, plain);
        Plaintext plainNtt = context.toNtt(plain);
        Ciphertext xNtt = context.toNtt(x);
        Ciphertext productNtt = context.multiplyPlain(xNtt, plainNtt);
        Ciphertext back = context.fromNtt(productNtt)) {
      assertArrayEquals(expected, decrypt(product));
      assertTrue(productNtt.isNtt() && plainNtt.isNtt() && !plain.isNtt());
      assertArrayEquals(expected, decrypt(back));
      assertArrayEquals(
          context.export(product).coefficients(), context.export(back).coefficients());
      assertThrows(IllegalArgumentException.class, () -> context.multiplyPlain(x, plainNtt));
      assertThrows(IllegalArgumentException.class, () -> context.multiplyPlain(xNtt, plain));
      assertThrows(IllegalArgumentException.class, () -> context.decrypt(xNtt, key));
      context.fromNttInPlace(xNtt);
      assertArrayEquals(a, decrypt(xNtt));
      context.toNttInPlace(xNtt);
      assertThrows(IllegalArgumentException.class, () -> context.toNttInPlace(xNtt));
    }
  }

  @Test
  public void multipliesAndRelinearizes() {
    long[] a = random(6, N, T);
    long[] b = random(7, N, T);
    try (Ciphertext x = encrypt(a);
        Ciphertext y = encrypt(b);
        RelinearizationKey relin = context.newRelinearizationKey(key);
        Ciphertext product = context.multiply(x, y);
        Ciphertext relinearized = context.relinearize(product, relin)) {
      assertEquals(3, product.size());
      assertEquals(2, relinearized.size());
      assertArrayEquals(zip(a, b, (p, q) -> p * q), decrypt(product));
      assertArrayEquals(zip(a, b, (p, q) -> p * q), decrypt(relinearized));
      assertThrows(IllegalArgumentException.class, () -> context.multiply(product, x));
    }
  }

  @Test
  public void rotates() {
    long[] a = random(8, N, T);
    int[] elements = {
      context.galoisElement(1), context.galoisElement(-4), context.galoisElement(0)
    };
    assertEquals(3, elements[0]);
    assertEquals(2 * N - 1, elements[2]);
    try (Ciphertext x = encrypt(a);
        GaloisKeys keys = context.newGaloisKeys(key, elements);
        Ciphertext left = context.rotateRows(x, 1, keys);
        Ciphertext right = context.rotateRows(x, -4, keys);
        Ciphertext both = context.rotateRows(x, -3, keys);
        Ciphertext swapped = context.rotateColumns(x, keys);
        Ciphertext automorphism = context.applyGalois(x, 3, keys)) {
      assertArrayEquals(rotated(a, 1), decrypt(left));
      assertArrayEquals(rotated(a, -4), decrypt(right));
      assertArrayEquals(rotated(a, -3), decrypt(both), "-3 = 1 - 4, two key switches");
      long[] half = new long[N];
      Arrays.setAll(half, i -> a[(i + N / 2) % N]);
      assertArrayEquals(half, decrypt(swapped));
      assertArrayEquals(rotated(a, 1), decrypt(automorphism));
      int[] sorted = elements.clone();
      Arrays.sort(sorted);
      assertArrayEquals(sorted, context.galoisElements(keys));
      assertMessage("step 5", () -> context.rotateRows(x, 5, keys));
      assertMessage("element 9", () -> context.applyGalois(x, 9, keys));
      assertMessage("odd", () -> context.applyGalois(x, 4, keys));
      assertMessage("cannot be rotated", () -> context.rotateRows(x, N / 2, keys));
    }
    assertMessage("odd", () -> context.newGaloisKeys(key, 2));
    assertMessage("odd", () -> context.newGaloisKeys(key, 2 * N + 1));
  }

  @Test
  public void switchesModulus() {
    long[] a = random(9, N, T);
    long[] b = random(10, N, 2);
    b[0] = 1;
    try (Ciphertext x = encrypt(a);
        Ciphertext small = context.modSwitch(x);
        Plaintext plain = context.encodeSlots(b);
        Plaintext plainNtt = context.toNtt(plain, 1);
        Ciphertext smallNtt = context.toNtt(small);
        Ciphertext productNtt = context.multiplyPlain(smallNtt, plainNtt)) {
      assertEquals(1, small.limbs());
      assertEquals(1, productNtt.limbs());
      assertArrayEquals(a, decrypt(small));
      assertMessage("cannot be dropped", () -> context.modSwitch(small));
      assertMessage("limbs", () -> context.add(x, small));
      try (Plaintext full = context.toNtt(plain)) {
        assertMessage("limbs", () -> context.multiplyPlain(smallNtt, full));
      }
      assertMessage("no level", () -> context.toNtt(plain, 3));
    }
  }

  @Test
  public void everythingTravelsAsArrays() {
    long[] slots = random(13, N, T);
    int element = context.galoisElement(7);
    try (Ciphertext x = encrypt(slots);
        PublicKey published = context.newPublicKey(key);
        RelinearizationKey relin = context.newRelinearizationKey(key);
        GaloisKeys galois = context.newGaloisKeys(key, element);
        HeContext other = backend.newContext(parameters());
        SecretKey key2 = other.importSecretKey(context.export(key));
        PublicKey published2 = other.importPublicKey(context.export(published));
        RelinearizationKey relin2 = other.importRelinearizationKey(context.export(relin));
        GaloisKeys galois2 =
            other.importGaloisKeys(Map.of(element, context.export(galois, element)));
        Ciphertext x2 = other.importCiphertext(context.export(x));
        Plaintext plaintext2 = other.encodeSlots(slots);
        Ciphertext y2 = other.encryptPublic(plaintext2, published2);
        Ciphertext product2 = other.multiply(x2, y2);
        Ciphertext relinearized2 = other.relinearize(product2, relin2);
        Ciphertext rotated2 = other.rotateRows(relinearized2, 7, galois2);
        Plaintext result = other.decrypt(rotated2, key2)) {
      assertArrayEquals(rotated(zip(slots, slots, (p, q) -> p * q), 7), other.decodeSlots(result));
      assertArrayEquals(context.export(key), other.export(key2));
      assertArrayEquals(
          context.export(published).coefficients(), other.export(published2).coefficients());
      assertArrayEquals(context.export(relin).values(), other.export(relin2).values());
      assertArrayEquals(new int[] {element}, other.galoisElements(galois2));
      assertArrayEquals(
          context.export(galois, element).values(), other.export(galois2, element).values());
    }
  }

  @Test
  public void severalLimbsWorkWithoutSpecialPrime() {
    long[] slots = random(15, N, T);
    for (int limbs = 1; limbs <= 3; limbs++) {
      try (HeContext plain = backend.newContext(withoutSpecialPrime(limbs));
          SecretKey secret = plain.newSecretKey();
          PublicKey published = plain.newPublicKey(secret);
          PublicKey copy = plain.importPublicKey(plain.export(published));
          Plaintext plaintext = plain.encodeSlots(slots);
          Ciphertext symmetric = plain.encryptSymmetric(plaintext, secret);
          Ciphertext asymmetric = plain.encryptPublic(plaintext, copy);
          Plaintext a = plain.decrypt(symmetric, secret);
          Plaintext b = plain.decrypt(asymmetric, secret)) {
        assertEquals(limbs, symmetric.limbs());
        assertEquals(limbs, asymmetric.limbs());
        assertEquals(limbs, plain.export(published).limbs());
        assertArrayEquals(slots, plain.decodeSlots(a));
        assertArrayEquals(slots, plain.decodeSlots(b));
        assertMessage("special prime", () -> plain.newRelinearizationKey(secret));
        assertMessage("special prime", () -> plain.newGaloisKeys(secret, 3));
      }
    }
  }

  @Test
  public void nttHasTheDocumentedOrder() {
    long q = parameters().dataPrimes().get(1);
    long psi = leastRoot(q);
    long[] a = random(16, N, q);
    long[] values = a.clone();
    context.forwardNtt(1, values);
    for (int i : new int[] {0, 1, 2, 1000, N - 1}) {
      int reversed = Integer.reverse(i) >>> (32 - Integer.numberOfTrailingZeros(N));
      long point = Primes.powMod(psi, 2L * reversed + 1, q);
      long value = 0;
      for (int j = N - 1; j >= 0; j--) {
        value = (Primes.mulMod(value, point, q) + a[j]) % q;
      }
      assertEquals(value, values[i], "index " + i);
    }
    context.inverseNtt(1, values);
    assertArrayEquals(a, values);
    context.forwardNtt(2, random(17, N, 100));
    assertMessage("no limb 3", () -> context.forwardNtt(3, values));
    assertMessage("outside", () -> context.forwardNtt(1, filled(q)));
  }

  private static long[] filled(long value) {
    long[] values = new long[N];
    Arrays.fill(values, value);
    return values;
  }

  private static long leastRoot(long q) {
    long root = 0;
    for (long x = 2; root == 0; x++) {
      long candidate = Primes.powMod(x, (q - 1) / (2L * N), q);
      if (Primes.powMod(candidate, N, q) == q - 1) {
        root = candidate;
      }
    }
    long square = Primes.mulMod(root, root, q);
    long least = root;
    for (int i = 0; i < N; i++) {
      root = Primes.mulMod(root, square, q);
      least = Math.min(least, root);
    }
    return least;
  }

  @Test
  public void closingWhatAnotherThreadUsesIsSafe() throws InterruptedException {
    for (int round = 0; round < 20; round++) {
      Ciphertext x = encrypt(random(19, N, T));
      AtomicInteger sums = new AtomicInteger();
      AtomicReference<@Nullable Throwable> end = new AtomicReference<>();
      Thread user =
          new Thread(() -> {
            while (end.get() == null) {
              try (Ciphertext sum = context.add(x, x)) {
                sums.addAndGet(sum.size());
              } catch (RuntimeException e) {
                end.set(e);
              }
            }
          });
      user.start();
      while (sums.get() < 4) {
        Thread.onSpinWait();
      }
      x.close();
      user.join();
      assertInstanceOf(IllegalStateException.class, end.get());
    }
  }
}
