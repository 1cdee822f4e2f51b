package org.autoprivacy.learn.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.autoprivacy.network.Activation;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.Node;
import org.autoprivacy.network.Topology;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A network in float: every linear layer but the last is followed by batch normalisation. Inputs
 * are pixels divided by 255.
 */
final class FloatModel extends TorchGraph {

  private static final double BATCH_MOMENTUM = 0.1;
  static final double EPSILON = 1e-5;

  private final List<Tensor> weights = new ArrayList<>();
  private final List<Tensor> scales = new ArrayList<>();
  private final List<Tensor> offsets = new ArrayList<>();
  private final List<Tensor> means = new ArrayList<>();
  private final List<Tensor> variances = new ArrayList<>();
  private boolean training = true;
  private ScalarType arithmetic = ScalarType.Float;

  /** A network with He's random weights from a seed. */
  FloatModel(Topology topology, long seed) {
    super(topology);
    Random random = new Random(seed);
    for (Node.Linear layer : topology.layers()) {
      LayerShape shape = layer.shape();
      float[] values = new float[Math.toIntExact(shape.weights())];
      double deviation = Math.sqrt(2.0 / shape.terms());
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (random.nextGaussian() * deviation);
      }
      weights.add(Torch.tensor(values, weightShape(shape)).set_requires_grad(true));
      scales.add(filled(shape, 1).set_requires_grad(normalized(layer)));
      offsets.add(filled(shape, 0).set_requires_grad(true));
      means.add(filled(shape, 0));
      variances.add(filled(shape, 1));
    }
  }

  private static boolean normalized(Node.Linear layer) {
    return layer.activation() != Activation.NONE;
  }

  private static Tensor filled(LayerShape shape, float value) {
    float[] values = new float[shape.outChannels()];
    java.util.Arrays.fill(values, value);
    return Torch.tensor(values, values.length);
  }

  /** Whether batches are normalised by their own statistics, which are then learnt. */
  void training(boolean on) {
    training = on;
  }

  /** The type that convolutions are computed in; everything that is learnt stays in float. */
  void arithmetic(ScalarType type) {
    arithmetic = type;
  }

  @Override
  Tensor linear(int layer, Node.Linear node, Tensor in, @Nullable Tensor residual) {
    if (!normalized(node)) {
      Tensor wide = in.to(ScalarType.Float);
      return apply(node.shape(), wide, weights.get(layer), new TensorOptional(offsets.get(layer)));
    }
    Tensor sums =
        apply(
            node.shape(),
            in.to(arithmetic),
            weights.get(layer).to(arithmetic),
            new TensorOptional());
    Tensor values =
        torch.batch_norm(
            sums,
            new TensorOptional(scales.get(layer)),
            new TensorOptional(offsets.get(layer)),
            new TensorOptional(means.get(layer)),
            new TensorOptional(variances.get(layer)),
            training,
            BATCH_MOMENTUM,
            EPSILON,
            false);
    Tensor total = residual == null ? values : values.add_(residual);
    return node.activation() == Activation.RELU ? total.relu_() : total;
  }

  @Override
  Tensor pooled(Tensor mean, int size) {
    return mean;
  }

  /** What the optimiser moves. */
  List<Tensor> parameters() {
    List<Tensor> moved = new ArrayList<>(weights);
    for (int i = 0; i < scales.size(); i++) {
      if (normalized(topology().layers().get(i))) {
        moved.add(scales.get(i));
      }
      moved.add(offsets.get(i));
    }
    return moved;
  }

  /** Everything that makes the model: parameters and learnt statistics. */
  List<Tensor> state() {
    List<Tensor> all = new ArrayList<>(parameters());
    all.addAll(means);
    all.addAll(variances);
    return all;
  }

  /**
   * Takes over the state of a network with the same layers, the last one excepted where it has
   * other classes.
   *
   * @param values in the order of {@link #state()}; more may follow
   * @throws IllegalArgumentException if the layers differ
   */
  void takeOver(List<float[]> values) {
    List<Tensor> state = state();
    int last = weights.size() - 1;
    List<Tensor> head =
        List.of(weights.get(last), offsets.get(last), means.get(last), variances.get(last));
    if (values.size() < state.size()) {
      throw new IllegalArgumentException("it has fewer layers");
    }
    boolean sameClasses = true;
    for (int i = 0; i < state.size(); i++) {
      if (values.get(i).length != state.get(i).numel()) {
        if (!head.contains(state.get(i))) {
          throw new IllegalArgumentException("its layers have other shapes");
        }
        sameClasses = false;
      }
    }
    try (NoGradGuard _ = new NoGradGuard()) {
      for (int i = 0; i < state.size(); i++) {
        Tensor tensor = state.get(i);
        if (sameClasses || !head.contains(tensor)) {
          Torch.fill(tensor, values.get(i));
        }
      }
    }
  }

  /** A layer's weights with the normalisation multiplied in, row-major. */
  float[] foldedWeights(int layer) {
    float[] values = Torch.floats(weights.get(layer));
    double[] factors = factors(layer);
    int terms = values.length / factors.length;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * factors[i / terms]);
    }
    return values;
  }

  /** A layer's bias with the normalisation in it. */
  float[] foldedBiases(int layer) {
    float[] biases = Torch.floats(offsets.get(layer));
    if (normalized(topology().layers().get(layer))) {
      double[] factors = factors(layer);
      float[] mean = Torch.floats(means.get(layer));
      for (int c = 0; c < biases.length; c++) {
        biases[c] = (float) (biases[c] - mean[c] * factors[c]);
      }
    }
    return biases;
  }

  private double[] factors(int layer) {
    float[] scale = Torch.floats(scales.get(layer));
    float[] variance = Torch.floats(variances.get(layer));
    double[] factors = new double[scale.length];
    for (int c = 0; c < factors.length; c++) {
      factors[c] =
          normalized(topology().layers().get(layer))
              ? scale[c] / Math.sqrt(variance[c] + EPSILON)
              : 1;
    }
    return factors;
  }
}
