package org.autoprivacy.network;

/** One step of a network: takes one tensor, gives one tensor. Tensor 0 is the image. */
public sealed interface Node {

  /** The index of the tensor it takes. */
  int input();

  /** The tensor added to a linear layer's accumulators, or {@link #NO_RESIDUAL}. */
  default int residual() {
    return NO_RESIDUAL;
  }

  /** No tensor is added. */
  int NO_RESIDUAL = -1;

  /**
   * A linear layer, the addition of an earlier tensor if there is one, and the activation.
   *
   * @param name the layer's name
   * @param shape its shape
   * @param input the tensor it takes
   * @param activation what follows
   * @param residual the tensor added before the activation, or {@link #NO_RESIDUAL}
   */
  record Linear(String name, LayerShape shape, int input, Activation activation, int residual)
      implements Node {}

  /**
   * Average pooling without the division: the sum over each {@code size×size} window.
   *
   * @param input the tensor it takes
   * @param size side of the window, which divides height and width
   */
  record SumPool(int input, int size) implements Node {}

  /**
   * The parameter-free shortcut of a residual network (option A of He et al. 2016): every {@code
   * stride}-th pixel, and zero channels put evenly before and after.
   *
   * @param input the tensor it takes
   * @param stride step in both directions
   * @param outChannels channels it gives
   */
  record Shortcut(int input, int stride, int outChannels) implements Node {}
}
