package org.autoprivacy.search.neural;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DenseNetworkTest {

  private static final int[] WIDTHS = {5, 20, 33, 1};
  private static final int ROWS = 6;

  /** The loss Σ_r weight_r·y_r in double precision, written out from the definition. */
  private static double loss(
      DenseNetwork network, DenseNetwork.Output output, double[] parameters, double[][] inputs) {
    double loss = 0;
    for (int r = 0; r < inputs.length; r++) {
      double[] values = inputs[r];
      for (int l = 0; l < WIDTHS.length - 1; l++) {
        double[] next = new double[WIDTHS[l + 1]];
        for (int j = 0; j < next.length; j++) {
          next[j] = parameters[network.biasIndex(l, j)];
          for (int i = 0; i < values.length; i++) {
            next[j] += values[i] * parameters[network.weightIndex(l, i, j)];
          }
          if (l < WIDTHS.length - 2) {
            next[j] = Math.max(next[j], 0);
          } else if (output == DenseNetwork.Output.SIGMOID) {
            next[j] = 1 / (1 + Math.exp(-next[j]));
          }
        }
        values = next;
      }
      loss += (r + 1) * values[0];
    }
    return loss;
  }

  @ParameterizedTest
  @EnumSource
  void gradientsAgreeWithFiniteDifferences(DenseNetwork.Output output) {
    Random random = new Random(5);
    DenseNetwork network = new DenseNetwork(WIDTHS, output, ROWS + 1, random::nextDouble);
    double[][] inputs = new double[ROWS][WIDTHS[0]];
    for (int r = 0; r < ROWS; r++) {
      for (int i = 0; i < WIDTHS[0]; i++) {
        float value = random.nextFloat();
        inputs[r][i] = value;
        network.input()[r * network.inputStride() + i] = value;
      }
    }
    double[] parameters = new double[network.parameters().length];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = network.parameters()[i];
    }
    network.forward(ROWS);
    double sum = 0;
    for (int r = 0; r < ROWS; r++) {
      sum += (r + 1) * network.output(r);
      network.setOutputGradient(r, r + 1);
    }
    assertEquals(loss(network, output, parameters, inputs), sum, 1e-5);
    float[] gradient = new float[parameters.length];
    network.backward(ROWS, gradient);

    double step = 1e-6;
    for (int l = 0; l < WIDTHS.length - 1; l++) {
      for (int j = 0; j < WIDTHS[l + 1]; j++) {
        for (int i = 0; i <= WIDTHS[l]; i++) {
          int at = i < WIDTHS[l] ? network.weightIndex(l, i, j) : network.biasIndex(l, j);
          double middle = parameters[at];
          parameters[at] = middle + step;
          double above = loss(network, output, parameters, inputs);
          parameters[at] = middle - step;
          double below = loss(network, output, parameters, inputs);
          parameters[at] = middle;
          assertEquals((above - below) / (2 * step), gradient[at], 2e-5, l + "," + i + "," + j);
        }
      }
    }
    for (int r = 0; r < ROWS; r++) {
      for (int i = 0; i < WIDTHS[0]; i++) {
        double middle = inputs[r][i];
        inputs[r][i] = middle + step;
        double above = loss(network, output, parameters, inputs);
        inputs[r][i] = middle - step;
        double below = loss(network, output, parameters, inputs);
        inputs[r][i] = middle;
        assertEquals((above - below) / (2 * step), network.inputGradient(r, i), 2e-5);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesMoreRowsThanItsBatch(DenseNetwork.Output output) {
    DenseNetwork network = new DenseNetwork(WIDTHS, output, 2, () -> 0.5);
    assertThrows(IllegalArgumentException.class, () -> network.forward(3));
    assertThrows(IllegalArgumentException.class, () -> network.backward(0, null));
  }
}
