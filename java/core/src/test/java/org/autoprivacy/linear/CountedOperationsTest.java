package org.autoprivacy.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.autoprivacy.bfv.engine.JavaBackend;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.Privacy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an evaluation really does is what the counts say. */
class CountedOperationsTest {

  // As the layers of the networks, eight or four times smaller: at n = 1024 a row of slots holds 8
  // channels of 8 x 8 pixels or 32 of 4 x 4. Channels fill their rows, so that no mask is zero.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "conv:8x16x16:8:k3:s1:p1",
        "conv:8x8x8:16:k3:s1:p1",
        "conv:16x8x8:16:k3:s1:p1",
        "conv:32x8x8:64:k3:s1:p1",
        "conv:16x8x8:32:k3:s2:p1",
        "conv:64x8x8:16:k1:s1:p0",
        "conv:16x8x8:4:k1:s1:p0",
        "conv:256x4x4:80:k1:s1:p0",
        "conv:64x4x4:256:k1:s1:p0",
        "dw:32x8x8:k3:s1:p1",
        "dw:32x8x8:k3:s2:p1",
        "fc:256:16",
        "fc:64:100",
        "fc:1500:10"
      })
  void operationsAreThoseOfTheCounts(String token) {
    LayerShape shape = LayerShape.parse(token);
    for (Packing packing : Packing.values()) {
      LayerParameters parameters = Layers.roomy(1024, packing.usesSlots(), 1);
      LayerPlan plan =
          new LayerPlan(shape, packing, parameters, Encryption.PUBLIC, Privacy.NONE, 1);
      LayerWork work = plan.work();
      OperationCounts counts = work.counts();
      CountingBackend backend = new CountingBackend(JavaBackend.instance());
      LayerLayout layout = plan.layout();
      long toZero = layout instanceof SlotProgram program ? program.additionsToZero() : 0;
      evaluate(backend, plan);
      String what = packing.token() + " " + token;
      assertEquals(counts.ciphertextsUp(), backend.calls("encryptPublic"), what);
      assertEquals(counts.ciphertextsDown(), backend.calls("decrypt"), what);
      assertEquals(counts.ciphertextsDown(), backend.calls("addPlain"), what);
      assertEquals(counts.plainProducts(), backend.calls("multiplyPlain"), what);
      assertEquals(counts.additions(), backend.calls("addInPlace") + toZero, what);
      assertEquals(counts.keySwitches(), backend.calls("applyGalois"), what);
      assertEquals(work.forwardTransforms(), backend.calls("toNttInPlace"), what);
      assertEquals(work.inverseTransforms(), backend.calls("fromNttInPlace"), what);
    }
  }

  private static void evaluate(CountingBackend backend, LayerPlan plan) {
    SplittableRandom random = new SplittableRandom(7);
    byte[] weights = new byte[(int) plan.shape().weights()];
    Arrays.fill(weights, (byte) 1);
    int channels = plan.shape().outChannels();
    QuantizedLayer layer = new QuantizedLayer(weights, new int[channels], new int[channels], 0);
    KeyNeeds needs = KeyNeeds.of(List.of(plan));
    try (ClientKeys clientKeys = ClientKeys.generate(backend, plan.parameters(), needs);
        ServerKeys serverKeys =
            ServerKeys.read(backend, plan.parameters(), needs, clientKeys.message());
        LayerServer server =
            LayerServer.prepare(plan, layer, serverKeys, WeightForm.NTT, Parallel.NONE)) {
      LayerClient client = new LayerClient(plan, clientKeys, Parallel.NONE);
      List<long[]> inputs = Layers.inputs(plan.shape(), random, plan.parameters());
      client.result(server.evaluate(client.request(inputs)).message());
    }
  }
}
