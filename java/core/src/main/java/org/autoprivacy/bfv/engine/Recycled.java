package org.autoprivacy.bfv.engine;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of closed ciphertexts and plaintexts, for the next results: allocating half a megabyte
 * means clearing it, which takes as long as adding two ciphertexts. Thread-safe.
 */
final class Recycled {

  private static final long MOST_VALUES = (16L << 20) / Long.BYTES;

  private final Map<Integer, ArrayDeque<long[]>> byLength = new HashMap<>();
  private long kept;

  /** An array of any content that nobody else has. */
  long[] take(int length) {
    long[] kept = poll(length);
    return kept != null ? kept : new long[length];
  }

  /** A copy in such an array. */
  long[] copy(long[] values) {
    long[] kept = poll(values.length);
    if (kept == null) {
      return values.clone();
    }
    System.arraycopy(values, 0, kept, 0, values.length);
    return kept;
  }

  private synchronized long @Nullable [] poll(int length) {
    ArrayDeque<long[]> free = byLength.get(length);
    long[] array = free == null ? null : free.poll();
    if (array != null) {
      kept -= length;
    }
    return array;
  }

  /** Takes over an array that its owner will not touch again. */
  synchronized void give(long[] array) {
    if (kept + array.length <= MOST_VALUES) {
      kept += array.length;
      byLength.computeIfAbsent(array.length, length -> new ArrayDeque<>()).push(array);
    }
  }
}
