package org.autoprivacy.learn.train;

import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.network.Activation;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.Node;
import org.autoprivacy.network.QuantizedLayer;
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

  private static final int LARGEST_WEIGHT = 127;

  private final Scales scales;
  private final List<Tensor> weights = new ArrayList<>();
  private final List<Tensor> biases = new ArrayList<>();
  private final List<Tensor> weightUnits = new ArrayList<>();
  private final List<Tensor> biasUnits = new ArrayList<>();
  private final List<Tensor> steps = new ArrayList<>();
  private ScalarType arithmetic = ScalarType.Float;

  /** A quantised network that starts at these float weights and biases. */
  QuantizedModel(
      Topology topology, Scales scales, List<float[]> startWeights, List<float[]> startBiases) {
    super(topology);
    this.scales = scales;
    for (int i = 0; i < topology.layers().size(); i++) {
      LayerShape shape = topology.layers().get(i).shape();
      int channels = shape.outChannels();
      double in = scales.unit(topology.nodes().get(topology.nodeOf(i)).input());
      float[] weightUnit = new float[channels];
      float[] biasUnit = new float[channels];
      float[] step = new float[channels];
      for (int c = 0; c < channels; c++) {
        weightUnit[c] = (float) scales.weightUnit(topology, i, c);
        biasUnit[c] = (float) (in * scales.weightUnit(topology, i, c));
        step[c] = Math.scalb(1f, scales.shift(i, c));
      }
      weights.add(Torch.tensor(startWeights.get(i), weightShape(shape)).set_requires_grad(true));
      biases.add(Torch.tensor(startBiases.get(i), channels).set_requires_grad(true));
      weightUnits.add(perRow(shape, Torch.tensor(weightUnit, channels)));
      biasUnits.add(Torch.tensor(biasUnit, channels));
      steps.add(Torch.tensor(step, channels));
    }
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
    return scales.unit(topology().nodes().size());
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
    if (!rounds) {
      return sums;
    }
    if (residual != null) {
      double entry = Math.scalb(1.0, scales.residualShift(layer));
      sums = sums.add_(residual, Torch.scalar(entry));
    }
    return Torch.roundWithin(sums, node.activation().least(), node.activation().most());
  }

  @Override
  Tensor pooled(Tensor mean, int size) {
    return Torch.roundStraightThrough(mean.mul(Torch.scalar(size * size)));
  }

  private Tensor integerWeights(int layer) {
    Tensor scaled = weights.get(layer).div(weightUnits.get(layer));
    return Torch.clamp(Torch.roundStraightThrough(scaled), -LARGEST_WEIGHT, LARGEST_WEIGHT);
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
      byte[] weightBytes = new byte[weight.length];
      for (int j = 0; j < weight.length; j++) {
        weightBytes[j] = (byte) weight[j];
      }
      int[] biasInts = new int[bias.length];
      int[] shift = new int[bias.length];
      for (int c = 0; c < bias.length; c++) {
        shift[c] = scales.shift(i, c);
        biasInts[c] = Math.round(bias[c]) + (shift[c] == 0 ? 0 : 1 << (shift[c] - 1));
      }
      layers.add(new QuantizedLayer(weightBytes, biasInts, shift, scales.residualShift(i)));
    }
    return new Network(topology(), layers, training);
  }
}
