package org.autoprivacy.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.autoprivacy.cost.LayerCost;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.Privacy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkPoliciesTest {

  private static final ParameterGenerator GENERATOR =
      ParameterGenerator.of(SyntheticProfile.upTo(32768, 16));
  private static final NetworkPolicies POLICIES = new NetworkPolicies(GENERATOR);
  private static final ErrorRate SAFE = new ErrorRate(-40, ErrorRate.Of.COEFFICIENT);

  private static List<LayerRequest> layers(int plainBits) {
    return List.of(
            "conv:3x32x32:64:k3:s1:p1",
            "conv:64x32x32:64:k3:s1:p1",
            "conv:64x8x8:16:k1:s1:p0",
            "fc:1024:10")
        .stream()
        .map(shape ->
            LayerRequest.of(LayerShape.parse(shape), Packing.COEFFICIENTS_CHEETAH, plainBits, SAFE))
        .toList();
  }

  @Test
  void publishedSetsAreThoseOfTableOne() {
    LayerParameters delphi = PublishedParameters.delphiTable();
    assertEquals(8192, delphi.polyDegree());
    assertEquals(180, delphi.logQ(), 0.01);
    assertEquals(22, delphi.logT(), 0.1);
    LayerParameters darl = PublishedParameters.darlTable();
    assertEquals(8192, darl.polyDegree());
    assertEquals(165, darl.logQ(), 0.01);
    assertEquals(List.of(65537L), darl.plainModuli());
    for (LayerParameters parameters : List.of(delphi, darl, PublishedParameters.delphiCode())) {
      assertTrue(parameters.instance(0).supportsBatching());
    }
    assertTrue(GENERATOR.securityBits(delphi) >= 128);
    assertTrue(GENERATOR.securityBits(darl) >= 128);
  }

  @Test
  void releasedSetsAreBelowToday() {
    assertEquals(218, PublishedParameters.delphiCode().logQP(), 0.01);
    assertEquals(125.7, GENERATOR.securityBits(PublishedParameters.delphiCode()), 0.3);
    assertEquals(125.1, GENERATOR.securityBits(PublishedParameters.cheetahCode(41)), 0.3);
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 22, 30})
  void honestPoliciesKeepTheirPromise(int plainBits) {
    NetworkChoice delphi = POLICIES.delphi(layers(plainBits), NetworkChoice.Variant.HONEST);
    NetworkChoice darl = POLICIES.darl(layers(plainBits), NetworkChoice.Variant.HONEST);
    for (NetworkChoice choice : List.of(delphi, darl)) {
      LayerParameters one = choice.layers().get(0).parameters();
      for (LayerChoice layer : choice.layers()) {
        assertEquals(one, layer.parameters());
        assertTrue(layer.predictedErrorRate().log2() <= -40, layer.toString());
        assertTrue(layer.securityBits() >= 128);
      }
      assertTrue(one.logT() >= plainBits);
      assertTrue(choice.notes().isEmpty(), choice.notes().toString());
    }
    // The worst case asks for more of q than the average does.
    assertTrue(
        delphi.layers().get(0).parameters().logQ() > darl.layers().get(0).parameters().logQ() + 8);
    NetworkChoice fixed =
        POLICIES.fixed(
            layers(plainBits).stream().map(r -> r.withPacking(Packing.SLOTS_DELPHI)).toList(),
            SAFE);
    assertTrue(fixed.total().latencyNanos() <= darl.total().latencyNanos());
    assertEquals("fixed:2^-40", fixed.policy());
  }

  @Test
  void bendsAreSaid() {
    NetworkChoice darl = POLICIES.darl(layers(20), NetworkChoice.Variant.PUBLISHED);
    assertEquals(2, darl.notes().size());
    assertTrue(darl.notes().get(0).contains("cannot batch"), darl.notes().get(0));
    assertTrue(darl.notes().get(1).contains("wrap around"), darl.notes().get(1));
    assertTrue(POLICIES.delphi(layers(20), NetworkChoice.Variant.PUBLISHED).notes().isEmpty());
    NetworkChoice allowed =
        POLICIES.delphi(
            layers(20).stream().map(layer -> layer.withPrivacy(Privacy.PAPER)).toList(),
            NetworkChoice.Variant.PUBLISHED);
    assertTrue(allowed.notes().get(0).contains("log q = 3·60"), allowed.notes().get(0));
    LayerCost sum = LayerCost.ZERO;
    for (LayerChoice layer : darl.layers()) {
      sum = sum.plus(layer.cost());
    }
    assertEquals(sum, darl.total());
  }

  @Test
  void releasedProgramsRunWithTheirBits() {
    NetworkChoice delphi = POLICIES.delphiCode(layers(26));
    NetworkChoice cheetah = POLICIES.cheetahCode(layers(26));
    assertEquals(PublishedParameters.delphiCode(), delphi.layers().get(0).parameters());
    assertEquals(Packing.SLOTS_DELPHI, delphi.layers().get(0).packing());
    assertEquals(List.of(1L << 26), cheetah.layers().get(0).parameters().plainModuli());
    assertEquals(Packing.COEFFICIENTS_CHEETAH, cheetah.layers().get(0).packing());
    for (NetworkChoice choice : List.of(delphi, cheetah)) {
      assertEquals(1, choice.notes().size());
      assertTrue(choice.notes().get(0).contains("bits of security"), choice.notes().get(0));
      for (LayerChoice layer : choice.layers()) {
        assertTrue(layer.predictedErrorRate().log2() < -40, layer.toString());
      }
    }
    assertTrue(cheetah.total().latencyNanos() < delphi.total().latencyNanos());
    assertThrows(IllegalArgumentException.class, () -> POLICIES.cheetahCode(List.of()));
  }

  @Test
  void whatNoSetHoldsIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> POLICIES.delphi(List.of(), NetworkChoice.Variant.HONEST));
    List<LayerRequest> large =
        List.of(
            LayerRequest.of(
                LayerShape.parse("conv:1x150x150:1:k150:s1:p0"), Packing.SLOTS_DELPHI, 20, SAFE));
    assertThrows(
        NoFeasibleParametersException.class,
        () -> POLICIES.delphi(large, NetworkChoice.Variant.HONEST));
  }
}
