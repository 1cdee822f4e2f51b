package org.autoprivacy.linear;

import java.util.Arrays;

/** The values that one output ciphertext holds: value {@code values[i]} is at {@code places[i]}. */
final class OutputPlaces {

  private int[] places = new int[64];
  private int[] values = new int[64];
  private int count;

  /** Adds a value; places ascend. */
  void add(int place, int value) {
    if (count > 0 && place <= places[count - 1]) {
      throw new IllegalArgumentException("places ascend, got " + place + " too late");
    }
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
    }
    places[count] = place;
    values[count++] = value;
  }

  /** Number of values. */
  int count() {
    return count;
  }

  /** Where the i-th of them is. */
  int place(int i) {
    return places[i];
  }

  /** Takes what stands at the places, and writes it every so many numbers. */
  void gather(long[] from, int fromAt, long[] to, int toAt, int stride) {
    int[] at = places;
    for (int i = 0, k = toAt; i < count; i++, k += stride) {
      to[k] = from[fromAt + at[i]];
    }
  }

  /** Puts the numbers at the places to where the values are in channel-major order. */
  void collect(long[] atPlaces, long[] out) {
    int[] at = places;
    int[] to = values;
    for (int i = 0; i < count; i++) {
      out[to[i]] = atPlaces[at[i]];
    }
  }

  /** Puts numbers in the order of the places to where the values are in channel-major order. */
  void collectInOrder(long[] inOrder, long[] out) {
    int[] to = values;
    for (int i = 0; i < count; i++) {
      out[to[i]] = inOrder[i];
    }
  }

  /** Which output value the i-th is, in channel-major order. */
  int value(int i) {
    return values[i];
  }
}
