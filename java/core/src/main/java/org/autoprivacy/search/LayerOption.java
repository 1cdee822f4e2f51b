package org.autoprivacy.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A candidate that no other of its layer beats: none costs no more and fails less often.
 *
 * @param index index of the candidate
 * @param latencyNanos its latency
 * @param bytes its bytes
 * @param logRate log2 of the rate that it leaves
 */
record LayerOption(int index, double latencyNanos, long bytes, double logRate) {

  /** The options of a layer by rising latency, then bytes; rates fall. */
  static List<LayerOption> of(SearchLayer layer) {
    List<LayerOption> all = new ArrayList<>();
    for (int i = 0; i < layer.candidates().size(); i++) {
      LayerCandidate candidate = layer.candidates().get(i);
      all.add(
          new LayerOption(
              i,
              candidate.latencyNanos(),
              candidate.bytes(),
              candidate.predictedErrorRate().log2()));
    }
    all.sort(
        Comparator.comparingDouble(LayerOption::latencyNanos)
            .thenComparingLong(LayerOption::bytes)
            .thenComparingDouble(LayerOption::logRate));
    List<LayerOption> front = new ArrayList<>();
    for (LayerOption option : all) {
      if (front.isEmpty() || option.logRate < front.getLast().logRate) {
        front.add(option);
      }
    }
    return List.copyOf(front);
  }
}
