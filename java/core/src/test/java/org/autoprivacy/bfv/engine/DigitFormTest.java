package org.autoprivacy.bfv.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.NoisePolynomial;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.bfv.SwitchingKeyData;
import org.autoprivacy.math.Primes;
import org.junit.jupiter.api.Test;

/** What centring the digits of a key switch does to its noise. */
final class DigitFormTest {

  private static final int N = 1024;
  private static final long T = 12289;
  private static final int KEYS = 256;

  private static final List<Long> PRIMES = Primes.largest(27, 2L * N, 2);
  private static final BfvParameters PARAMETERS =
      new BfvParameters(N, PRIMES.subList(0, 1), OptionalLong.of(PRIMES.get(1)), T);

  /**
   * A key's error of variance 10.5 meets digits of n values with mean square q²/3 or q²/12. That of
   * residues has a mean, which makes the noise of one key one walk: a ratio over 256 keys has a
   * standard deviation near 0.015.
   */
  @Test
  void centredDigitsHaveAQuarterOfTheEnergy() {
    int[] elements = new int[KEYS];
    Arrays.setAll(elements, i -> 2 * i + 3);
    HeContext context = JavaBackend.instance().newContext(PARAMETERS);
    try (SecretKey key = context.newSecretKey();
        GaloisKeys keys = context.newGaloisKeys(key, elements);
        Plaintext zero = context.newPlaintext(new long[N]);
        Ciphertext fresh = context.encryptSymmetric(zero, key)) {
      Map<Integer, SwitchingKeyData> data = new HashMap<>();
      for (int element : elements) {
        data.put(element, context.export(keys, element));
      }
      long[] ternary = context.export(key);
      double residues = 0;
      double centred = 0;
      for (HeBackend backend : List.of(JavaBackend.instance(), JavaBackend.centredDigits())) {
        try (HeContext there = backend.newContext(PARAMETERS);
            SecretKey copy = there.importSecretKey(ternary);
            GaloisKeys all = there.importGaloisKeys(data);
            Ciphertext operand = there.importCiphertext(context.export(fresh))) {
          double energy = 0;
          for (int element : elements) {
            try (Ciphertext rotated = there.applyGalois(operand, element, all)) {
              energy +=
                  NoisePolynomial.measure(there, rotated, copy, new long[N]).variance() / KEYS;
            }
          }
          // Less what was there before and what the division rounds.
          energy -= 10.5 + (1 + 2.0 * N / 3) / 12;
          if (backend == JavaBackend.instance()) {
            residues = energy;
          } else {
            centred = energy;
          }
        }
      }
      assertEquals(0.25, centred / residues, 0.08);
      assertEquals(N * 10.5 / 12, centred, 0.1 * centred);
    }
    context.close();
  }
}
