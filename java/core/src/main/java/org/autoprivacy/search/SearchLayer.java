package org.autoprivacy.search;

import java.util.List;

/**
 * One linear layer as the search sees it: the numbers of the paper's state and the table of
 * parameters it may take.
 *
 * @param name the layer's name
 * @param shape its shape token
 * @param inChannels c_in
 * @param outChannels c_out
 * @param width x_w
 * @param height x_h
 * @param kernel k_s; 1 for a fully connected layer
 * @param stride s_s; 0 for a fully connected layer
 * @param candidates the cheapest parameters for each rate, in any packing, largest rate first; not
 *     empty
 */
public record SearchLayer(
    String name,
    String shape,
    int inChannels,
    int outChannels,
    int width,
    int height,
    int kernel,
    int stride,
    List<LayerCandidate> candidates) {

  public SearchLayer {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("layer " + name + " has no parameters to choose from");
    }
    for (int i = 1; i < candidates.size(); i++) {
      if (candidates.get(i).errorRate().log2() >= candidates.get(i - 1).errorRate().log2()) {
        throw new IllegalArgumentException(
            "the candidates of layer " + name + " must have falling error rates");
      }
    }
  }

  /**
   * The index of the first candidate whose rate is at most {@code 2^-exponent}, else of the safest.
   */
  public int indexFor(double exponent) {
    for (int i = 0; i < candidates.size(); i++) {
      if (-candidates.get(i).errorRate().log2() >= exponent - 1e-9) {
        return i;
      }
    }
    return candidates.size() - 1;
  }

  /**
   * The index of the candidate to fall back on when {@code index} is too slow: the slowest that is
   * strictly faster, the safest of equals; -1 if there is none.
   */
  public int fasterThan(int index) {
    double latency = candidates.get(index).latencyNanos();
    int best = -1;
    for (int i = 0; i < candidates.size(); i++) {
      double other = candidates.get(i).latencyNanos();
      if (other < latency && (best < 0 || other >= candidates.get(best).latencyNanos())) {
        best = i;
      }
    }
    return best;
  }
}
