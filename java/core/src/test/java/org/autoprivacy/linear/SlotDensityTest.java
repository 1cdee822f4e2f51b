package org.autoprivacy.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.engine.JavaBackend;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.noise.PlainProductNoise;
import org.autoprivacy.params.LayerParameters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks whose polynomials are sparse make less noise, by as much as the work says. */
class SlotDensityTest {

  private static final int N = 2048;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dw:8x32x32:k3:s1:p1", // one channel in a row: the middle taps are all but constant
        "dw:12x16x16:k3:s1:p1",
        "dw:16x16x16:k3:s2:p1",
        "dw:9x15x15:k3:s1:p1",
        "conv:8x16x16:8:k3:s1:p1",
        "conv:16x16x16:16:k3:s2:p1",
        "conv:8x16x16:16:k1:s1:p0",
        "conv:64x4x4:64:k1:s1:p0",
        "fc:1024:10",
        "fc:64:100"
      })
  void normsAreThoseOfTheDensities(String token) {
    LayerShape shape = LayerShape.parse(token);
    LayerParameters parameters = Layers.roomy(N, true, 1);
    long t = parameters.plainModuli().getFirst();
    double generic = N * ((double) t * t) / 12;
    SplittableRandom random = new SplittableRandom(11);
    QuantizedLayer weights = Layers.random(shape, random, 0);
    try (HeContext context = JavaBackend.instance().newContext(parameters.instance(0))) {
      for (Packing packing : new Packing[] {Packing.SLOTS, Packing.SLOTS_DELPHI}) {
        SlotProgram program = TiledProgram.of(shape, packing, N, ZeroCheck.FREE);
        double predicted = 0;
        double measured = 0;
        for (int sum = 0; sum < Math.min(12, program.sums()); sum++) {
          double[] densities = program.densities(sum);
          predicted += Arrays.stream(densities).sum();
          for (int term = 0; term < densities.length; term++) {
            long[] slots = new long[N];
            program.mask(weights, sum, term, slots);
            Arrays.setAll(slots, i -> Math.floorMod(slots[i], t));
            try (Plaintext mask = context.encodeSlots(slots)) {
              measured += PlainProductNoise.normSquared(context.coefficients(mask), t) / generic;
            }
          }
        }
        assertEquals(predicted, measured, 0.04 * predicted, packing.token() + " " + token);
      }
    }
  }
}
