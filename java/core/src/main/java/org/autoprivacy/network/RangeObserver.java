package org.autoprivacy.network;

import java.util.ArrayList;
import java.util.List;

/** Records the range of each layer's accumulators; changes nothing. */
final class RangeObserver implements OutputErrors {

  private final List<AccumulatorRange> ranges = new ArrayList<>();

  RangeObserver(int layers) {
    for (int i = 0; i < layers; i++) {
      ranges.add(new AccumulatorRange(0, 0));
    }
  }

  @Override
  public void addTo(int layer, LayerOutputs outputs) {
    long least = 0;
    long most = 0;
    for (int value = 0; value < outputs.values(); value++) {
      for (int i = 0; i < outputs.images(); i++) {
        long accumulator = outputs.get(i, value);
        least = Math.min(least, accumulator);
        most = Math.max(most, accumulator);
      }
    }
    AccumulatorRange seen = new AccumulatorRange(least, most);
    synchronized (ranges) {
      ranges.set(layer, ranges.get(layer).union(seen));
    }
  }

  List<AccumulatorRange> ranges() {
    synchronized (ranges) {
      return List.copyOf(ranges);
    }
  }
}
