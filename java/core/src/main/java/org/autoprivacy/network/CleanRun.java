package org.autoprivacy.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a network without errors computes on a set of images: the logits, and at some layers the
 * tensors that are needed to go on from there. Made by {@link IntegerInference#clean}; immutable
 * from then on.
 */
public final class CleanRun {

  private static final int LANES = ProductKernel.LANES;

  private final int count;
  private final int classes;
  private final long[] logits;
  private final Map<Integer, List<Kept>> kept = new TreeMap<>();

  /** Tensor {@code index} of all images: {@code [image][value]}. */
  private static final class Kept {
    final int index;
    final int size;
    final short[][] values;

    Kept(int index, int size, int images) {
      this.index = index;
      this.size = size;
      this.values = new short[images][];
    }
  }

  CleanRun(Topology topology, int count, int[] layers, long[] logits) {
    this.count = count;
    this.classes = topology.classes();
    this.logits = logits;
    for (int layer : layers) {
      List<Kept> tensors = new ArrayList<>();
      if (!canKeep(topology, layer)) {
        throw new IllegalArgumentException(
            topology.name() + ": inputs of layer " + layer + " do not fit 16 bits");
      }
      for (int index : topology.liveBefore(topology.nodeOf(layer))) {
        tensors.add(new Kept(index, topology.tensor(index).size(), count));
      }
      kept.put(layer, tensors);
    }
  }

  /** Whether all that is needed to go on from a layer fits 16 bits a value, as it is kept. */
  public static boolean canKeep(Topology topology, int layer) {
    for (int index : topology.liveBefore(topology.nodeOf(layer))) {
      if (topology.least(index) < Short.MIN_VALUE || topology.most(index) > Short.MAX_VALUE) {
        return false;
      }
    }
    return true;
  }

  /** Number of images. */
  public int count() {
    return count;
  }

  /** The last layer's accumulator of a class. */
  public long logit(int image, int label) {
    return logits[image * classes + label];
  }

  /** The class with the largest logit, the first of equals. */
  public int classOf(int image) {
    return IntegerInference.classOf(logits, image * classes, classes);
  }

  /** Whether one can go on from this layer. */
  public boolean keeps(int layer) {
    return kept.containsKey(layer);
  }

  /** Bytes that the kept tensors take. */
  public long bytes() {
    return kept.values().stream()
        .flatMap(List::stream)
        .mapToLong(tensor -> (long) tensor.size * Short.BYTES * count)
        .sum();
  }

  /** Takes a layer's inputs from a block. */
  void keep(int layer, BlockRun block, int[] images) {
    for (Kept tensor : tensors(layer)) {
      int[] from = block.tensor(tensor.index);
      for (int i = 0; i < images.length; i++) {
        short[] values = new short[tensor.size];
        for (int v = 0; v < tensor.size; v++) {
          values[v] = (short) from[v * LANES + i];
        }
        tensor.values[images[i]] = values;
      }
    }
  }

  /** Gives a layer's inputs to a block. */
  void restore(int layer, BlockRun block, int[] images) {
    for (Kept tensor : tensors(layer)) {
      int[] to = block.make(tensor.index);
      for (int i = 0; i < images.length; i++) {
        short[] values = tensor.values[images[i]];
        for (int v = 0; v < tensor.size; v++) {
          to[v * LANES + i] = values[v];
        }
      }
    }
  }

  private List<Kept> tensors(int layer) {
    List<Kept> tensors = kept.get(layer);
    if (tensors == null) {
      throw new IllegalArgumentException(
          "the inputs of layer " + layer + " were not kept, only of " + kept.keySet());
    }
    return tensors;
  }
}
