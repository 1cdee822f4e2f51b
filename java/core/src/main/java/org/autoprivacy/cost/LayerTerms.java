package org.autoprivacy.cost;

import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.cost.CostTerm.Party;
import org.autoprivacy.linear.LayerWork;
import org.autoprivacy.linear.OperationCounts;
import org.autoprivacy.params.Encryption;

/** The terms of one layer's latency, in the order of the protocol. */
final class LayerTerms {

  // What a sampling profiler saw of two layers, in moves of one number: docs/notes/cost-model.md.
  private static final int INPUT_MOVES = 3;
  private static final int RESULT_MOVES = 8;
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

  private LayerTerms(LatencyTable latencies, LayerWork work, Deployment deployment) {
    this.latencies = latencies;
    this.work = work;
    this.deployment = deployment;
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
          two + (each - 2) * (sixteen - two) / 14);
    } else if (work.usesSlots()) {
      add("server copies its inputs", server, up, Operation.EXPORT, up, all);
      add("server copies its inputs", server, up, Operation.IMPORT, up, all);
    }
    long factors = work.forwardTransforms();
    limbs("server transforms its input", server, factors, Operation.NTT_FORWARD, 2 * factors, all);
    long sums = work.inverseTransforms();
    long products = counts.plainProducts();
    if (sums > 0) {
      put(
          "server sums products with weights",
          server,
          down,
          Operation.SUM_OF_SIXTEEN,
          sums,
          sumNanos((double) products / sums));
    }
    limbs("server transforms sums back", server, down, Operation.NTT_INVERSE, 2 * sums, all);
    if (counts.keySwitches() > hoisted) {
      put(
          "server turns its sums",
          server,
          down,
          Operation.ROTATE,
          counts.keySwitches() - hoisted,
          rotateNanos());
    }
    add(
        "server adds",
        server,
        down,
        Operation.ADD,
        Math.max(0, counts.additions() - (products - sums)),
        all);
  }

  /** One sum of so many products, with operands from as far as all of the layer's are. */
  private double sumNanos(double terms) {
    int n = deployment.polyDegree();
    double polynomial = (double) n * all.size() * Long.BYTES;
    double bytes =
        polynomial
            * deployment.instances()
            * (work.counts().plainProducts() + 2.0 * work.forwardTransforms());
    double near = latency(Operation.SUM_OF_SIXTEEN, all);
    double middle = Math.max(near, latency(Operation.SUM_MIDDLE, all));
    double far = Math.max(middle, latency(Operation.SUM_FAR, all));
    double nearBytes = 48 * polynomial;
    double sixteen;
    if (bytes >= GroupWorkload.MIDDLE_BYTES) {
      sixteen = between(bytes, GroupWorkload.MIDDLE_BYTES, middle, GroupWorkload.FAR_BYTES, far);
    } else {
      sixteen = between(bytes, nearBytes, near, GroupWorkload.MIDDLE_BYTES, middle);
    }
    double two = latency(Operation.SUM_OF_TWO, all) * sixteen / near;
    return Math.max(two / 2, two + (terms - 2) * (sixteen - two) / 14);
  }

  /**
   * One key switch. Default keys are few and come again at once; those for the very steps come in
   * turn, from as far as all of them are.
   */
  private double rotateNanos() {
    double near = latency(Operation.ROTATE, all);
    long hoisted = work.hoistedSwitches();
    if (hoisted == 0) {
      return near;
    }
    double keys = (double) hoisted / up + (double) (work.counts().keySwitches() - hoisted) / down;
    double each = 16.0 * deployment.polyDegree() * all.size() * (all.size() + 1);
    double far = Math.max(near, latency(Operation.ROTATE_FAR, all));
    return between(keys * each, each, near, GroupWorkload.KEY_BYTES, far);
  }

  /** Between two measured points, straight over the logarithm of the bytes. */
  private static double between(
      double bytes, double lowBytes, double low, double highBytes, double high) {
    if (bytes <= lowBytes || lowBytes >= highBytes) {
      return bytes <= lowBytes ? low : high;
    }
    double part = Math.min(1, Math.log(bytes / lowBytes) / Math.log(highBytes / lowBytes));
    return low + part * (high - low);
  }

  private void serverFinishes() {
    Party server = Party.SERVER;
    single("server draws its masks", server, 1, Operation.DRAW, released);
    single("server lays out its masks", server, down, Operation.ARRANGE, RESULT_MOVES * released);
    single("server keeps its share", server, 1, Operation.ARRANGE, SHARE_MOVES * released);
    if (work.usesSlots()) {
      add("server encodes its masks", server, down, Operation.ENCODE, down, all);
    } else {
      add("server makes plaintexts", server, down, Operation.PLAINTEXT, down, all);
    }
    if (deployment.privacy().rerandomises()) {
      add("server encrypts its masks", server, down, Operation.ENCRYPT_PUBLIC, down, all);
      add("server adds them", server, down, Operation.ADD, down, all);
      add("server floods", server, down, Operation.EXPORT, down, all);
      add("server floods", server, down, Operation.FLOOD, down, all);
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
    limbs("server packs what is wanted", server, 1, Operation.PACK, released, wire);
  }

  private void clientReceives() {
    Party client = Party.CLIENT;
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
      double sum = 0;
      for (int limb : bits) {
        sum += latency(operation, List.of(limb));
      }
      put(what, party, pieces, operation, count * bits.size(), sum / bits.size());
    }
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
