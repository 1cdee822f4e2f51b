package org.autoprivacy.search.neural;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A fully connected network {@code y = g(W_L·relu(… relu(W_1·x + b_1) …) + b_L)} with one flat
 * parameter array, g the identity or the logistic function.
 *
 * <p>Weights of a layer are stored input-major ({@code W[in][out]}), each row and the bias padded
 * with zeros to a multiple of 16 floats; padding stays zero under {@link #backward} and {@link
 * Adam}. Not thread-safe: a network owns the activations of its last forward pass.
 */
public final class DenseNetwork {

  /** What the last layer's sums go through. */
  public enum Output {
    IDENTITY,
    SIGMOID
  }

  private final int[] widths;
  private final Output output;
  private final int batch;
  private final int[] weightOffsets;
  private final int[] biasOffsets;
  private final float[] parameters;
  // activations[0] is the input, activations[l] the output of layer l; rows padded.
  private final float[][] activations;
  private final float[][] errors;
  private final float[] transposed;

  /**
   * A network whose weights and biases are uniform in ±1/√(inputs of the layer), as PyTorch's
   * default has it.
   *
   * @param widths inputs, units of each hidden layer, outputs
   * @param batch rows that each pass takes at most
   * @param uniform draws from [0, 1)
   */
  public DenseNetwork(int[] widths, Output output, int batch, DoubleSupplier uniform) {
    if (widths.length < 2 || Arrays.stream(widths).anyMatch(w -> w < 1) || batch < 1) {
      throw new IllegalArgumentException(
          "a network has at least two positive widths and a positive batch, got "
              + Arrays.toString(widths)
              + " and "
              + batch);
    }
    this.widths = widths.clone();
    this.output = output;
    this.batch = batch;
    int layers = layers();
    weightOffsets = new int[layers];
    biasOffsets = new int[layers];
    int length = 0;
    int largest = 0;
    for (int l = 0; l < layers; l++) {
      int out = MatrixProduct.padded(widths[l + 1]);
      weightOffsets[l] = length;
      biasOffsets[l] = length + widths[l] * out;
      length = biasOffsets[l] + out;
      largest = Math.max(largest, MatrixProduct.padded(widths[l]) * widths[l + 1]);
    }
    parameters = new float[length];
    transposed = new float[largest];
    activations = new float[layers + 1][];
    errors = new float[layers + 1][];
    for (int l = 0; l <= layers; l++) {
      activations[l] = new float[batch * MatrixProduct.padded(widths[l])];
      errors[l] = new float[batch * MatrixProduct.padded(widths[l])];
    }
    for (int l = 0; l < layers; l++) {
      double bound = 1 / Math.sqrt(widths[l]);
      int out = MatrixProduct.padded(widths[l + 1]);
      for (int row = 0; row <= widths[l]; row++) {
        for (int j = 0; j < widths[l + 1]; j++) {
          parameters[weightOffsets[l] + row * out + j] =
              (float) (bound * (2 * uniform.getAsDouble() - 1));
        }
      }
    }
  }

  private int layers() {
    return widths.length - 1;
  }

  /** The live parameters, padding included; length is the same for networks of equal widths. */
  public float[] parameters() {
    return parameters;
  }

  /**
   * Moves every parameter the fraction {@code share} of the way to the other network's: {@code θ +=
   * share·(θ' - θ)}.
   *
   * @param other a network of the same widths
   */
  public void moveTowards(DenseNetwork other, float share) {
    if (!Arrays.equals(widths, other.widths)) {
      throw new IllegalArgumentException("only networks of equal widths can be averaged");
    }
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += share * (other.parameters[i] - parameters[i]);
    }
  }

  /** Where the weight from input {@code in} to unit {@code out} of a layer is in the parameters. */
  int weightIndex(int layer, int in, int out) {
    return weightOffsets[layer] + in * MatrixProduct.padded(widths[layer + 1]) + out;
  }

  /** Where the bias of unit {@code out} of a layer is in the parameters. */
  int biasIndex(int layer, int out) {
    return biasOffsets[layer] + out;
  }

  /** Floats from one input row to the next in {@link #input}. */
  public int inputStride() {
    return MatrixProduct.padded(widths[0]);
  }

  /** The input rows that the next {@link #forward} reads. */
  public float[] input() {
    return activations[0];
  }

  /** Output unit 0 of a row after the last {@link #forward}. */
  public float output(int row) {
    return activations[layers()][row * MatrixProduct.padded(widths[layers()])];
  }

  /**
   * Evaluates the first {@code rows} rows of {@link #input}.
   *
   * @param rows in [1, batch]
   */
  public void forward(int rows) {
    requireRows(rows);
    for (int l = 0; l < layers(); l++) {
      int out = MatrixProduct.padded(widths[l + 1]);
      float[] from = activations[l];
      float[] to = activations[l + 1];
      for (int r = 0; r < rows; r++) {
        System.arraycopy(parameters, biasOffsets[l], to, r * out, out);
      }
      MatrixProduct.addProduct(
          from,
          0,
          MatrixProduct.padded(widths[l]),
          1,
          parameters,
          weightOffsets[l],
          to,
          0,
          rows,
          widths[l],
          out);
      if (l + 1 < layers()) {
        for (int i = 0; i < rows * out; i++) {
          to[i] = Math.max(to[i], 0);
        }
      } else if (output == Output.SIGMOID) {
        for (int r = 0; r < rows; r++) {
          for (int j = 0; j < widths[l + 1]; j++) {
            to[r * out + j] = (float) (1 / (1 + StrictMath.exp(-to[r * out + j])));
          }
        }
      }
    }
  }

  /**
   * Sets the loss derivative with respect to output unit 0 of a row, for {@link #backward}.
   *
   * @param row in [0, batch)
   */
  public void setOutputGradient(int row, float value) {
    errors[layers()][row * MatrixProduct.padded(widths[layers()])] = value;
  }

  /**
   * Propagates the output gradients of the last forward pass back to parameters and input.
   *
   * @param rows rows of that pass
   * @param gradient overwritten with the sum over rows of the derivative of each parameter, as long
   *     as {@link #parameters}; null where only the input's derivatives are wanted
   */
  public void backward(int rows, float @Nullable [] gradient) {
    requireRows(rows);
    if (output == Output.SIGMOID) {
      int out = MatrixProduct.padded(widths[layers()]);
      for (int r = 0; r < rows; r++) {
        for (int j = 0; j < widths[layers()]; j++) {
          float y = activations[layers()][r * out + j];
          errors[layers()][r * out + j] *= y * (1 - y);
        }
      }
    }
    for (int l = layers() - 1; l >= 0; l--) {
      int in = MatrixProduct.padded(widths[l]);
      int out = MatrixProduct.padded(widths[l + 1]);
      float[] error = errors[l + 1];
      if (gradient != null) {
        Arrays.fill(gradient, weightOffsets[l], biasOffsets[l] + out, 0);
        for (int r = 0; r < rows; r++) {
          for (int j = 0; j < out; j++) {
            gradient[biasOffsets[l] + j] += error[r * out + j];
          }
        }
        MatrixProduct.addProduct(
            activations[l], 0, 1, in, error, 0, gradient, weightOffsets[l], widths[l], rows, out);
      }
      transpose(l, in, out);
      float[] below = errors[l];
      Arrays.fill(below, 0, rows * in, 0);
      MatrixProduct.addProduct(error, 0, out, 1, transposed, 0, below, 0, rows, widths[l + 1], in);
      if (l > 0) {
        for (int i = 0; i < rows * in; i++) {
          below[i] = activations[l][i] > 0 ? below[i] : 0;
        }
      }
    }
  }

  private void transpose(int l, int in, int out) {
    for (int i = 0; i < widths[l]; i++) {
      int row = weightOffsets[l] + i * out;
      for (int j = 0; j < widths[l + 1]; j++) {
        transposed[j * in + i] = parameters[row + j];
      }
    }
    for (int j = 0; j < widths[l + 1]; j++) {
      Arrays.fill(transposed, j * in + widths[l], (j + 1) * in, 0);
    }
  }

  /** The derivative with respect to an input after {@link #backward}. */
  public float inputGradient(int row, int column) {
    return errors[0][row * MatrixProduct.padded(widths[0]) + column];
  }

  private void requireRows(int rows) {
    if (rows < 1 || rows > batch) {
      throw new IllegalArgumentException("rows must be in [1, " + batch + "], got " + rows);
    }
  }
}
