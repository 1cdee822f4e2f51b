package org.autoprivacy.learn.train;

import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.network.Activation;
import org.autoprivacy.network.LayerOutputs;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.Node;
import org.autoprivacy.network.OutputErrors;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.network.TensorShape;
import org.autoprivacy.network.Topology;
import org.autoprivacy.network.TrainingRecord;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A network whose every value is the integer that inference will compute, held in floating point:
 * gradients pass through the roundings as if they were not there. Inputs are pixels in [0, 255].
 *
 * <p>In double it computes bit for bit what the exported network computes; in float the same but
 * for accumulators beyond 2^24, which suffices for training.
 */
final class QuantizedModel extends TorchGraph {

  /** How large an input is as a rule, where nothing is known about its unit. */
  private static final int TYPICAL_INPUT = 64;

  private final double outputUnit;
  private final int[][] shifts;
  private final int[] residualShifts;
  private final List<Tensor> weights = new ArrayList<>();
  private final List<Tensor> biases = new ArrayList<>();
  private final List<Tensor> weightUnits = new ArrayList<>();
  private final List<Tensor> biasUnits = new ArrayList<>();
  private final List<Tensor> steps = new ArrayList<>();
  private ScalarType arithmetic = ScalarType.Float;
  private OutputErrors errors = OutputErrors.NONE;
  private int[] samples = {};

  private QuantizedModel(Topology topology, double outputUnit) {
    super(topology);
    this.outputUnit = outputUnit;
    this.shifts = new int[topology.layers().size()][];
    this.residualShifts = new int[shifts.length];
  }

  /** A quantised network that starts at these float weights and biases. */
  QuantizedModel(
      Topology topology, Scales scales, List<float[]> startWeights, List<float[]> startBiases) {
    this(topology, scales.unit(topology.nodes().size()));
    for (int i = 0; i < shifts.length; i++) {
      int channels = topology.layers().get(i).shape().outChannels();
      double in = scales.unit(topology.nodes().get(topology.nodeOf(i)).input());
      float[] weightUnit = new float[channels];
      float[] biasUnit = new float[channels];
      shifts[i] = new int[channels];
      for (int c = 0; c < channels; c++) {
        weightUnit[c] = (float) scales.weightUnit(topology, i, c);
        biasUnit[c] = (float) (in * scales.weightUnit(topology, i, c));
        shifts[i][c] = scales.shift(i, c);
      }
      residualShifts[i] = scales.residualShift(i);
      add(i, startWeights.get(i), startBiases.get(i), weightUnit, biasUnit);
    }
  }

  /**
   * A network's integers, to be trained on. What their units stand for is not known any more: each
   * layer's weights are taken to have He's deviation, which decides how far a step moves them.
   *
   * @param outputUnit the real value of one unit of the logits
   */
  static QuantizedModel of(Network network, double outputUnit) {
    QuantizedModel model = new QuantizedModel(network.topology(), outputUnit);
    for (int i = 0; i < network.layerCount(); i++) {
      QuantizedLayer layer = network.layer(i);
      short[] integers = layer.weights();
      double squares = 0;
      for (short weight : integers) {
        squares += weight * weight;
      }
      double unit =
          Math.sqrt(2.0 / layer.terms()) / Math.sqrt(Math.max(squares, 1) / integers.length);
      float[] start = new float[integers.length];
      for (int j = 0; j < start.length; j++) {
        start[j] = (float) (integers[j] * unit);
      }
      int channels = layer.outChannels();
      float[] weightUnit = new float[channels];
      float[] biasUnit = new float[channels];
      float[] bias = new float[channels];
      model.shifts[i] = new int[channels];
      for (int c = 0; c < channels; c++) {
        int shift = layer.shift(c);
        weightUnit[c] = (float) unit;
        biasUnit[c] = (float) (unit / TYPICAL_INPUT);
        bias[c] = (layer.bias(c) - halfStep(shift)) * biasUnit[c];
        model.shifts[i][c] = shift;
      }
      model.residualShifts[i] = layer.residualShift();
      model.add(i, start, bias, weightUnit, biasUnit);
    }
    return model;
  }

  private void add(int i, float[] weight, float[] bias, float[] weightUnit, float[] biasUnit) {
    LayerShape shape = topology().layers().get(i).shape();
    int channels = shape.outChannels();
    float[] step = new float[channels];
    for (int c = 0; c < channels; c++) {
      step[c] = Math.scalb(1f, shifts[i][c]);
    }
    weights.add(Torch.tensor(weight, weightShape(shape)).set_requires_grad(true));
    biases.add(Torch.tensor(bias, channels).set_requires_grad(true));
    weightUnits.add(perRow(shape, Torch.tensor(weightUnit, channels)));
    biasUnits.add(Torch.tensor(biasUnit, channels));
    steps.add(Torch.tensor(step, channels));
  }

  private static int halfStep(int shift) {
    return shift == 0 ? 0 : 1 << (shift - 1);
  }

  /**
   * Errors that later evaluations add to the accumulators, where decryption would.
   *
   * @param samples the number of each image of the batch, by which errors are drawn
   */
  void errors(OutputErrors errors, int[] samples) {
    this.errors = errors;
    this.samples = samples.clone();
  }

  /** The type that accumulators are computed in: Float for training, Double to be exact. */
  void arithmetic(ScalarType type) {
    arithmetic = type;
  }

  /** What the optimiser moves. */
  List<Tensor> parameters() {
    List<Tensor> moved = new ArrayList<>(weights);
    moved.addAll(biases);
    return moved;
  }

  /** The real value of one unit of the network's output. */
  double outputUnit() {
    return outputUnit;
  }

  @Override
  Tensor linear(int layer, Node.Linear node, Tensor in, @Nullable Tensor residual) {
    LayerShape shape = node.shape();
    Tensor weight = integerWeights(layer);
    Tensor bias = integerBiases(layer);
    boolean rounds = node.activation() != Activation.NONE;
    if (rounds) {
      // Steps are powers of two: dividing weights and bias by them is exact, and cheaper than sums.
      weight = weight.div(perRow(shape, steps.get(layer)));
      bias = bias.div(steps.get(layer));
    }
    ScalarType type = rounds ? arithmetic : Torch.atLeastFloat(arithmetic);
    Tensor offset =
        type == ScalarType.BFloat16 || !rounds ? bias : bias.to(type).add(Torch.scalar(0.5));
    Tensor sums = apply(shape, in.to(type), weight.to(type), new TensorOptional(offset.to(type)));
    if (residual != null) {
      double entry = Math.scalb(1.0, residualShifts[layer]);
      sums = sums.add_(residual, Torch.scalar(entry));
    }
    if (errors != OutputErrors.NONE) {
      sums = withErrors(layer, sums);
    }
    if (!rounds) {
      return sums;
    }
    int bits = topology().bits();
    return Torch.roundWithin(sums, node.activation().least(bits), node.activation().most(bits));
  }

  /** Adds errors; {@code sums} are accumulators, or those divided by the step plus one half. */
  private Tensor withErrors(int layer, Tensor sums) {
    float[] values = Torch.floats(sums);
    long[] accumulators = new long[values.length];
    TensorShape shape = topology().tensor(topology().nodeOf(layer) + 1);
    int pixels = shape.height() * shape.width();
    boolean last = layer == shifts.length - 1;
    double half = last ? 0 : 0.5;
    for (int i = 0; i < values.length; i++) {
      double step = 1L << shifts[layer][i / pixels % shape.channels()];
      accumulators[i] = Math.round((values[i] - half) * step);
    }
    long[] clean = accumulators.clone();
    errors.addTo(layer, LayerOutputs.imageByImage(accumulators, shape, samples));
    boolean moved = false;
    for (int i = 0; i < values.length; i++) {
      double step = 1L << shifts[layer][i / pixels % shape.channels()];
      moved |= accumulators[i] != clean[i];
      values[i] = (float) ((accumulators[i] - clean[i]) / step);
    }
    return moved ? sums.add(Torch.tensor(values, sums.shape())) : sums;
  }

  @Override
  Tensor pooled(Tensor mean, int size) {
    return Torch.roundStraightThrough(mean.mul(Torch.scalar(size * size)));
  }

  private Tensor integerWeights(int layer) {
    Tensor scaled = weights.get(layer).div(weightUnits.get(layer));
    int largest = topology().largestWeight();
    return Torch.clamp(Torch.roundStraightThrough(scaled), -largest, largest);
  }

  private Tensor integerBiases(int layer) {
    return Torch.roundStraightThrough(biases.get(layer).div(biasUnits.get(layer)));
  }

  /** The integers as a network, half a step of each shift put into its bias. */
  Network export(TrainingRecord training) {
    List<QuantizedLayer> layers = new ArrayList<>();
    for (int i = 0; i < topology().layers().size(); i++) {
      float[] weight = Torch.floats(integerWeights(i));
      float[] bias = Torch.floats(integerBiases(i));
      short[] weightInts = new short[weight.length];
      for (int j = 0; j < weight.length; j++) {
        weightInts[j] = (short) weight[j];
      }
      long[] biasInts = new long[bias.length];
      int[] shift = new int[bias.length];
      for (int c = 0; c < bias.length; c++) {
        shift[c] = shifts[i][c];
        biasInts[c] = Math.round((double) bias[c]) + halfStep(shift[c]);
      }
      layers.add(new QuantizedLayer(weightInts, biasInts, shift, residualShifts[i]));
    }
    return new Network(topology(), layers, training);
  }
}
