package org.autoprivacy.linear;

import java.util.List;
import java.util.stream.IntStream;
import org.autoprivacy.linear.wire.BitReader;
import org.autoprivacy.linear.wire.BitWriter;
import org.autoprivacy.linear.wire.Envelope;
import org.autoprivacy.ring.SecretWords;

/**
 * Where the numbers of a reply are. Of each instance: two bytes with the dropped bits, the second
 * polynomials of all ciphertexts, and the coefficients of the first polynomials that travel, limb
 * beside limb, in one stream. In slots all coefficients travel, else those that hold values.
 */
final class ReplyFormat {

  private final LayerPlan plan;
  private final OutputPlaces[] outputs;
  private final DroppedBits dropped;
  // How many coefficients of first polynomials travel before each output's, and in all.
  private final long[] before;
  private final long[] moduli;
  private final int firstBits;
  private final int[] firstWidths;
  private final long secondBytes;
  private final long instanceBytes;

  private ReplyFormat(LayerPlan plan, OutputPlaces[] outputs, DroppedBits dropped, long[] before) {
    this.plan = plan;
    this.outputs = outputs;
    this.dropped = dropped;
    this.before = before;
    List<Long> primes = plan.parameters().dataPrimes().subList(0, plan.wireLimbs());
    moduli = primes.stream().mapToLong(Long::longValue).toArray();
    firstWidths = primes.stream().mapToInt(q -> WireSizes.width(q) - dropped.first()).toArray();
    int bits = primes.stream().mapToInt(WireSizes::width).sum();
    firstBits = bits - dropped.first();
    secondBytes =
        BitWriter.bytes((long) plan.parameters().polyDegree() * (bits - dropped.second()));
    instanceBytes =
        WireSizes.DROPPED_BYTES
            + secondBytes * outputs.length
            + BitWriter.bytes(before[outputs.length] * firstBits);
  }

  /** Of a layer's replies that leave out these bits. */
  static ReplyFormat of(LayerPlan plan, LayerLayout layout, DroppedBits dropped) {
    OutputPlaces[] outputs =
        IntStream.range(0, layout.outputs())
            .mapToObj(layout::outputPlaces)
            .toArray(OutputPlaces[]::new);
    long[] before = new long[outputs.length + 1];
    for (int i = 0; i < outputs.length; i++) {
      boolean all = plan.packing().usesSlots();
      before[i + 1] = before[i] + (all ? plan.parameters().polyDegree() : outputs[i].count());
    }
    return new ReplyFormat(plan, outputs, dropped, before);
  }

  /**
   * The same with the dropped bits of a message, which is checked.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  ReplyFormat read(byte[] message) {
    if (message.length < Envelope.BYTES + WireSizes.DROPPED_BYTES) {
      throw new IllegalArgumentException(
          "a reply of %d bytes is too short: the connection was cut".formatted(message.length));
    }
    int first = message[Envelope.HEADER_BYTES];
    int second = message[Envelope.HEADER_BYTES + 1];
    int least = WireSizes.width(moduli[0]);
    if (first < 0
        || second < 0
        || first >= least
        || second >= least
        || (moduli.length > 1 && (first | second) != 0)) {
      throw new IllegalArgumentException(
          "a reply leaves out %d and %d of %d bits: the message is broken"
              .formatted(first, second, least));
    }
    ReplyFormat format = new ReplyFormat(plan, outputs, new DroppedBits(first, second), before);
    format.envelope().requireFits(message, format.instanceBytes * plan.parameters().instances());
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
  byte[] open() {
    int instances = plan.parameters().instances();
    byte[] message = envelope().open(instanceBytes * instances);
    for (int i = 0; i < instances; i++) {
      message[start(i)] = (byte) dropped.first();
      message[start(i) + 1] = (byte) dropped.second();
    }
    return message;
  }

  private Envelope envelope() {
    return new Envelope(
        Envelope.Kind.REPLY,
        Integer.numberOfTrailingZeros(plan.parameters().polyDegree()),
        plan.parameters().instances(),
        outputs.length);
  }

  private int start(int instance) {
    return Math.toIntExact(Envelope.HEADER_BYTES + instance * instanceBytes);
  }

  /** Output ciphertexts of each instance. */
  int outputs() {
    return outputs.length;
  }

  /** The values of an output ciphertext. */
  OutputPlaces places(int output) {
    return outputs[output];
  }

  /** How many coefficients, or slots, of an output are masked and travel. */
  int released(int output) {
    return (int) (before[output + 1] - before[output]);
  }

  /** The coefficient, or slot, that travels as the one with this number of its output. */
  int place(int output, int number) {
    return plan.packing().usesSlots() ? number : outputs[output].place(number);
  }

  /** Puts the numbers of an output that travel to where its values are in channel-major order. */
  void collect(int output, long[] travelling, long[] out) {
    if (plan.packing().usesSlots()) {
      outputs[output].collect(travelling, out);
    } else {
      outputs[output].collectInOrder(travelling, out);
    }
  }

  /** Adds noise wherever a first polynomial travels. */
  void flood(int output, FloodingNoise noise, long[] coefficients, SecretWords random) {
    if (plan.packing().usesSlots()) {
      noise.addTo(coefficients, random);
    } else {
      noise.addTo(coefficients, outputs[output], random);
    }
  }

  /** The bit at which an output's second polynomial begins. */
  long secondAt(int instance, int output) {
    return Byte.SIZE * (start(instance) + WireSizes.DROPPED_BYTES + output * secondBytes);
  }

  /** The bit at which the coefficients of an output's first polynomial begin. */
  long firstAt(int instance, int output) {
    return secondAt(instance, outputs.length) + before[output] * firstBits;
  }

  /** Takes the coefficients of an output that travel, and writes them every so many numbers. */
  void gather(int output, long[] from, int fromAt, long[] to, int toAt, int stride) {
    if (!plan.packing().usesSlots()) {
      outputs[output].gather(from, fromAt, to, toAt, stride);
      return;
    }
    int count = released(output);
    for (int i = 0; i < count; i++) {
      to[toAt + i * stride] = from[fromAt + i];
    }
  }

  /** Writes one limb of a second polynomial. */
  void writeSecond(BitWriter writer, int limb, long[] values, int from, int count) {
    int width = WireSizes.width(moduli[limb]) - dropped.second();
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
    int width = WireSizes.width(moduli[limb]) - dropped.second();
    reader.getAll(values, from, count, width, bound(limb, dropped.second()));
    restore(values, from, count, 1, limb, dropped.second());
  }

  /** Reads what {@link #writeFirst} wrote of an output to its places in each limb. */
  void readFirst(BitReader reader, int output, long[] values, int n) {
    int count = released(output);
    int limbs = moduli.length;
    long[] read = new long[count * limbs];
    if (limbs == 1) {
      reader.getAll(read, 0, count, firstWidths[0], bound(0, dropped.first()));
    } else {
      for (int i = 0; i < read.length; i += limbs) {
        for (int limb = 0; limb < limbs; limb++) {
          reader.getAll(read, i + limb, 1, firstWidths[limb], bound(limb, dropped.first()));
        }
      }
    }
    boolean all = plan.packing().usesSlots();
    for (int limb = 0; limb < limbs; limb++) {
      restore(read, limb, count, limbs, limb, dropped.first());
      for (int i = 0; i < count; i++) {
        values[limb * n + (all ? i : outputs[output].place(i))] = read[i * limbs + limb];
      }
    }
  }

  /** What is read is below this, where so many bits do not travel. */
  private long bound(int limb, int bits) {
    return ((moduli[limb] - 1) >> bits) + 1;
  }

  /** The middle of what each number may have been. */
  private void restore(long[] values, int from, int count, int stride, int limb, int bits) {
    if (bits == 0) {
      return;
    }
    long half = 1L << (bits - 1);
    long most = moduli[limb] - 1;
    for (int i = from; i < from + count * stride; i += stride) {
      values[i] = Math.min((values[i] << bits) + half, most);
    }
  }
}
