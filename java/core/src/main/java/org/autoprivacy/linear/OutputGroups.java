package org.autoprivacy.linear;

import java.util.stream.IntStream;
import org.autoprivacy.network.LayerShape;

/** Which output values of a layer share a ciphertext, as its packing lays them out. Immutable. */
public final class OutputGroups {

  private final int[][] groups;

  private OutputGroups(int[][] groups) {
    this.groups = groups;
  }

  /**
   * The groups of a layer.
   *
   * @throws IllegalArgumentException if the packing cannot hold the layer at that degree
   */
  public static OutputGroups of(LayerShape shape, Packing packing, int polyDegree) {
    LayerLayout layout = LayerLayout.of(shape, packing, polyDegree, ZeroCheck.FREE);
    int[][] groups = new int[layout.outputs()][];
    for (int i = 0; i < groups.length; i++) {
      OutputPlaces places = layout.outputPlaces(i);
      groups[i] = IntStream.range(0, places.count()).map(places::value).sorted().toArray();
    }
    return new OutputGroups(groups);
  }

  /** How many ciphertexts there are. */
  public int ciphertexts() {
    return groups.length;
  }

  /** The values of a ciphertext, ascending, in channel-major order. */
  public IntStream values(int ciphertext) {
    return IntStream.of(groups[ciphertext]);
  }
}
