package org.autoprivacy.bfv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.autoprivacy.math.Primes;
import org.junit.jupiter.api.Test;

/** What every engine must refuse, with a line that names the value and what to do. */
abstract class HeRefusalContract extends HeBulkContract {

  HeRefusalContract(HeBackend backend) {
    super(backend);
  }

  @Test
  public void refusesTransparentResults() {
    try (Ciphertext x = encrypt(random(11, N, T));
        Plaintext zero = context.newPlaintext(new long[N])) {
      assertMessage("transparent", () -> context.subtract(x, x));
      assertMessage("transparent", () -> context.multiplyPlain(x, zero));
      CiphertextData data = context.export(x);
      long[] open = data.coefficients().clone();
      Arrays.fill(open, open.length / 2, open.length, 0);
      assertMessage(
          "transparent", () -> context.importCiphertext(new CiphertextData(2, 2, false, open)));
    }
  }

  @Test
  public void plaintextsAreChecked() {
    long[] coefficients = random(12, 100, T);
    try (Plaintext plaintext = context.newPlaintext(coefficients)) {
      assertArrayEquals(Arrays.copyOf(coefficients, N), context.coefficients(plaintext));
      try (Plaintext ntt = context.toNtt(plaintext);
          Plaintext copy = context.importNttPlaintext(2, context.export(ntt))) {
        assertArrayEquals(context.export(ntt), context.export(copy));
        assertThrows(IllegalArgumentException.class, () -> context.coefficients(ntt));
        assertThrows(IllegalArgumentException.class, () -> context.encryptSymmetric(ntt, key));
      }
    }
    coefficients[3] = T;
    assertMessage("value 3", () -> context.newPlaintext(coefficients));
    coefficients[3] = -1;
    assertMessage("value 3", () -> context.encodeSlots(coefficients));
    assertMessage("at most", () -> context.newPlaintext(new long[N + 1]));
    BfvParameters unbatched =
        new BfvParameters(N, parameters().dataPrimes(), OptionalLong.empty(), 1L << 20);
    try (HeContext other = backend.newContext(unbatched)) {
      assertThrows(IllegalStateException.class, () -> other.encodeSlots(new long[N]));
    }
  }

  @Test
  public void hostileArraysAreRefused() {
    try (Ciphertext x = encrypt(random(14, N, T));
        RelinearizationKey relin = context.newRelinearizationKey(key)) {
      CiphertextData data = context.export(x);
      long[] values = data.coefficients().clone();
      assertMessage(
          "16384", () -> context.importCiphertext(new CiphertextData(2, 2, false, new long[7])));
      assertMessage(
          "2 or 3", () -> context.importCiphertext(new CiphertextData(1, 2, false, values)));
      assertMessage(
          "no level", () -> context.importCiphertext(new CiphertextData(2, 3, false, values)));
      values[N + 1] = parameters().dataPrimes().get(1);
      assertMessage(
          "limb 1", () -> context.importCiphertext(new CiphertextData(2, 2, false, values)));
      values[N + 1] = -1;
      assertMessage(
          "limb 1", () -> context.importCiphertext(new CiphertextData(2, 2, false, values)));
      SwitchingKeyData good = context.export(relin);
      Map<Integer, SwitchingKeyData> keys = new HashMap<>();
      keys.put(6, good);
      assertMessage("odd", () -> context.importGaloisKeys(keys));
      assertMessage(
          "shape",
          () -> context.importRelinearizationKey(new SwitchingKeyData(1, 3, good.values())));
      assertMessage(
          "needs an array",
          () -> context.importRelinearizationKey(new SwitchingKeyData(2, 3, new long[5])));
      assertMessage(
          "shape", () -> context.importPublicKey(new CiphertextData(2, 2, true, new long[4 * N])));
      assertMessage("4096", () -> context.importSecretKey(new long[5]));
      long[] wide = new long[N];
      wide[17] = 2;
      assertMessage("not -1, 0 or 1", () -> context.importSecretKey(wide));
    }
  }

  @Test
  public void closedObjectsAreRefused() {
    Ciphertext x = encrypt(random(18, N, T));
    x.close();
    x.close();
    assertThrows(IllegalStateException.class, () -> context.add(x, x));
    assertThrows(IllegalStateException.class, x::size);
    HeContext other = backend.newContext(parameters());
    SecretKey otherKey = other.newSecretKey();
    assertMessage("another context", () -> context.newPublicKey(otherKey));
    other.close();
    other.close();
    assertThrows(IllegalStateException.class, () -> other.newPublicKey(otherKey));
    assertThrows(IllegalStateException.class, other::newSecretKey);
    otherKey.close();
  }

  @Test
  public void parametersThatDoNotFitAreNamed() {
    List<Long> primes = Primes.largest(36, 2L * N, 1);
    assertMessage(
        "t = ", () -> new BfvParameters(N, primes, OptionalLong.empty(), 3 * primes.get(0)));
    assertMessage(
        "smaller than q", () -> new BfvParameters(N, primes, OptionalLong.empty(), 1L << 40));
    assertMessage(
        "1 modulo 2n = 8192",
        () -> new BfvParameters(N, List.of(1_000_003L), OptionalLong.empty(), T));
    assertMessage("power of two", () -> new BfvParameters(3000, primes, OptionalLong.empty(), T));
  }

  @Test
  public void operandsOfOtherContextsAreRefused() {
    try (HeContext other = backend.newContext(parameters());
        SecretKey otherKey = other.newSecretKey();
        GaloisKeys otherKeys = other.newGaloisKeys(otherKey, 3);
        Plaintext otherPlain = other.newPlaintext(new long[] {1});
        Plaintext otherNtt = other.toNtt(otherPlain);
        Ciphertext there = other.encryptSymmetric(otherPlain, otherKey);
        Ciphertext here = encrypt(random(20, N, T));
        Ciphertext hereNtt = context.toNtt(here)) {
      String fix = "import it here";
      assertMessage(fix, () -> context.add(here, there));
      assertMessage(fix, () -> context.decrypt(here, otherKey));
      assertMessage(fix, () -> context.applyGalois(here, 3, otherKeys));
      assertMessage(fix, () -> context.applyGaloisHoisted(here, new int[] {3}, otherKeys));
      assertMessage(fix, () -> context.encryptSymmetricSeeded(otherPlain, key));
      assertMessage(fix, () -> context.sumOfPlainProducts(List.of(hereNtt), List.of(otherNtt)));
    }
  }

  @Test
  public void theWrongFormIsRefused() {
    try (Ciphertext x = encrypt(random(21, N, T));
        Ciphertext ntt = context.toNtt(x);
        Plaintext plain = context.newPlaintext(new long[] {1, 2});
        Plaintext plainNtt = context.toNtt(plain);
        GaloisKeys keys = context.newGaloisKeys(key, 3);
        RelinearizationKey relin = context.newRelinearizationKey(key)) {
      assertMessage("fromNtt", () -> context.multiply(ntt, ntt));
      assertMessage("fromNtt", () -> context.relinearize(ntt, relin));
      assertMessage("fromNtt", () -> context.applyGalois(ntt, 3, keys));
      assertMessage("fromNtt", () -> context.applyGaloisHoisted(ntt, new int[] {3}, keys));
      assertMessage("fromNtt", () -> context.rotateRows(ntt, 1, keys));
      assertMessage("fromNtt", () -> context.modSwitch(ntt));
      assertMessage("fromNtt", () -> context.addPlain(ntt, plain));
      assertMessage("coefficient form", () -> context.addPlain(x, plainNtt));
      assertMessage("toNtt or fromNtt", () -> context.add(x, ntt));
      assertMessage("NTT form", () -> context.multiplyPlain(x, plainNtt));
      assertMessage("NTT form", () -> context.sumOfPlainProducts(List.of(x), List.of(plainNtt)));
      assertMessage("NTT form", () -> context.sumOfPlainProducts(List.of(ntt), List.of(plain)));
      assertMessage("NTT form already", () -> context.toNtt(ntt));
      assertMessage("coefficient form already", () -> context.fromNtt(x));
    }
  }

  @Test
  public void missingKeysAreNamed() {
    try (Ciphertext x = encrypt(random(22, N, T));
        GaloisKeys keys = context.newGaloisKeys(key, 3)) {
      assertMessage("Galois element 27: make one", () -> context.applyGalois(x, 27, keys));
      assertMessage(
          "Galois element 27: make one",
          () -> context.applyGaloisHoisted(x, new int[] {3, 27}, keys));
      assertMessage("step 2 (element 9)", () -> context.rotateRows(x, 2, keys));
      assertMessage("element 8191", () -> context.rotateColumns(x, keys));
      assertMessage("Galois element 27: make one", () -> context.export(keys, 27));
    }
  }
}
