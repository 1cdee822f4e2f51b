package org.autoprivacy.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseFormulasTest {

  @Test
  void keySwitchFigures() {
    // n σ² (1 + 1)/3 with P as large as two primes, and the rounding of one division.
    double uncentred = KeySwitchNoise.uncentred(1024, List.of(50.0, 50.0), 50);
    assertEquals(1024 * 10.5 * 2 / 3 + (1 + 1024 * 2 / 3.0) / 12, uncentred, 1e-6);
    double centred = KeySwitchNoise.centred(1024, List.of(50.0, 50.0), 50);
    assertTrue(centred < uncentred / 3);
    assertEquals(uncentred, KeySwitchNoise.sum(1024, List.of(50.0, 50.0), 50, 1, 10), 1e-6);
    // Eight switches by eight keys are eight times one; by one key the bias adds up linearly.
    double spread = KeySwitchNoise.sum(1024, List.of(50.0), 40, 8, 8);
    double same = KeySwitchNoise.sum(1024, List.of(50.0), 40, 8, 1);
    assertEquals(8 * KeySwitchNoise.uncentred(1024, List.of(50.0), 40), spread, spread * 1e-12);
    assertEquals((1.0 / 12 + 8.0 / 4) / (1.0 / 3), same / spread, 1e-3);
  }

  @Test
  void worstCaseOfOneConvolution() {
    // 64 channels, 3x3, n = 8192, t of 22 bits under a public key: 2^61.5.
    double bits =
        WorstCaseNoise.sum(
            WorstCaseNoise.slotProduct(WorstCaseNoise.publicKey(8192), 8192, 22), 576);
    assertEquals(61.5, bits, 0.1);
    assertEquals(84.5, WorstCaseNoise.requiredLogQ(bits, 22), 0.1);
    assertTrue(WorstCaseNoise.symmetric() < WorstCaseNoise.publicKey(1024) - 10);
    assertEquals(WorstCaseNoise.sum(7, 2), WorstCaseNoise.add(7, 7), 1e-12);
    assertEquals(12, WorstCaseNoise.coefficientProduct(2, 1024), 1e-12);
    assertTrue(WorstCaseNoise.keySwitch(4096, 2) > WorstCaseNoise.keySwitch(4096, 1));
  }

  /** Table T4 of a study: bits of q at 2^-40, 2^-15 and 2^-5 for t of 22 bits. */
  @Test
  void requiredBitsOfOneCoefficientLayer() {
    double variance = 10.5 * 27 * 127 * 127 / 9;
    assertEquals(35.3, DecryptionFailure.requiredLogQ(variance, 22, -40), 0.1);
    assertEquals(34.5, DecryptionFailure.requiredLogQ(variance, 22, -15), 0.1);
    assertEquals(33.6, DecryptionFailure.requiredLogQ(variance, 22, -5), 0.1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, -5, -15, -40, -60, -200})
  void requiredAndRateAreInverse(double log2Rate) {
    double logQ = DecryptionFailure.requiredLogQ(12345, 20, log2Rate);
    assertEquals(log2Rate, DecryptionFailure.log2Rate(12345, logQ, 20), 1e-9 * -log2Rate);
  }

  @Test
  void errorRatesConvertBothWays() {
    ErrorGeometry geometry = new ErrorGeometry(8192, 24);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200; i++) {
      ErrorRate rate = new ErrorRate(-1 - random.nextDouble() * 90, ErrorRate.Of.COEFFICIENT);
      for (ErrorRate.Of of : ErrorRate.Of.values()) {
        ErrorRate other = geometry.convert(rate, of);
        assertEquals(of, other.of());
        assertTrue(other.log2() >= rate.log2());
        if (other.log2() < -1e-6) {
          ErrorRate back = geometry.convert(other, ErrorRate.Of.COEFFICIENT);
          assertEquals(rate.log2(), back.log2(), 1e-6);
        }
      }
    }
    // 2^-7 per ciphertext of 8192 coefficients is 2^-20 per coefficient.
    ErrorRate perCiphertext = new ErrorRate(-7, ErrorRate.Of.CIPHERTEXT);
    assertEquals(-20, geometry.convert(perCiphertext, ErrorRate.Of.COEFFICIENT).log2(), 0.01);
    assertEquals(
        1 - Math.pow(1 - 1 / 1024.0, 3), Math.pow(2, ErrorGeometry.log2Any(-10, 3)), 1e-15);
    assertThrows(IllegalArgumentException.class, () -> new ErrorGeometry(0, 1));
  }

  @Test
  void modSwitchLeavesItsRounding() {
    assertEquals(1 + (1 + 4096 * 2 / 3.0) / 12, ModSwitchNoise.after(1 << 20, 10, 4096), 1e-9);
  }
}
