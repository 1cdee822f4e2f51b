package org.autoprivacy.linear;

import java.util.List;
import org.autoprivacy.linear.wire.BitReader;
import org.autoprivacy.linear.wire.BitWriter;
import org.autoprivacy.linear.wire.Envelope;

/**
 * Where the numbers of a reply are. Of each instance: two bytes with the dropped bits, the second
 * polynomials of all ciphertexts, and the wanted coefficients of the first polynomials, limb beside
 * limb, in one stream.
 */
final class ReplyFormat {

  private final List<Long> primes;
  private final DroppedBits dropped;
  private final long secondBytes;
  private final long instanceBytes;
  private final int firstBits;
  private final long[] moduli;
  private final int[] firstWidths;
  private final int outputs;

  private ReplyFormat(LayerPlan plan, DroppedBits dropped, int outputs, long released) {
    this.dropped = dropped;
    this.outputs = outputs;
    primes = plan.parameters().dataPrimes().subList(0, plan.wireLimbs());
    int bits = primes.stream().mapToInt(WireSizes::width).sum();
    firstBits = bits - dropped.first();
    moduli = primes.stream().mapToLong(Long::longValue).toArray();
    firstWidths = primes.stream().mapToInt(q -> WireSizes.width(q) - dropped.first()).toArray();
    secondBytes =
        BitWriter.bytes((long) plan.parameters().polyDegree() * (bits - dropped.second()));
    instanceBytes =
        WireSizes.DROPPED_BYTES + secondBytes * outputs + BitWriter.bytes(released * firstBits);
  }

  /** For writing. */
  static ReplyFormat of(LayerPlan plan, DroppedBits dropped, int outputs, long released) {
    return new ReplyFormat(plan, dropped, outputs, released);
  }

  /**
   * Of a message, which is checked.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static ReplyFormat read(LayerPlan plan, int outputs, long released, byte[] message) {
    if (message.length < Envelope.BYTES + WireSizes.DROPPED_BYTES) {
      throw new IllegalArgumentException(
          "a reply of %d bytes is too short: the connection was cut".formatted(message.length));
    }
    int first = message[Envelope.HEADER_BYTES];
    int second = message[Envelope.HEADER_BYTES + 1];
    int least = WireSizes.width(plan.parameters().dataPrimes().getFirst());
    if (first < 0
        || second < 0
        || first >= least
        || second >= least
        || (plan.wireLimbs() > 1 && (first | second) != 0)) {
      throw new IllegalArgumentException(
          "a reply leaves out %d and %d of %d bits: the message is broken"
              .formatted(first, second, least));
    }
    ReplyFormat format = new ReplyFormat(plan, new DroppedBits(first, second), outputs, released);
    format
        .envelope(plan)
        .requireFits(message, format.instanceBytes * plan.parameters().instances());
    for (int i = 1; i < plan.parameters().instances(); i++) {
      int at = format.start(i);
      if (message[at] != first || message[at + 1] != second) {
        throw new IllegalArgumentException(
            "a reply leaves out other bits for each factor of t: the message is broken");
      }
    }
    return format;
  }

  /** An empty message, with the dropped bits in it. */
  byte[] open(LayerPlan plan) {
    int instances = plan.parameters().instances();
    byte[] message = envelope(plan).open(instanceBytes * instances);
    for (int i = 0; i < instances; i++) {
      message[start(i)] = (byte) dropped.first();
      message[start(i) + 1] = (byte) dropped.second();
    }
    return message;
  }

  private Envelope envelope(LayerPlan plan) {
    return new Envelope(
        Envelope.Kind.REPLY,
        Integer.numberOfTrailingZeros(plan.parameters().polyDegree()),
        plan.parameters().instances(),
        outputs);
  }

  private int start(int instance) {
    return Math.toIntExact(Envelope.HEADER_BYTES + instance * instanceBytes);
  }

  /** The bit at which an output's second polynomial begins. */
  long secondAt(int instance, int output) {
    return Byte.SIZE * (start(instance) + WireSizes.DROPPED_BYTES + output * secondBytes);
  }

  /** The bit at which the first polynomials' coefficient number {@code before} begins. */
  long firstAt(int instance, long before) {
    return secondAt(instance, outputs) + before * firstBits;
  }

  /** Writes one limb of a second polynomial. */
  void writeSecond(BitWriter writer, int limb, long[] values, int from, int count) {
    int width = WireSizes.width(primes.get(limb)) - dropped.second();
    for (int i = from; i < from + count; i++) {
      writer.put(values[i] >>> dropped.second(), width);
    }
  }

  /** Writes coefficients of a first polynomial, limb beside limb. */
  void writeFirst(BitWriter writer, long[] values) {
    int limbs = moduli.length;
    for (int i = 0, limb = 0; i < values.length; i++, limb = limb + 1 == limbs ? 0 : limb + 1) {
      writer.put(values[i] >>> dropped.first(), firstWidths[limb]);
    }
  }

  /** Reads what {@link #writeSecond} wrote. */
  void readSecond(BitReader reader, int limb, long[] values, int from, int count) {
    long prime = primes.get(limb);
    int width = WireSizes.width(prime) - dropped.second();
    for (int i = from; i < from + count; i++) {
      values[i] = restored(reader.get(width), dropped.second(), prime);
    }
  }

  /** Reads the next coefficient of a first polynomial to place {@code at} of each limb. */
  void readFirst(BitReader reader, long[] values, int at, int n) {
    for (int limb = 0; limb < moduli.length; limb++) {
      values[limb * n + at] =
          restored(reader.get(firstWidths[limb]), dropped.first(), moduli[limb]);
    }
  }

  private static long restored(long value, int bits, long prime) {
    long least = value << bits;
    if (least >= prime) {
      throw new IllegalArgumentException(
          "a coefficient is %d, not below %d: the message is broken".formatted(least, prime));
    }
    // The middle of what it may have been.
    return Math.min(least + (1L << bits >> 1), prime - 1);
  }
}
