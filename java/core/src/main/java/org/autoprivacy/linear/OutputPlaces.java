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

  /** Which output value the i-th is, in channel-major order. */
  int value(int i) {
    return values[i];
  }
}
