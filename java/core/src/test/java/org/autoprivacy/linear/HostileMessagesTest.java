package org.autoprivacy.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.autoprivacy.bfv.engine.JavaBackend;
import org.autoprivacy.linear.wire.BitReader;
import org.autoprivacy.linear.wire.BitWriter;
import org.autoprivacy.linear.wire.Envelope;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.Privacy;
import org.junit.jupiter.api.Test;

/** Messages as they are written, damaged and forged. */
class HostileMessagesTest {

  private static final LayerShape SHAPE = LayerShape.parse("conv:2x8x8:2:k3:s1:p1");
  private static final LayerParameters PARAMETERS = Layers.roomy(1024, true, 1);

  private static LayerPlan plan(String shape, Encryption encryption) {
    return new LayerPlan(
        LayerShape.parse(shape), Packing.SLOTS, PARAMETERS, encryption, Privacy.NONE, 1);
  }

  @Test
  void numbersOfAnyWidthComeBack() {
    SplittableRandom random = new SplittableRandom(1);
    int count = 5000;
    int[] widths = random.ints(count, 1, 64).toArray();
    long[] values =
        IntStream.range(0, count)
            .mapToLong(i -> random.nextLong() >>> (Long.SIZE - widths[i]))
            .toArray();
    long bits = Arrays.stream(widths).sum();
    byte[] bytes = new byte[(int) BitWriter.bytes(bits) + 3];
    BitWriter writer = new BitWriter(bytes, 3);
    for (int i = 0; i < count; i++) {
      writer.put(values[i], widths[i]);
    }
    assertEquals(bytes.length, writer.finish());
    BitReader reader = new BitReader(bytes, 3 * Byte.SIZE);
    assertArrayEquals(
        values, IntStream.range(0, count).mapToLong(i -> reader.get(widths[i])).toArray());
  }

  /** Everything that is not what the other party sends is refused in one line. */
  private static void refuses(byte[] message, Consumer<byte[]> receiver, String what) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> receiver.accept(message), what);
    assertTrue(String.valueOf(e.getMessage()).lines().count() == 1, what);
  }

  private static void refusesAllButTheOriginal(byte[] message, Consumer<byte[]> receiver) {
    receiver.accept(message.clone());
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 200; i++) {
      byte[] flipped = message.clone();
      flipped[random.nextInt(message.length)] ^= (byte) (1 << random.nextInt(8));
      refuses(flipped, receiver, "a flipped bit");
    }
    // Header and trailer with valid checksums: each field has one right value.
    for (int i = 0; i < Envelope.HEADER_BYTES; i++) {
      byte[] forged = message.clone();
      forged[i] ^= 1;
      Envelope.seal(forged);
      refuses(forged, receiver, "header byte " + i);
    }
    for (int length : new int[] {0, 1, Envelope.BYTES - 1, Envelope.BYTES, message.length - 1}) {
      refuses(Arrays.copyOf(message, length), receiver, length + " bytes");
    }
    refuses(Arrays.copyOf(message, message.length + 1), receiver, "a byte too many");
    byte[] ones = message.clone();
    Arrays.fill(ones, Envelope.HEADER_BYTES, ones.length - Integer.BYTES, (byte) 0xff);
    Envelope.seal(ones);
    refuses(ones, receiver, "numbers above the modulus");
  }

  @Test
  void whatIsNotTheOtherPartysMessageIsRefused() {
    LayerPlan plan = plan(SHAPE.toString(), Encryption.PUBLIC);
    LayerPlan other = plan("conv:2x8x8:64:k3:s1:p1", Encryption.PUBLIC);
    KeyNeeds needs = KeyNeeds.of(List.of(plan));
    SplittableRandom random = new SplittableRandom(3);
    QuantizedLayer weights = Layers.random(SHAPE, random, 0);
    try (ClientKeys clientKeys = ClientKeys.generate(JavaBackend.instance(), PARAMETERS, needs)) {
      byte[] keys = clientKeys.message();
      refusesAllButTheOriginal(
          keys,
          message -> ServerKeys.read(JavaBackend.instance(), PARAMETERS, needs, message).close());
      try (ServerKeys serverKeys =
              ServerKeys.read(JavaBackend.instance(), PARAMETERS, needs, keys);
          LayerServer server =
              LayerServer.prepare(plan, weights, serverKeys, WeightForm.NTT, Parallel.NONE)) {
        LayerClient client = new LayerClient(plan, clientKeys, Parallel.NONE);
        byte[] request = client.request(Layers.inputs(SHAPE, random, PARAMETERS));
        refusesAllButTheOriginal(request, server::evaluate);
        byte[] reply = server.evaluate(request).message();
        refusesAllButTheOriginal(reply, client::result);
        refuses(request, client::result, "a request for a reply");
        refuses(reply, server::evaluate, "a reply for a request");
        LayerClient wrong = new LayerClient(other, clientKeys, Parallel.NONE);
        refuses(reply, wrong::result, "the reply of another layer");
      }
    }
  }
}
