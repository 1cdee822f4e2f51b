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
  void layersMakeAnInference() {
    ErrorRate perCiphertext = new ErrorRate(-10, ErrorRate.Of.CIPHERTEXT);
    ErrorRate perCoefficient = new ErrorRate(-30, ErrorRate.Of.COEFFICIENT);
    List<NetworkErrorRate.Layer> layers =
        List.of(
            new NetworkErrorRate.Layer(perCiphertext, new ErrorGeometry(4096, 8)),
            new NetworkErrorRate.Layer(perCoefficient, new ErrorGeometry(1000, 64)));
    double right = Math.pow(1 - 1 / 1024.0, 8) * Math.pow(1 - Math.pow(2, -30), 64_000);
    assertEquals(
        1 - right, NetworkErrorRate.ofInference(layers).probability(), 1e-12 * (1 - right) + 1e-16);
    // Tiny rates keep all their digits.
    ErrorRate tiny = new ErrorRate(-300, ErrorRate.Of.CIPHERTEXT);
    ErrorRate sum =
        NetworkErrorRate.ofInference(
            List.of(
                new NetworkErrorRate.Layer(tiny, new ErrorGeometry(4096, 3)),
                new NetworkErrorRate.Layer(tiny, new ErrorGeometry(4096, 5))));
    assertEquals(-297, sum.log2(), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> NetworkErrorRate.ofInference(List.of()));

    List<ErrorGeometry> geometries = List.of(new ErrorGeometry(4096, 8), new ErrorGeometry(10, 3));
    ErrorRate inference = new ErrorRate(-7, ErrorRate.Of.INFERENCE);
    ErrorRate each = NetworkErrorRate.perCoefficient(inference, geometries);
    List<NetworkErrorRate.Layer> shared =
        geometries.stream().map(g -> new NetworkErrorRate.Layer(each, g)).toList();
    assertEquals(-7, NetworkErrorRate.ofInference(shared).log2(), 1e-9);
    assertThrows(
        IllegalArgumentException.class, () -> NetworkErrorRate.perCoefficient(each, geometries));
  }

  /** Spread of the variance adds failures, by half of it times the second derivative. */
  @Test
  void spreadAddsFailures() {
    assertEquals(-7, DecryptionFailure.log2Rate(1, 0, logQ(-7), 20), 1e-9);
    double spread = 0.01;
    double width = 1e-4;
    double centre = Math.pow(2, DecryptionFailure.log2Rate(1, logQ(-13), 20));
    double curve =
        (Math.pow(2, DecryptionFailure.log2Rate(1 + width, logQ(-13), 20))
                - 2 * centre
                + Math.pow(2, DecryptionFailure.log2Rate(1 - width, logQ(-13), 20)))
            / (width * width);
    double mean = Math.pow(2, DecryptionFailure.log2Rate(1, spread, logQ(-13), 20));
    assertTrue(mean > 1.1 * centre);
    assertEquals(spread * curve / 2, mean - centre, 0.1 * (mean - centre));
  }

  private static double logQ(double log2Rate) {
    return DecryptionFailure.requiredLogQ(1, 20, log2Rate);
  }

  @Test
  void productsOfProductsAreCorrectedForTheSecretsDegree() {
    int n = 4096;
    double secret = 2 * n / 3.0;
    double wrap = PlainProductNoise.slotNormSquared(n, 20);
    // Two fresh noises times (1 + s)/√12·t√n each.
    CircuitNoise fresh = CircuitNoise.symmetric();
    CircuitNoise product = fresh.multiply(fresh, n, 20);
    assertEquals(1, product.variance() / (2 * 10.583333333 * wrap * (1 + secret)), 1e-8);
    // A term with s times s: |s|^4 has twice the square of the mean of |s|^2.
    double square = product.square(n, 20).variance() / 4;
    assertEquals(
        1,
        square / (2 * 10.583333333 * wrap * wrap * (1 + 2 * secret + 2 * secret * secret)),
        1e-8);
    // A public-key ciphertext carries s from the start.
    CircuitNoise mixed = CircuitNoise.publicKey(n, 60).multiply(CircuitNoise.publicKey(n), n, 20);
    assertEquals(3, mixed.powers().size());
    assertEquals(FreshNoise.publicKey(n), CircuitNoise.publicKey(n).variance(), 1e-6);
    assertEquals(FreshNoise.publicKey(n, 40), CircuitNoise.publicKey(n, 40).variance(), 1e-9);
    assertEquals(
        ModSwitchNoise.after(fresh.variance(), 3, n), fresh.modSwitched(3, n).variance(), 1e-9);
  }

  @Test
  void modSwitchLeavesItsRounding() {
    assertEquals(
        WorstCaseNoise.add(10, Math.log(2048.5) / Math.log(2)),
        WorstCaseNoise.modSwitch(50, 40, 4096),
        1e-12);
    assertEquals(1 + (1 + 4096 * 2 / 3.0) / 12, ModSwitchNoise.after(1 << 20, 10, 4096), 1e-9);
  }
}
