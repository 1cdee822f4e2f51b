package org.autoprivacy.kernel.spi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Where the automorphism X → X^g moves transformed values, one by one or in blocks of 2^k.
 *
 * <p>Value i belongs to the power 2·rev(i) + 1 of the root. An aligned block of L values differs in
 * the top log L bits of rev(i) alone, so in multiples of 2n/L, and an odd g keeps them that: whole
 * blocks move to whole blocks, and only the order inside changes. Immutable and thread-safe.
 */
public final class ValueOrder {

  private static final int MOST_LOG = 3;
  private static final int LANES = 256;
  private static final int MOST_LOG_DEGREE = 17;
  private static final AtomicReferenceArray<@Nullable ValueOrder> UNMOVED =
      new AtomicReferenceArray<>(MOST_LOG_DEGREE + 1);

  private final int[] source;
  private final AtomicReferenceArray<@Nullable Blocks> byLog =
      new AtomicReferenceArray<>(MOST_LOG + 1);

  /**
   * Blocks of L = 2^k values.
   *
   * @param targets for each block 256 times the place of the first value of where it goes, plus the
   *     place of its order in {@code lanes}
   * @param lanes 256 numbers, orders of L each: lane j of the moved block is this lane of the block
   */
  @SuppressWarnings("ArrayRecordComponent") // read by kernels alone
  public record Blocks(int[] targets, long[] lanes) {}

  /**
   * The order of one automorphism.
   *
   * @param polyDegree n, a power of two from 2 to 2^17
   * @param galoisElement g, odd, in [1, 2n)
   */
  public ValueOrder(int polyDegree, int galoisElement) {
    source = new int[polyDegree];
    int shift = Integer.numberOfLeadingZeros(polyDegree - 1);
    int mask = 2 * polyDegree - 1;
    for (int i = 0; i < polyDegree; i++) {
      int exponent = 2 * (Integer.reverse(i) >>> shift) + 1;
      int image = (exponent * galoisElement) & mask;
      source[i] = Integer.reverse(image >> 1) >>> shift;
    }
  }

  /** The order of the automorphism that changes nothing. */
  public static ValueOrder unmoved(int polyDegree) {
    int log = Integer.numberOfTrailingZeros(polyDegree);
    ValueOrder made = UNMOVED.get(log);
    if (made == null) {
      made = new ValueOrder(polyDegree, 1);
      UNMOVED.set(log, made);
    }
    return made;
  }

  /** Where each value comes from; not to be written. */
  public int[] source() {
    return source;
  }

  /** Blocks of 2^log values, log at most 3 and no more than that of n. */
  public Blocks blocks(int log) {
    Blocks made = byLog.get(log);
    if (made == null) {
      made = make(1 << log);
      byLog.set(log, made);
    }
    return made;
  }

  private Blocks make(int length) {
    int[] targets = new int[source.length / length];
    List<long[]> orders = new ArrayList<>();
    for (int to = 0; to < source.length; to += length) {
      long[] order = new long[length];
      for (int j = 0; j < length; j++) {
        order[j] = source[to + j] % length;
      }
      int known = 0;
      while (known < orders.size() && !Arrays.equals(orders.get(known), order)) {
        known++;
      }
      if (known == orders.size()) {
        orders.add(order);
      }
      targets[source[to] / length] = to << 8 | known * length;
    }
    long[] lanes = orders.stream().flatMapToLong(Arrays::stream).toArray();
    return new Blocks(targets, Arrays.copyOf(lanes, LANES));
  }
}
