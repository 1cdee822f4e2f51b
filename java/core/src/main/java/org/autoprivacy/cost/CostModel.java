package org.autoprivacy.cost;

import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.linear.LayerWork;
import org.autoprivacy.linear.OperationCounts;
import org.autoprivacy.linear.WireSizes;
import org.autoprivacy.params.Encryption;

/**
 * Predicts what one layer costs in the preprocessing phase: operation counts times measured
 * latencies, and the bytes of what is sent. Each term is described in docs/notes/cost-model.md.
 * Immutable.
 *
 * <p>Weights are fixed and kept in NTT form; encoding and transforming them is set-up and not
 * counted.
 */
public final class CostModel {

  private final LatencyTable latencies;

  /** On the machine and engine of a profile. */
  public CostModel(LatencyTable latencies) {
    this.latencies = latencies;
  }

  /**
   * Latency and bytes of a layer.
   *
   * @param work the layer's work at the deployment's degree
   * @throws LatencyTable.UncoveredException if the profile does not cover the deployment
   */
  public LayerCost cost(LayerWork work, Deployment deployment) {
    double nanos = 0;
    for (CostTerm term : terms(work, deployment)) {
      nanos += term.totalNanos();
    }
    return new LayerCost(nanos, bytesUp(work, deployment), bytesDown(work, deployment));
  }

  /**
   * The terms whose sum is the latency, in the order of the protocol; those that do not occur are
   * left out.
   *
   * @throws LatencyTable.UncoveredException if the profile does not cover the deployment
   */
  public List<CostTerm> terms(LayerWork work, Deployment deployment) {
    OperationCounts counts = work.counts();
    long up = counts.ciphertextsUp();
    long down = counts.ciphertextsDown();
    int limbs = deployment.limbs();
    int wire = deployment.wireLimbs();
    Terms terms = new Terms(deployment);
    boolean symmetric = deployment.encryption() == Encryption.SYMMETRIC;
    boolean seeds = symmetric && terms.knows(Operation.ENCRYPT_SEEDED, limbs);
    long polynomials = up * limbs * (symmetric ? 1 : 2);
    if (work.usesSlots()) {
      terms.add("client encodes its input", Operation.ENCODE, up, limbs);
    } else {
      terms.addKnown("client makes plaintexts", Operation.PLAINTEXT, up, limbs);
    }
    terms.add(
        "client encrypts its input",
        seeds
            ? Operation.ENCRYPT_SEEDED
            : symmetric ? Operation.ENCRYPT_SYMMETRIC : Operation.ENCRYPT_PUBLIC,
        up,
        limbs);
    if (!symmetric) {
      terms.addKnown("client exports its input", Operation.EXPORT, up, limbs);
    }
    terms.addKnown("client packs its input", Operation.PACK, polynomials, limbs);
    terms.addKnown("server unpacks the input", Operation.UNPACK, polynomials, limbs);
    terms.addKnown(
        "server takes the input in", symmetric ? Operation.EXPAND : Operation.IMPORT, up, limbs);
    terms.add(
        "server transforms its input",
        Operation.NTT_FORWARD,
        2L * limbs * work.forwardTransforms(),
        limbs);
    terms.add(
        "server multiplies by weights",
        Operation.MULTIPLY_PLAIN_NTT,
        counts.plainProducts(),
        limbs);
    terms.add("server adds", Operation.ADD, counts.additions(), limbs);
    terms.add(
        "server transforms sums back",
        Operation.NTT_INVERSE,
        2L * limbs * work.inverseTransforms(),
        limbs);
    long hoisted = terms.knows(Operation.ROTATE_HOISTED, limbs) ? work.hoistedSwitches() : 0;
    terms.add("server switches keys", Operation.ROTATE, counts.keySwitches() - hoisted, limbs);
    terms.add("server switches keys of one input", Operation.ROTATE_HOISTED, hoisted, limbs);
    double released = (double) work.released() / deployment.polyDegree();
    long packed = Math.round(wire * (down + released));
    terms.addKnown("server draws its masks", Operation.DRAW, Math.round(released), limbs);
    if (work.usesSlots()) {
      terms.add("server encodes its masks", Operation.ENCODE, down, limbs);
    } else {
      terms.addKnown("server makes plaintexts", Operation.PLAINTEXT, down, limbs);
    }
    terms.add("server adds its masks", Operation.ADD_PLAIN, down, limbs);
    if (deployment.privacy().rerandomises()) {
      terms.add("server encrypts zeros", Operation.ENCRYPT_PUBLIC, down, limbs);
      terms.add("server adds zeros and flooding", Operation.ADD, down, limbs);
    }
    for (int l = limbs; l > wire; l--) {
      terms.add("server switches the modulus", Operation.MOD_SWITCH, down, l);
    }
    terms.addKnown("server exports the result", Operation.EXPORT, down, wire);
    terms.addKnown("server packs the result", Operation.PACK, packed, wire);
    terms.addKnown("client unpacks the result", Operation.UNPACK, packed, wire);
    terms.addKnown("client takes the result in", Operation.IMPORT, down, wire);
    terms.add("client decrypts", Operation.DECRYPT, down, wire);
    if (work.usesSlots()) {
      terms.add("client decodes", Operation.DECODE, down, wire);
    }
    return terms.list;
  }

  private final class Terms {
    private final Deployment deployment;
    private final List<CostTerm> list = new ArrayList<>();

    Terms(Deployment deployment) {
      this.deployment = deployment;
    }

    boolean knows(Operation operation, int limbs) {
      return latencies
          .find(operation, deployment.polyDegree(), limbs, deployment.specialPrime())
          .isPresent();
    }

    /** Adds a term of an operation that older profiles do not have. */
    void addKnown(String what, Operation operation, long count, int limbs) {
      if (knows(operation, limbs)) {
        add(what, operation, count, limbs);
      }
    }

    void add(String what, Operation operation, long count, int limbs) {
      if (count > 0) {
        list.add(
            new CostTerm(
                what,
                operation,
                count * deployment.instances(),
                latencies.latency(
                    operation, deployment.polyDegree(), limbs, deployment.specialPrime())));
      }
    }
  }

  /** Bytes of the client's message, as it is really sent. */
  public static long bytesUp(LayerWork work, Deployment deployment) {
    return WireSizes.request(
        deployment.polyDegree(),
        deployment.limbBits(),
        deployment.encryption(),
        work.counts().ciphertextsUp(),
        deployment.instances());
  }

  /** Bytes of the server's message, as it is really sent. */
  public static long bytesDown(LayerWork work, Deployment deployment) {
    return WireSizes.reply(
        deployment.polyDegree(),
        deployment.limbBits().subList(0, deployment.wireLimbs()),
        deployment.dropped(),
        work.counts().ciphertextsDown(),
        work.released(),
        deployment.instances());
  }
}
