package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.CiphertextData;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.SeededCiphertext;
import org.autoprivacy.linear.wire.BitReader;
import org.autoprivacy.linear.wire.BitWriter;
import org.autoprivacy.linear.wire.Envelope;
import org.autoprivacy.params.Encryption;

/**
 * The client of one layer in the preprocessing phase: it encrypts its random r, and decrypts its
 * share of {@code M·r + b}. Thread-safe.
 */
public final class LayerClient {

  private static final int MOST_KEPT = 1 << 22;

  private final LayerPlan plan;
  private final ClientKeys keys;
  private final Parallel parallel;
  private final LayerLayout layout;
  // Of each input; empty where they are too many to be kept.
  private final List<int[]> inputPlaces;
  private final ReplyFormat replies;
  private final OptionalInt[] zeroes;
  private final List<Long> primes;
  private final int n;

  /**
   * A client.
   *
   * @throws IllegalArgumentException if the keys are of other parameters
   */
  public LayerClient(LayerPlan plan, ClientKeys keys, Parallel parallel) {
    if (!keys.parameters().equals(plan.parameters())) {
      throw new IllegalArgumentException("the keys are of other parameters than the layer");
    }
    this.plan = plan;
    this.keys = keys;
    this.parallel = parallel;
    layout = plan.layout();
    replies = ReplyFormat.of(plan, layout, DroppedBits.NONE);
    zeroes =
        IntStream.range(0, layout.outputs())
            .mapToObj(layout::zeroPlace)
            .toArray(OptionalInt[]::new);
    primes = plan.parameters().dataPrimes();
    n = plan.parameters().polyDegree();
    inputPlaces =
        (long) layout.inputs() * n <= MOST_KEPT
            ? IntStream.range(0, layout.inputs()).mapToObj(layout::inputPlaces).toList()
            : List.of();
  }

  /**
   * What the client gets of a reply.
   *
   * @param share its share of the output
   * @param failed ciphertexts that are known to have failed; their values are to be asked for again
   */
  public record Result(LayerShare share, List<FailedCiphertext> failed) {
    public Result {
      failed = List.copyOf(failed);
    }
  }

  /**
   * The encrypted input.
   *
   * @param input {@code long[inputs]}, modulo t in any range, in channel-major order
   */
  public byte[] request(long[] input) {
    return request(LayerShare.of(plan.parameters().plainModuli(), input).residues());
  }

  /**
   * The encrypted input.
   *
   * @param residues the input modulo each factor of t, {@code long[inputs]} in [0, t_i), in
   *     channel-major order
   */
  public byte[] request(List<long[]> residues) {
    if (residues.size() != plan.parameters().instances()) {
      throw new IllegalArgumentException(
          "t has %d factors, got %d residues"
              .formatted(plan.parameters().instances(), residues.size()));
    }
    for (long[] residue : residues) {
      if (residue.length != plan.shape().inputs()) {
        throw new IllegalArgumentException(
            "%s takes %d inputs, got %d"
                .formatted(plan.shape(), plan.shape().inputs(), residue.length));
      }
    }
    long payload = requestPayload(plan, layout);
    byte[] message = requestEnvelope(plan, layout).open(payload);
    int count = layout.inputs();
    int each = (int) (payload / ((long) count * residues.size()));
    parallel.forEach(
        count * residues.size(),
        i -> encrypt(residues.get(i / count), i / count, i % count, message, i * each));
    Envelope.seal(message);
    return message;
  }

  static Envelope requestEnvelope(LayerPlan plan, LayerLayout layout) {
    return new Envelope(
        Envelope.Kind.REQUEST,
        Integer.numberOfTrailingZeros(plan.parameters().polyDegree()),
        plan.parameters().instances(),
        layout.inputs());
  }

  static long requestPayload(LayerPlan plan, LayerLayout layout) {
    return WireSizes.requestPayload(
        plan.parameters().polyDegree(),
        plan.parameters().dataPrimes().stream().map(WireSizes::width).toList(),
        plan.encryption(),
        layout.inputs(),
        plan.parameters().instances());
  }

  private void encrypt(long[] residue, int instance, int ciphertext, byte[] message, int offset) {
    HeContext context = keys.context(instance);
    int[] places =
        inputPlaces.isEmpty() ? layout.inputPlaces(ciphertext) : inputPlaces.get(ciphertext);
    long[] values = new long[n];
    for (int i = 0; i < n; i++) {
      values[i] = places[i] == LayerLayout.NOTHING ? 0 : residue[places[i]];
    }
    BitWriter writer = new BitWriter(message, Envelope.HEADER_BYTES + offset);
    try (Plaintext plaintext =
        plan.packing().usesSlots() ? context.encodeSlots(values) : context.newPlaintext(values)) {
      if (plan.encryption() == Encryption.SYMMETRIC) {
        SeededCiphertext half = context.encryptSymmetricSeeded(plaintext, keys.secret(instance));
        for (byte b : half.seed()) {
          writer.put(b & 0xff, Byte.SIZE);
        }
        write(writer, half.c0());
      } else {
        try (Ciphertext whole =
            context.encryptPublic(plaintext, keys.publicKey(instance).orElseThrow())) {
          write(writer, context.export(whole).coefficients());
        }
      }
    }
  }

  private void write(BitWriter writer, long[] values) {
    for (int at = 0, limb = 0; at < values.length; at += n, limb = (limb + 1) % primes.size()) {
      writer.putAll(values, at, n, WireSizes.width(primes.get(limb)));
    }
    writer.finish();
  }

  /**
   * The client's share of the output, and which ciphertexts failed as far as slots that have to be
   * zero tell. One wrong coefficient changes every slot, so that it is always noticed; several at
   * once go unnoticed with a chance of 1/t.
   *
   * @throws IllegalArgumentException if the message is no reply to this layer, or is broken
   */
  public Result result(byte[] reply) {
    ReplyFormat format = replies.read(reply);
    List<long[]> shares = new ArrayList<>();
    ConcurrentLinkedQueue<FailedCiphertext> failed = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < plan.parameters().instances(); i++) {
      long[] share = new long[(int) plan.shape().outputs()];
      int instance = i;
      parallel.forEach(
          format.outputs(),
          output -> {
            if (!decrypt(format, reply, instance, output, share)) {
              failed.add(new FailedCiphertext(instance, output, format.places(output).count()));
            }
          });
      shares.add(share);
    }
    return new Result(
        new LayerShare(plan.parameters().plainModuli(), shares),
        failed.stream()
            .sorted(
                Comparator.comparingInt(FailedCiphertext::factor)
                    .thenComparingInt(FailedCiphertext::ciphertext))
            .toList());
  }

  /** Output ciphertexts of each factor of t. */
  int ciphertexts() {
    return replies.outputs();
  }

  /** Output ciphertexts of each factor of t in which a failure would be noticed. */
  public int checkedCiphertexts() {
    return (int) Arrays.stream(zeroes).filter(OptionalInt::isPresent).count();
  }

  /** Writes the values of a ciphertext; false if it failed for certain. */
  private boolean decrypt(
      ReplyFormat format, byte[] reply, int instance, int output, long[] share) {
    HeContext context = keys.context(instance);
    OutputPlaces places = format.places(output);
    try (Ciphertext ciphertext = ciphertext(format, reply, instance, output);
        Plaintext plaintext = context.decrypt(ciphertext, keys.secret(instance))) {
      long[] values =
          plan.packing().usesSlots()
              ? context.decodeSlots(plaintext)
              : context.coefficients(plaintext);
      places.collect(values, share);
      OptionalInt zero = zeroes[output];
      return zero.isEmpty() || values[zero.getAsInt()] == 0;
    }
  }

  /** One ciphertext of a reply, with zeros where it says nothing. */
  Ciphertext ciphertext(ReplyFormat format, byte[] reply, int instance, int output) {
    int limbs = plan.wireLimbs();
    long[] values = new long[2 * limbs * n];
    BitReader second = new BitReader(reply, format.secondAt(instance, output));
    for (int limb = 0; limb < limbs; limb++) {
      format.readSecond(second, limb, values, (limbs + limb) * n, n);
    }
    BitReader first = new BitReader(reply, format.firstAt(instance, output));
    format.readFirst(first, output, values, n);
    return keys.context(instance).importCiphertext(new CiphertextData(2, limbs, false, values));
  }

  /** How a reply's ciphertexts are laid out, for those who look at their noise. */
  ReplyFormat format(byte[] reply) {
    return replies.read(reply);
  }
}
