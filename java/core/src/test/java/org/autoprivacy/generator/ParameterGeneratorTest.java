package org.autoprivacy.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.autoprivacy.cost.LatencyTable;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.linear.WeightNorms;
import org.autoprivacy.math.Primes;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.PaperRules;
import org.autoprivacy.params.Privacy;
import org.autoprivacy.params.RuleSet;
import org.autoprivacy.params.SecurityLevel;
import org.autoprivacy.security.LevelTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParameterGeneratorTest {

  private static final ParameterGenerator GENERATOR =
      ParameterGenerator.of(SyntheticProfile.upTo(32768, 16));

  private static final List<String> SHAPES =
      List.of(
          "conv:1x28x28:8:k3:s1:p1",
          "conv:64x16x16:64:k3:s1:p1",
          "dw:96x16x16:k3:s2:p1",
          "fc:1024:10");

  private static LayerRequest request(String shape, Packing packing, int bits, double log2Rate) {
    return LayerRequest.of(
        LayerShape.parse(shape), packing, bits, new ErrorRate(log2Rate, packing.defaultRateOf()));
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void choicesKeepWhatWasAskedFor(Packing packing) {
    for (String shape : SHAPES) {
      for (int bits : new int[] {18, 24, 41}) {
        for (double rate : new double[] {-5, -12.5, -40}) {
          for (Encryption encryption : Encryption.values()) {
            LayerRequest request = request(shape, packing, bits, rate).withEncryption(encryption);
            assertKept(request, GENERATOR.generate(request));
          }
        }
      }
    }
  }

  private static void assertKept(LayerRequest request, LayerChoice choice) {
    String what = request + " gave " + choice;
    LayerParameters parameters = choice.parameters();
    assertTrue(choice.predictedErrorRate().log2() <= request.errorRate().log2(), what);
    assertEquals(request.errorRate().of(), choice.predictedErrorRate().of());
    assertTrue(parameters.logQP() <= request.level().maxLogQ(parameters.polyDegree()), what);
    if (request.level().table() == LevelTable.ESTIMATOR) {
      assertTrue(choice.securityBits() >= request.level().bits(), what);
    }
    BigInteger t =
        parameters.plainModuli().stream()
            .map(BigInteger::valueOf)
            .reduce(BigInteger.ONE, BigInteger::multiply);
    assertTrue(t.bitLength() > request.plainBits(), what);
    if (request.packing().usesSlots()) {
      for (int i = 0; i < parameters.instances(); i++) {
        assertTrue(parameters.instance(i).supportsBatching(), what);
      }
    }
    assertTrue(choice.wireLimbs() >= 1 && choice.wireLimbs() <= parameters.limbs(), what);
    assertTrue(choice.cost().latencyNanos() > 0 && choice.cost().bytes() > 0, what);
    assertFalse(choice.reasons().isEmpty());
    // The plaintext's noise exceeds one half as often as predicted: sizes agree with the rate.
    assertTrue(choice.plainStd() < 0.5, what);
  }

  @Test
  void smallestModulusLeavesLittleRoom() {
    for (String shape : SHAPES) {
      LayerRequest request = request(shape, Packing.COEFFICIENTS_CHEETAH, 20, -10);
      LayerChoice choice = GENERATOR.generate(request);
      assertTrue(choice.coefficientErrorRate().log2() > -10.2, choice.toString());
    }
  }

  @Test
  void higherRatesAreNeverDearer() {
    for (Packing packing : Packing.values()) {
      double latency = Double.POSITIVE_INFINITY;
      List<ErrorRate> rates =
          IntStream.rangeClosed(5, 40)
              .mapToObj(bits -> new ErrorRate(bits - 45, packing.defaultRateOf()))
              .toList();
      LayerRequest request = request("conv:32x16x16:64:k3:s2:p1", packing, 25, -40);
      for (LayerChoice choice : GENERATOR.tabulate(request, rates).values()) {
        assertTrue(choice.cost().latencyNanos() <= latency);
        latency = choice.cost().latencyNanos();
      }
    }
  }

  @Test
  void filledPrimesCostTheSameAndFailLess() {
    LayerRequest request = request("fc:1024:10", Packing.COEFFICIENTS_CHEETAH, 22, -5);
    LayerChoice smallest = GENERATOR.generate(request);
    LayerChoice filled = GENERATOR.generate(request.withFit(LayerRequest.ModulusFit.FILLED));
    assertEquals(smallest.cost(), filled.cost());
    assertTrue(filled.predictedErrorRate().log2() < smallest.predictedErrorRate().log2());
  }

  @Test
  void rulesOfThePaperHoldWhereAskedFor() {
    for (Packing packing : Packing.values()) {
      LayerRequest request = request("conv:16x16x16:16:k3:s1:p1", packing, 22, -40);
      LayerChoice choice = GENERATOR.generate(request.withRules(RuleSet.PAPER));
      assertKept(request, choice);
      for (PaperRules.Finding finding : PaperRules.check(choice.parameters())) {
        assertTrue(finding.holds(), finding.toString());
      }
    }
  }

  @Test
  void knownWeightsSaveBits() {
    LayerRequest request = request("fc:1024:10", Packing.COEFFICIENTS_CHEETAH, 22, -20);
    double expected = GENERATOR.generate(request).parameters().logQ();
    double known =
        GENERATOR
            .generate(request.withWeights(WeightNorms.uniform(1024 * 25.0)))
            .parameters()
            .logQ();
    // Half of log2 of (127/3)^2 / 25.
    assertEquals(Math.log(127 / 3.0 / 5) / Math.log(2), expected - known, 0.01);
  }

  @Test
  void floodingCostsItsBits() {
    LayerRequest request = request("fc:1024:10", Packing.COEFFICIENTS_CHEETAH, 20, -20);
    double bare = GENERATOR.generate(request).parameters().logQ();
    double flooded =
        GENERATOR.generate(request.withPrivacy(Privacy.statistical(40))).parameters().logQ();
    assertTrue(flooded - bare > 39.9 && flooded - bare < 41, flooded + " after " + bare);
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void privacyIsWhatIsClaimed(Packing packing) {
    for (String shape : SHAPES) {
      for (int bits : new int[] {20, 40}) {
        for (Privacy privacy :
            List.of(
                Privacy.statistical(bits), Privacy.uniform(bits), Privacy.divideAndRound(bits))) {
          LayerRequest request = request(shape, packing, 22, -12).withPrivacy(privacy);
          LayerChoice choice = GENERATOR.generate(request);
          assertKept(request, choice);
          PrivacyClaim claim = choice.privacyClaim();
          String what = privacy + " " + claim;
          assertTrue(claim.log2PerCoefficient() <= -bits, what);
          assertTrue(claim.log2PerCoefficient() > -bits - 2, what);
          double count = Math.log(claim.coefficients()) / Math.log(2);
          double added = claim.log2PerInference() - claim.log2PerCoefficient();
          // Normal noise composes with the root of the count, the others with the count.
          assertEquals(
              privacy.kind() == Privacy.Kind.STATISTICAL ? count / 2 : count, added, 0.5, what);
        }
      }
    }
  }

  @Test
  void uniformFloodingHasNoTailToTrade() {
    LayerRequest request =
        request("fc:1024:10", Packing.COEFFICIENTS_CHEETAH, 20, -5)
            .withPrivacy(Privacy.uniform(40));
    double loose = GENERATOR.generate(request).parameters().logQ();
    double strict =
        GENERATOR
            .generate(request.withErrorRate(new ErrorRate(-40, ErrorRate.Of.COEFFICIENT)))
            .parameters()
            .logQ();
    assertEquals(0.05, strict - loose, 0.01);
    double normal =
        GENERATOR.generate(request.withPrivacy(Privacy.statistical(40))).parameters().logQ();
    assertTrue(normal > loose + 1, normal + " " + loose);
  }

  @Test
  void divisionLeavesALittleOnTheWire() {
    LayerRequest request = request("fc:1024:10", Packing.COEFFICIENTS_CHEETAH, 22, -20);
    LayerChoice divided = GENERATOR.generate(request.withPrivacy(Privacy.divideAndRound(40)));
    LayerChoice flooded = GENERATOR.generate(request.withPrivacy(Privacy.statistical(40)));
    assertTrue(divided.wireLimbs() < divided.parameters().limbs());
    assertTrue(divided.cost().bytesDown() < flooded.cost().bytesDown());
    assertTrue(divided.reasons().toString().contains("division by 2^40"));
  }

  @Test
  void rerandomisingIsPaidFor() {
    LayerRequest request = request("fc:64:10", Packing.COEFFICIENTS_CHEETAH, 15, -10);
    LayerChoice bare = GENERATOR.generate(request);
    LayerChoice hidden =
        GENERATOR.evaluate(request.withPrivacy(Privacy.statistical(4)), bare.parameters());
    assertTrue(hidden.cost().latencyNanos() > bare.cost().latencyNanos());
    assertFalse(bare.privacyClaim().holds());
  }

  @Test
  void thePapersPrivacyCostsButChangesNoParameters() {
    LayerRequest request = request("fc:1024:10", Packing.COEFFICIENTS_CHEETAH, 20, -20);
    LayerChoice bare = GENERATOR.generate(request);
    LayerChoice paper = GENERATOR.generate(request.withPrivacy(Privacy.PAPER));
    assertEquals(bare.parameters(), paper.parameters());
    assertTrue(paper.cost().latencyNanos() > 3 * bare.cost().latencyNanos());
  }

  @Test
  void otherLevelsAndTables() {
    LayerRequest request = request("fc:1024:10", Packing.COEFFICIENTS_CHEETAH, 40, -40);
    LayerRequest high = request.withLevel(new SecurityLevel(256, LevelTable.ESTIMATOR));
    assertKept(high, GENERATOR.generate(high));
    LayerRequest old = request.withLevel(new SecurityLevel(128, LevelTable.HE_STANDARD_2018));
    assertKept(old, GENERATOR.generate(old));
    assertThrows(
        IllegalArgumentException.class, () -> new SecurityLevel(100, LevelTable.ESTIMATOR));
  }

  @Test
  void whatDoesNotFitIsNamed() {
    NoFeasibleParametersException image =
        assertThrows(
            NoFeasibleParametersException.class,
            () ->
                GENERATOR.generate(
                    request("conv:1x150x150:1:k150:s1:p0", Packing.SLOTS_DELPHI, 20, -5)));
    assertTrue(image.constraint().contains("16384 slots"), image.constraint());
    assertTrue(image.relaxation().contains("coefficients"), image.relaxation());

    LayerRequest wide = request("fc:1024:10", Packing.SLOTS_DELPHI, 55, -5);
    NoFeasibleParametersException rules =
        assertThrows(
            NoFeasibleParametersException.class,
            () -> GENERATOR.generate(wide.withRules(RuleSet.PAPER)));
    assertTrue(rules.relaxation().contains("rules"), rules.relaxation());

    LayerRequest strict =
        request("fc:1024:10", Packing.SLOTS_DELPHI, 98, -1000)
            .withEncryption(Encryption.PUBLIC)
            .withLevel(new SecurityLevel(256, LevelTable.ESTIMATOR))
            .withPrivacy(Privacy.PAPER);
    NoFeasibleParametersException rate =
        assertThrows(NoFeasibleParametersException.class, () -> GENERATOR.generate(strict));
    assertTrue(rate.constraint().contains("256-bit security allows"), rate.constraint());
    assertEquals("with an error rate of 2^-78 per ciphertext there are", rate.relaxation());
    LayerRequest relaxed = strict.withErrorRate(new ErrorRate(-78, ErrorRate.Of.CIPHERTEXT));
    assertKept(relaxed, GENERATOR.generate(relaxed));

    NoFeasibleParametersException bits =
        assertThrows(
            NoFeasibleParametersException.class,
            () ->
                GENERATOR.generate(
                    request("fc:1024:10", Packing.COEFFICIENTS_CHEETAH, 110, -1000)
                        .withLevel(new SecurityLevel(256, LevelTable.ESTIMATOR))
                        .withPrivacy(Privacy.statistical(128))
                        .withRules(RuleSet.PAPER)));
    assertTrue(Objects.requireNonNull(bits.getMessage()).contains("fc:1024:10"));
  }

  @Test
  void holesInTheProfileAreNamed() {
    ParameterGenerator small = ParameterGenerator.of(SyntheticProfile.upTo(1024, 1));
    String message =
        Objects.requireNonNull(
            assertThrows(
                    LatencyTable.UncoveredException.class,
                    () ->
                        small.generate(request("fc:1024:10", Packing.COEFFICIENTS_CHEETAH, 30, -5)))
                .getMessage());
    assertTrue(message.contains("./autoprivacy profile"), message);
    assertTrue(message.contains("poly degree 2048"), message);
  }

  @Test
  void answersAreRememberedAndTheSameEverywhere() {
    LayerRequest request = request("fc:784:64", Packing.SLOTS_SCI, 20, -9);
    LayerChoice choice = GENERATOR.generate(request);
    assertSame(choice, GENERATOR.generate(request));
    assertEquals(choice, ParameterGenerator.of(SyntheticProfile.upTo(32768, 16)).generate(request));
    assertNotEquals(choice, GENERATOR.generate(request.withPlainBits(30)));
  }

  @Test
  void evaluationOfGivenParametersAgreesWithTheirChoice() {
    for (Packing packing : Packing.values()) {
      LayerRequest request = request("conv:8x14x14:16:k3:s1:p1", packing, 26, -20);
      LayerChoice choice = GENERATOR.generate(request);
      LayerChoice again = GENERATOR.evaluate(request, choice.parameters());
      assertEquals(choice.predictedErrorRate(), again.predictedErrorRate());
      assertEquals(choice.cost(), again.cost());
    }
    LayerRequest slots = request("fc:64:10", Packing.SLOTS_DELPHI, 13, -20);
    List<Long> primes = Primes.largest(50, 8192, 2);
    LayerParameters even =
        new LayerParameters(
            4096, primes.subList(0, 1), OptionalLong.of(primes.get(1)), List.of(65536L));
    assertThrows(IllegalArgumentException.class, () -> GENERATOR.evaluate(slots, even));
  }
}
