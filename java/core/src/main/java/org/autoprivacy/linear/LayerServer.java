package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.CiphertextData;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.SeededCiphertext;
import org.autoprivacy.linear.wire.BitReader;
import org.autoprivacy.linear.wire.BitWriter;
import org.autoprivacy.linear.wire.Envelope;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.ring.SecretWords;
import org.autoprivacy.ring.UniformStream;

/**
 * The server of one layer in the preprocessing phase: from an encrypted r it computes {@code M·r +
 * b - s} with a fresh uniform s, which is its share. Thread-safe; closing frees the weights.
 */
public final class LayerServer implements AutoCloseable {

  /**
   * What an evaluation gives.
   *
   * @param message for the client
   * @param share the server's share of the output
   */
  @SuppressWarnings("ArrayRecordComponent") // A message as it travels: copied neither in nor out.
  public record Reply(byte[] message, LayerShare share) {}

  private final LayerPlan plan;
  private final QuantizedLayer weights;
  private final ServerKeys keys;
  private final Parallel parallel;
  private final LayerLayout layout;
  private final ReplyFormat format;
  // Outputs whose first coefficients begin with a byte: from there a thread writes until the next.
  private final List<Integer> firstGroups;
  private final int[] firstSizes;
  private final int[] groupOf;
  // Outputs that draw their masks from one stream: opening one takes as long as a thousand draws.
  private final List<Integer> maskGroups = new ArrayList<>();
  private final List<ResultFinish> finishes = new ArrayList<>();
  private final List<LayerMap> maps = new ArrayList<>();

  private LayerServer(LayerPlan plan, QuantizedLayer weights, ServerKeys keys, Parallel parallel) {
    this.plan = plan;
    this.weights = weights;
    this.keys = keys;
    this.parallel = parallel;
    layout = plan.layout();
    format = ReplyFormat.of(plan, layout, plan.droppedBits(weights));
    firstGroups =
        IntStream.range(0, format.outputs())
            .filter(i -> format.firstAt(0, i) % Byte.SIZE == 0)
            .boxed()
            .toList();
    firstSizes = new int[firstGroups.size()];
    groupOf = new int[format.outputs()];
    for (int i = 0, group = -1; i < groupOf.length; i++) {
      group += group + 1 < firstSizes.length && firstGroups.get(group + 1) == i ? 1 : 0;
      groupOf[i] = group;
      firstSizes[group]++;
    }
    long waiting = 0;
    for (int i = 0; i < format.outputs(); i++) {
      if (i == 0 || waiting >= plan.parameters().polyDegree()) {
        maskGroups.add(i);
        waiting = 0;
      }
      waiting += format.released(i);
    }
  }

  /**
   * Prepares the weights: encoded, and in the form that they are multiplied in.
   *
   * @throws IllegalArgumentException if the weights are not of the plan's shape, or the keys of
   *     other parameters
   */
  public static LayerServer prepare(
      LayerPlan plan, QuantizedLayer weights, ServerKeys keys, WeightForm form, Parallel parallel) {
    if (weights.terms() != plan.shape().terms()
        || weights.outChannels() != plan.shape().outChannels()) {
      throw new IllegalArgumentException("the weights are of another shape than " + plan.shape());
    }
    if (!keys.parameters().equals(plan.parameters())) {
      throw new IllegalArgumentException("the keys are of other parameters than the layer");
    }
    LayerServer server = new LayerServer(plan, weights, keys, parallel);
    try {
      for (int i = 0; i < plan.parameters().instances(); i++) {
        server.maps.add(LayerMaps.prepare(server.layout, weights, keys, i, form, parallel));
        server.finishes.add(ResultFinish.of(plan, weights, keys, i));
      }
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Evaluates the layer.
   *
   * @throws IllegalArgumentException if the message is no request for this layer, or is broken
   */
  public Reply evaluate(byte[] request) {
    LayerClient.requestEnvelope(plan, layout)
        .requireFits(request, LayerClient.requestPayload(plan, layout));
    byte[] message = format.open();
    List<long[]> shares = new ArrayList<>();
    for (int i = 0; i < plan.parameters().instances(); i++) {
      shares.add(evaluate(i, request, message));
    }
    Envelope.seal(message);
    return new Reply(message, new LayerShare(plan.parameters().plainModuli(), shares));
  }

  /** Two steps that threads share: all that comes in, with the masks, and all that goes out. */
  private long[] evaluate(int instance, byte[] request, byte[] message) {
    LayerMap map = maps.get(instance);
    Ciphertext[] inputs = new Ciphertext[layout.inputs()];
    long[][] masks = new long[format.outputs()][];
    long[][] firsts = new long[format.outputs()][];
    long[] share = new long[(int) plan.shape().outputs()];
    AtomicIntegerArray waiting = new AtomicIntegerArray(firstSizes);
    try {
      parallel.forEach(
          inputs.length + maskGroups.size(),
          i -> {
            if (i < inputs.length) {
              inputs[i] = input(instance, i, request);
              map.arrived(inputs[i]);
            } else {
              draw(plan.parameters().plainModuli().get(instance), i - inputs.length, masks);
            }
          });
      map.apply(
          List.of(inputs),
          parallel,
          (output, sum) -> {
            firsts[output] = finish(instance, output, sum, inputs[0], masks[output], message);
            format.collect(output, masks[output], share);
            int group = groupOf[output];
            if (waiting.decrementAndGet(group) == 0) {
              writeFirsts(instance, group, firsts, message);
            }
          });
    } finally {
      for (Ciphertext input : inputs) {
        if (input != null) {
          input.close();
        }
      }
    }
    return share;
  }

  /** The first polynomials of outputs that share bytes, by whoever finishes the last of them. */
  private void writeFirsts(int instance, int group, long[][] firsts, byte[] message) {
    int from = firstGroups.get(group);
    BitWriter writer =
        new BitWriter(message, Math.toIntExact(format.firstAt(instance, from) / Byte.SIZE));
    for (int output = from; output < from + firstSizes[group]; output++) {
      format.writeFirst(writer, firsts[output]);
    }
    writer.finish();
  }

  /** A uniform number for each place of an output: in slots for all n but one that is checked. */
  private void draw(long t, int group, long[][] masks) {
    int end = group + 1 < maskGroups.size() ? maskGroups.get(group + 1) : masks.length;
    try (SecretWords random = SecretWords.open()) {
      for (int i = maskGroups.get(group); i < end; i++) {
        long[] mask = new long[format.released(i)];
        random.fill(mask, t);
        layout.zeroPlace(i).ifPresent(place -> mask[place] = 0);
        masks[i] = mask;
      }
    }
  }

  private Ciphertext input(int instance, int ciphertext, byte[] request) {
    HeContext context = keys.context(instance);
    int limbs = plan.parameters().limbs();
    int n = plan.parameters().polyDegree();
    boolean seeded = plan.encryption() == Encryption.SYMMETRIC;
    long[] values = new long[(seeded ? 1 : 2) * limbs * n];
    long count = (long) layout.inputs() * plan.parameters().instances();
    long each = LayerClient.requestPayload(plan, layout) / count;
    long at = Envelope.HEADER_BYTES + ((long) instance * layout.inputs() + ciphertext) * each;
    byte[] seed = new byte[0];
    if (seeded) {
      seed = Arrays.copyOfRange(request, (int) at, (int) at + UniformStream.SEED_BYTES);
      at += UniformStream.SEED_BYTES;
    }
    BitReader reader = new BitReader(request, at * Byte.SIZE);
    List<Long> primes = plan.parameters().dataPrimes();
    for (int from = 0, limb = 0; from < values.length; from += n, limb = (limb + 1) % limbs) {
      reader.getAll(values, from, n, WireSizes.width(primes.get(limb)), primes.get(limb));
    }
    return seeded
        ? context.expand(new SeededCiphertext(limbs, seed, values))
        : context.importCiphertext(new CiphertextData(2, limbs, false, values));
  }

  /** Masks one result, writes its second polynomial and gives what to send of the first. */
  private long[] finish(
      int instance,
      int output,
      Optional<Ciphertext> sum,
      Ciphertext anyInput,
      long[] masks,
      byte[] message) {
    int n = plan.parameters().polyDegree();
    int limbs = plan.wireLimbs();
    OutputPlaces places = format.places(output);
    long t = plan.parameters().plainModuli().get(instance);
    long[] plain = new long[n];
    for (int i = 0; i < masks.length; i++) {
      plain[format.place(output, i)] = masks[i] == 0 ? 0 : t - masks[i];
    }
    int pixels = plan.shape().outHeight() * plan.shape().outWidth();
    int channelEnd = 0;
    long bias = 0;
    for (int i = 0; i < places.count(); i++) {
      int value = places.value(i);
      if (value >= channelEnd || value < channelEnd - pixels) {
        int channel = value / pixels;
        channelEnd = (channel + 1) * pixels;
        bias = Math.floorMod(weights.bias(channel), t);
      }
      int place = places.place(i);
      long moved = plain[place] + bias;
      plain[place] = moved >= t ? moved - t : moved;
    }
    CiphertextData data = finishes.get(instance).finish(sum, anyInput, plain, format, output);
    BitWriter writer =
        new BitWriter(message, Math.toIntExact(format.secondAt(instance, output) / Byte.SIZE));
    for (int limb = 0; limb < limbs; limb++) {
      format.writeSecond(writer, limb, data.coefficients(), (limbs + limb) * n, n);
    }
    writer.finish();
    long[] first = new long[masks.length * limbs];
    for (int limb = 0; limb < limbs; limb++) {
      format.gather(output, data.coefficients(), limb * n, first, limb, limbs);
    }
    return first;
  }

  @Override
  public void close() {
    maps.forEach(LayerMap::close);
  }
}
