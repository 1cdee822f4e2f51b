package org.autoprivacy.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.engine.JavaBackend;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.Privacy;
import org.autoprivacy.seal.SealBackend;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Layers that are really evaluated under encryption, held against the integers. */
class EncryptedLayerTest {

  private static final int N = 1024;

  /** Evaluates a layer once, from keys to shares, and holds all of it against the integers. */
  private static void check(
      HeBackend backend, LayerPlan plan, WeightForm form, SplittableRandom random, int threads) {
    LayerShape shape = plan.shape();
    QuantizedLayer weights = Layers.random(shape, random, random.nextInt(3) * 0.3);
    List<long[]> inputs = Layers.inputs(shape, random, plan.parameters());
    KeyNeeds needs = KeyNeeds.of(List.of(plan));
    Parallel parallel = new Parallel(threads);
    try (ClientKeys client = ClientKeys.generate(backend, plan.parameters(), needs)) {
      byte[] keyMessage = client.message();
      assertEquals(needs.bytes(plan.parameters()), keyMessage.length);
      try (ServerKeys keys = ServerKeys.read(backend, plan.parameters(), needs, keyMessage);
          LayerServer server = LayerServer.prepare(plan, weights, keys, form, parallel)) {
        LayerClient layer = new LayerClient(plan, client, parallel);
        LayerServer.Reply reply = server.evaluate(layer.request(inputs));
        List<long[]> shares = layer.shares(reply.message());
        for (int i = 0; i < shares.size(); i++) {
          long t = plan.parameters().plainModuli().get(i);
          long[] sums = shares.get(i).clone();
          for (int j = 0; j < sums.length; j++) {
            sums[j] = (sums[j] + reply.shares().get(i)[j]) % t;
          }
          assertArrayEquals(ExactLayer.apply(shape, weights, inputs.get(i), t), sums, plan.toString());
        }
      }
    }
  }

  private static LayerPlan plan(LayerShape shape, Packing packing, SplittableRandom random) {
    LayerParameters parameters =
        Layers.roomy(N, packing.usesSlots(), random.nextInt(8) == 0 ? 2 : 1);
    return new LayerPlan(
        shape,
        packing,
        parameters,
        random.nextInt(4) == 0 ? Encryption.PUBLIC : Encryption.SYMMETRIC,
        random.nextInt(8) == 0 ? Privacy.statistical(20) : Privacy.NONE,
        random.nextInt(3) == 0 ? 2 : 1);
  }

  private static void checkMany(HeBackend backend, long firstSeed, int count) {
    Assumptions.assumeTrue(backend.isAvailable(), backend.detail());
    for (long seed = firstSeed; seed < firstSeed + count; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Packing packing = Packing.values()[(int) (seed % Packing.values().length)];
      LayerPlan plan = plan(Layers.shape(random), packing, random);
      WeightForm form = random.nextInt(6) == 0 ? WeightForm.COEFFICIENT : WeightForm.NTT;
      try {
        check(backend, plan, form, random, 1 + random.nextInt(2));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + plan, e);
      }
    }
  }

  @Test
  void randomLayersEqualTheIntegersOnOurEngine() {
    checkMany(JavaBackend.instance(), 1000, 100);
  }

  @Test
  void randomLayersEqualTheIntegersOnSeal() {
    checkMany(SealBackend.ffm(), 2000, 100);
  }
}
