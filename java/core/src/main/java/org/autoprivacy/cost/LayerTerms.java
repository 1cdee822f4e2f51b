package org.autoprivacy.cost;

import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.cost.CostTerm.Party;
import org.autoprivacy.linear.LayerWork;
import org.autoprivacy.linear.OperationCounts;
import org.autoprivacy.params.Encryption;

/** The terms of one layer's latency, in the order of the protocol. */
final class LayerTerms {

  // What timers in a layer's steps saw, in moves of one number: docs/notes/cost-model.md.
  private static final int INPUT_MOVES = 2;
  private static final int RESULT_MOVES = 7;
  private static final int SHARE_MOVES = 2;
  // Coefficients that are read one by one, each to its place.
  private static final int SCATTERED = 2;

  private final LatencyTable latencies;
  private final LayerWork work;
  private final Deployment deployment;
  private final List<CostTerm> list = new ArrayList<>();
  private final List<Integer> all;
  private final List<Integer> wire;
  private final long up;
  private final long down;
  private final double released;
  private final MemoryTraffic memory;

  private LayerTerms(LatencyTable latencies, LayerWork work, Deployment deployment) {
    this.latencies = latencies;
    this.work = work;
    this.deployment = deployment;
    memory = new MemoryTraffic(latencies, work, deployment);
    all = deployment.limbBits();
    wire = deployment.wireBits();
    up = work.counts().ciphertextsUp();
    down = work.counts().ciphertextsDown();
    released = (double) work.released() / deployment.polyDegree();
  }

  static List<CostTerm> of(LatencyTable latencies, LayerWork work, Deployment deployment) {
    LayerTerms terms = new LayerTerms(latencies, work, deployment);
    terms.clientSends();
    terms.serverReceives();
    terms.serverComputes();
    terms.serverFinishes();
    terms.clientReceives();
    return terms.list;
  }

  private boolean symmetric() {
    return deployment.encryption() == Encryption.SYMMETRIC;
  }

  private void clientSends() {
    Party client = Party.CLIENT;
    single("client lays out its input", client, up, Operation.ARRANGE, INPUT_MOVES * up);
    if (work.usesSlots()) {
      add("client encodes its input", client, up, Operation.ENCODE, up, all);
    } else {
      add("client makes plaintexts", client, up, Operation.PLAINTEXT, up, all);
    }
    add(
        "client encrypts its input",
        client,
        up,
        symmetric() ? Operation.ENCRYPT_SEEDED : Operation.ENCRYPT_PUBLIC,
        up,
        all);
    if (!symmetric()) {
      add("client exports its input", client, up, Operation.EXPORT, up, all);
    }
    limbs("client packs its input", client, up, Operation.PACK, up * (symmetric() ? 1 : 2), all);
  }

  private void serverReceives() {
    Party server = Party.SERVER;
    limbs(
        "server unpacks the input", server, up, Operation.UNPACK, up * (symmetric() ? 1 : 2), all);
    add(
        "server takes the input in",
        server,
        up,
        symmetric() ? Operation.EXPAND : Operation.IMPORT,
        up,
        all);
  }

  private void serverComputes() {
    Party server = Party.SERVER;
    OperationCounts counts = work.counts();
    long hoisted = work.hoistedSwitches();
    if (hoisted > 0) {
      double each = (double) hoisted / up;
      double two = latency(Operation.HOISTED_TWO, all);
      double sixteen = latency(Operation.HOISTED_SIXTEEN, all);
      put(
          "server turns its inputs",
          server,
          up,
          Operation.HOISTED_SIXTEEN,
          up,
          two + (each - 2) * (sixteen - two) / 14 + each * memory.keyNanos());
    } else if (work.usesSlots()) {
      add("server copies its inputs", server, up, Operation.EXPORT, up, all);
      add("server copies its inputs", server, up, Operation.IMPORT, up, all);
    }
    long factors = work.forwardTransforms();
    if (factors > 0) {
      put(
          "server transforms its input",
          server,
          factors,
          Operation.NTT_FORWARD,
          2.0 * factors * all.size(),
          perLimb(Operation.NTT_FORWARD, all) + memory.inputNanos());
    }
    long sums = work.inverseTransforms();
    long products = counts.plainProducts();
    if (sums > 0) {
      put(
          "server sums products with weights",
          server,
          down,
          Operation.SUM_OF_SIXTEEN,
          sums,
          memory.sumNanos((double) products / sums));
      put(
          "server transforms sums back",
          server,
          down,
          Operation.NTT_INVERSE,
          2.0 * sums * all.size(),
          perLimb(Operation.NTT_INVERSE, all) + memory.resultNanos());
    }
    if (counts.keySwitches() > hoisted) {
      put(
          "server turns its sums",
          server,
          down,
          Operation.ROTATE,
          counts.keySwitches() - hoisted,
          memory.rotateNanos());
    }
    long additions = counts.additions() - (products - sums);
    if (additions > 0) {
      double each = latency(Operation.ADD, all) + memory.additionNanos();
      put("server adds", server, down, Operation.ADD, additions, each);
    }
  }

  private void serverFinishes() {
    Party server = Party.SERVER;
    single("server draws its masks", server, (long) released, Operation.DRAW, released);
    single(
        "server lays out its masks",
        server,
        down,
        Operation.ARRANGE,
        down + RESULT_MOVES * released);
    single("server keeps its share", server, down, Operation.ARRANGE, SHARE_MOVES * released);
    if (work.usesSlots()) {
      add("server encodes its masks", server, down, Operation.ENCODE, down, all);
    } else {
      add("server makes plaintexts", server, down, Operation.PLAINTEXT, down, all);
    }
    if (deployment.privacy().rerandomises()) {
      add("server encrypts its masks", server, down, Operation.ENCRYPT_PUBLIC, down, all);
      add("server adds them", server, down, Operation.ADD, down, all);
      add("server floods", server, down, Operation.EXPORT, down, all);
      add("server floods", server, down, Operation.FLOOD, released, all);
      add("server floods", server, down, Operation.IMPORT, down, all);
    } else {
      add("server adds its masks", server, down, Operation.ADD_PLAIN, down, all);
    }
    for (int l = all.size(); l > wire.size(); l--) {
      add(
          "server switches the modulus",
          server,
          down,
          Operation.MOD_SWITCH,
          down,
          all.subList(0, l));
    }
    add("server exports the result", server, down, Operation.EXPORT, down, wire);
    limbs("server packs the result", server, down, Operation.PACK, down, wire);
    limbs("server packs what is wanted", server, down, Operation.PACK, released, wire);
  }

  private void clientReceives() {
    Party client = Party.CLIENT;
    long room = down * wire.size();
    single("client makes room for the result", client, down, Operation.ARRANGE, room);
    limbs(
        "client unpacks the result",
        client,
        down,
        Operation.UNPACK,
        down + SCATTERED * released,
        wire);
    add("client takes the result in", client, down, Operation.IMPORT, down, wire);
    add("client decrypts", client, down, Operation.DECRYPT, down, wire);
    add(
        work.usesSlots() ? "client decodes" : "client reads coefficients",
        client,
        down,
        work.usesSlots() ? Operation.DECODE : Operation.COEFFICIENTS,
        down,
        wire);
    single("client keeps its share", client, down, Operation.ARRANGE, SHARE_MOVES * released);
  }

  /** An operation that no prime takes part in. */
  private void single(String what, Party party, long pieces, Operation operation, double count) {
    add(what, party, pieces, operation, count, List.of(all.getFirst()));
  }

  /** An operation on each limb. */
  private void limbs(
      String what,
      Party party,
      long pieces,
      Operation operation,
      double count,
      List<Integer> bits) {
    if (count > 0) {
      put(what, party, pieces, operation, count * bits.size(), perLimb(operation, bits));
    }
  }

  /** The mean over the limbs. */
  private double perLimb(Operation operation, List<Integer> bits) {
    double sum = 0;
    for (int limb : bits) {
      sum += latency(operation, List.of(limb));
    }
    return sum / bits.size();
  }

  private void add(
      String what,
      Party party,
      long pieces,
      Operation operation,
      double count,
      List<Integer> bits) {
    if (count > 0) {
      put(what, party, pieces, operation, count, latency(operation, bits));
    }
  }

  private void put(
      String what, Party party, long pieces, Operation operation, double count, double nanos) {
    list.add(
        new CostTerm(
            what, party, Math.max(1, pieces), operation, count * deployment.instances(), nanos));
  }

  private double latency(Operation operation, List<Integer> bits) {
    return latencies.latency(operation, deployment.polyDegree(), bits, deployment.specialPrime());
  }
}
