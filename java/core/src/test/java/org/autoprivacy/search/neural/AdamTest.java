package org.autoprivacy.search.neural;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class AdamTest {

  @Test
  void threeStepsByHand() {
    // Worked out from algorithm 1 with rate 0.1 and gradients 1, -2, 0.5 from θ = 1:
    // step 1: m = 0.1, v = 0.001; m̂ = 1, v̂ = 1; θ = 0.9
    // step 2: m = -0.11, v = 0.004999; m̂ = -0.578947, v̂ = 2.500750; θ = 0.936610
    // step 3: m = -0.049, v = 0.005244; m̂ = -0.180812, v̂ = 1.749750; θ = 0.950279
    float[] parameters = new float[16];
    parameters[0] = 1;
    Adam adam = new Adam(16, 0.1);
    double[] gradients = {1, -2, 0.5};
    double[] expected = {0.9, 0.936610, 0.950279};
    for (int i = 0; i < 3; i++) {
      float[] gradient = new float[16];
      gradient[0] = (float) gradients[i];
      adam.step(parameters, gradient);
      assertEquals(expected[i], parameters[0], 2e-6);
    }
    assertEquals(3, adam.steps());
    for (int i = 1; i < 16; i++) {
      assertEquals(0f, parameters[i], "a parameter without gradient stays");
    }
  }

  @Test
  void refusesUnpaddedLengthsAndRates() {
    assertThrows(IllegalArgumentException.class, () -> new Adam(15, 0.1));
    assertThrows(IllegalArgumentException.class, () -> new Adam(16, 0));
  }
}
