package org.autoprivacy.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.engine.JavaBackend;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.PlainCrt;
import org.autoprivacy.params.Privacy;
import org.autoprivacy.seal.SealBackend;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Layers that are really evaluated under encryption, held against the integers. */
class EncryptedLayerTest {

  private static final int N = 1024;
  private static final List<Packing> PACKINGS = List.of(Packing.values());

  /** A layer drawn from a seed. */
  private record Case(long seed, LayerPlan plan) {
    static Case of(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      Packing packing = PACKINGS.get((int) (seed % PACKINGS.size()));
      LayerShape shape = Layers.shape(random);
      return new Case(
          seed,
          new LayerPlan(
              shape,
              packing,
              Layers.roomy(N, packing.usesSlots(), random.nextInt(8) == 0 ? 2 : 1),
              random.nextInt(4) == 0 ? Encryption.PUBLIC : Encryption.SYMMETRIC,
              privacy(random),
              random.nextInt(3) == 0 ? 2 : 1,
              random.nextInt(3) == 0 ? ZeroCheck.RESERVED : ZeroCheck.FREE));
    }
  }

  private static Privacy privacy(SplittableRandom random) {
    return switch (random.nextInt(16)) {
      case 0 -> Privacy.statistical(20);
      case 1 -> Privacy.uniform(20);
      case 2 -> Privacy.divideAndRound(10);
      default -> Privacy.NONE;
    };
  }

  private static void checkMany(HeBackend backend, long firstSeed, int count) {
    Assumptions.assumeTrue(backend.isAvailable(), backend.detail());
    // SEAL takes a tenth of a second to prepare an instance: keys are shared.
    Map<LayerParameters, List<Case>> cases = new LinkedHashMap<>();
    for (long seed = firstSeed; seed < firstSeed + count; seed++) {
      Case drawn = Case.of(seed);
      cases.computeIfAbsent(drawn.plan().parameters(), p -> new ArrayList<>()).add(drawn);
    }
    cases.forEach((parameters, group) -> {
      KeyNeeds needs = KeyNeeds.of(group.stream().map(Case::plan).toList());
      try (ClientKeys client = ClientKeys.generate(backend, parameters, needs)) {
        byte[] message = client.message();
        assertEquals(needs.bytes(parameters), message.length);
        try (ServerKeys server = ServerKeys.read(backend, parameters, needs, message)) {
          group.forEach(one -> check(one, client, server));
        }
      }
    });
  }

  /** Evaluates a layer once and holds shares and sizes against the integers and the cost model. */
  private static void check(Case drawn, ClientKeys clientKeys, ServerKeys serverKeys) {
    LayerPlan plan = drawn.plan();
    SplittableRandom random = new SplittableRandom(~drawn.seed());
    QuantizedLayer weights = Layers.random(plan.shape(), random, random.nextInt(3) * 0.3);
    List<long[]> inputs = Layers.inputs(plan.shape(), random, plan.parameters());
    WeightForm form = random.nextInt(6) == 0 ? WeightForm.COEFFICIENT : WeightForm.NTT;
    Parallel parallel = new Parallel(1 + random.nextInt(2));
    try (LayerServer server = LayerServer.prepare(plan, weights, serverKeys, form, parallel)) {
      LayerClient client = new LayerClient(plan, clientKeys, parallel);
      byte[] request = client.request(inputs);
      LayerServer.Reply reply = server.evaluate(request);
      assertEquals(plan.requestBytes(), request.length, () -> "request of " + drawn);
      assertEquals(plan.replyBytes(weights), reply.message().length, () -> "reply of " + drawn);
      LayerClient.Result result = client.result(reply.message());
      assertEquals(List.of(), result.failed(), drawn::toString);
      long[] sums = result.share().plus(reply.share()).values();
      PlainCrt crt = PlainCrt.of(plan.parameters());
      List<long[]> exact = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        long t = plan.parameters().plainModuli().get(i);
        exact.add(ExactLayer.apply(plan.shape(), weights, inputs.get(i), t));
      }
      for (int j = 0; j < sums.length; j++) {
        int value = j;
        long[] residues = exact.stream().mapToLong(each -> each[value]).toArray();
        assertEquals(crt.joinExact(residues), sums[j], drawn::toString);
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new AssertionError(drawn.toString(), e);
    }
  }

  @Test
  void randomLayersEqualTheIntegersOnOurEngine() {
    checkMany(JavaBackend.instance(), 1000, 250);
  }

  @Test
  void randomLayersEqualTheIntegersOnSeal() {
    checkMany(SealBackend.ffm(), 2000, 250);
  }
}
