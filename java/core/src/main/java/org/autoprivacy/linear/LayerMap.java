package org.autoprivacy.linear;

import java.util.List;
import java.util.Optional;
import org.autoprivacy.bfv.Ciphertext;

/**
 * A layer's weights, ready for products, in one BFV instance. Thread-safe; closing frees the
 * weights.
 */
interface LayerMap extends AutoCloseable {

  /** What is done with an output ciphertext, which the receiver closes; empty if it is zero. */
  @FunctionalInterface
  interface Receiver {
    void accept(int output, Optional<Ciphertext> sum);
  }

  /**
   * What can be done with an input alone, in place: to be called once with each before {@link
   * #apply}, in any thread.
   *
   * @param input in coefficient form
   */
  default void arrived(Ciphertext input) {}

  /**
   * The linear map, without the bias. Outputs come one by one, in no order, from several threads.
   *
   * @param inputs all of which have {@link #arrived}; they stay the caller's
   */
  void apply(List<Ciphertext> inputs, Parallel parallel, Receiver receiver);

  @Override
  void close();
}
