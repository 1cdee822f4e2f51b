package org.autoprivacy.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.autoprivacy.linear.Packing;

/**
 * A candidate that no other of its layer beats: none of the same packing is as fast and fails less
 * often. Rates of different packings count different things and do not compare.
 *
 * @param index index of the candidate
 * @param packing its packing
 * @param latencyNanos its latency
 * @param bytes its bytes
 * @param logRate log2 of the rate that it leaves
 */
record LayerOption(int index, Packing packing, double latencyNanos, long bytes, double logRate) {

  /** The options of a layer by rising latency, then bytes; in one packing rates fall. */
  static List<LayerOption> of(SearchLayer layer) {
    List<LayerOption> all = new ArrayList<>();
    for (int i = 0; i < layer.candidates().size(); i++) {
      LayerCandidate candidate = layer.candidates().get(i);
      all.add(
          new LayerOption(
              i,
              candidate.packing(),
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
      if (front.stream().noneMatch(option::noSaferThan)) {
        front.add(option);
      }
    }
    return List.copyOf(front);
  }

  /** Whether the other surely errs no more: same packing, and a rate that is no larger. */
  boolean noSaferThan(LayerOption other) {
    return packing == other.packing && logRate >= other.logRate;
  }
}
