package org.autoprivacy.network;

/** What decryption does to a linear layer's outputs: called after each layer, before activation. */
@FunctionalInterface
public interface OutputErrors {

  /** No errors. */
  OutputErrors NONE = (layer, outputs) -> {};

  /**
   * Changes the accumulators of a block of images in place. Several threads call it at once, with
   * different images; each image passes each layer once in a run.
   *
   * @param layer the linear layer, counted from 0
   * @param outputs its exact accumulators: weights times inputs, plus bias, plus residual
   */
  void addTo(int layer, LayerOutputs outputs);
}
