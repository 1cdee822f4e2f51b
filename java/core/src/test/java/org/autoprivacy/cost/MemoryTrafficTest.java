package org.autoprivacy.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.autoprivacy.generator.SyntheticProfile;
import org.autoprivacy.linear.DroppedBits;
import org.autoprivacy.linear.LayerWork;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.Privacy;
import org.junit.jupiter.api.Test;

/** Operands from far away cost more, those at hand what a profile measured near. */
class MemoryTrafficTest {

  private static final int N = 2048;
  private static final double NEAR = 1000;
  private static final double MIDDLE = 1160;
  private static final double FAR = 1640;
  private static final double TWO = 300;

  private static MachineProfile profile(double middle, double far) {
    MachineProfile base = SyntheticProfile.upTo(N, 2);
    List<ProfileEntry> entries =
        base.entries().stream().map(entry -> priced(entry, middle, far)).toList();
    return new MachineProfile(
        base.machine(), base.engine(), base.library(), base.flags(), base.date(), entries);
  }

  private static ProfileEntry priced(ProfileEntry entry, double middle, double far) {
    double nanos =
        switch (entry.operation()) {
          case SUM_OF_TWO -> TWO;
          case SUM_OF_SIXTEEN -> NEAR;
          case SUM_MIDDLE -> middle;
          case SUM_FAR -> far;
          case ROTATE -> 100;
          case ROTATE_FAR -> 200;
          default -> entry.medianNanos();
        };
    return new ProfileEntry(
        entry.operation(),
        entry.polyDegree(),
        entry.limbs(),
        entry.primeBits(),
        entry.specialPrime(),
        nanos,
        1,
        0);
  }

  private static double nanos(
      String shape, Packing packing, Operation operation, MachineProfile profile) {
    Deployment deployment =
        new Deployment(
            N, List.of(40), true, 1, 1, Encryption.SYMMETRIC, Privacy.NONE, DroppedBits.NONE);
    LayerWork work = LayerWork.of(LayerShape.parse(shape), packing, N);
    return new CostModel(new LatencyTable(profile))
        .terms(work, deployment).stream()
            .filter(term -> term.operation() == operation)
            .mapToDouble(CostTerm::nanos)
            .findFirst()
            .orElseThrow();
  }

  private static double sum(String shape, MachineProfile profile) {
    return nanos(shape, Packing.COEFFICIENTS_CHEETAH, Operation.SUM_OF_SIXTEEN, profile);
  }

  private static double line(String shape) {
    LayerWork work = LayerWork.of(LayerShape.parse(shape), Packing.COEFFICIENTS_CHEETAH, N);
    double terms = (double) work.counts().plainProducts() / work.inverseTransforms();
    return TWO + (terms - 2) * (NEAR - TWO) / 14;
  }

  @Test
  void smallLayersFindTheirWeightsNear() {
    assertEquals(line("fc:64:10"), sum("fc:64:10", profile(MIDDLE, FAR)), 1e-9);
  }

  @Test
  void largeLayersFetchWeightsAndInputs() {
    String shape = "conv:256x16x16:256:k3:s1:p1";
    LayerWork work = LayerWork.of(LayerShape.parse(shape), Packing.COEFFICIENTS_CHEETAH, N);
    double terms = (double) work.counts().plainProducts() / work.inverseTransforms();
    double weights = terms * (FAR - NEAR) / 16;
    double price = sum(shape, profile(MIDDLE, FAR));
    assertTrue(price >= line(shape) + weights, "a weight is as far as can be: " + price);
    assertTrue(price <= line(shape) + 3 * weights, "its input at most as far: " + price);
    assertEquals(line(shape), sum(shape, profile(NEAR, NEAR)), 1e-9);
  }

  @Test
  void keysAreFarWhereThereAreMany() {
    String shape = "conv:64x8x8:64:k3:s1:p1";
    MachineProfile flat = profile(NEAR, NEAR);
    double few = nanos("fc:64:10", Packing.SLOTS_DELPHI, Operation.ROTATE, flat);
    double many = nanos(shape, Packing.SLOTS, Operation.ROTATE, flat);
    assertTrue(few >= 100 && few < many, few + " and " + many);
    assertTrue(many <= 200, "no key is farther than those measured far: " + many);
    assertTrue(nanos(shape, Packing.SLOTS, Operation.ROTATE, profile(MIDDLE, FAR)) > many);
  }
}
