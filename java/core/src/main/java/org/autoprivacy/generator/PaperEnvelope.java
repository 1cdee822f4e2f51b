package org.autoprivacy.generator;

import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.cost.Deployment;
import org.autoprivacy.params.Privacy;

/**
 * The paper's allowance for noise flooding (§4): latency at four times n and three times log q,
 * accuracy at the originals.
 */
final class PaperEnvelope {

  private static final int DEGREE_FACTOR = 4;
  private static final int MODULUS_FACTOR = 3;

  private PaperEnvelope() {}

  /** The enlarged degree. */
  static int degree(int polyDegree) {
    return polyDegree * DEGREE_FACTOR;
  }

  /** The enlarged deployment: three times as many limbs of the same widths. */
  static Deployment of(Deployment original) {
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < MODULUS_FACTOR; i++) {
      widths.addAll(original.limbBits());
    }
    return new Deployment(
        degree(original.polyDegree()),
        widths,
        original.specialPrime(),
        original.wireLimbs(),
        original.instances(),
        original.encryption(),
        Privacy.NONE,
        original.dropped());
  }
}
