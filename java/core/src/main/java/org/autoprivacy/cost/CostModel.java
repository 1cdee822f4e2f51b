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
    if (work.usesSlots()) {
      terms.add("client encodes its input", Operation.ENCODE, up, limbs);
    }
    terms.add(
        "client encrypts its input",
        deployment.encryption() == Encryption.SYMMETRIC
            ? Operation.ENCRYPT_SYMMETRIC
            : Operation.ENCRYPT_PUBLIC,
        up,
        limbs);
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
    terms.add("server switches keys", Operation.ROTATE, counts.keySwitches(), limbs);
    if (work.usesSlots()) {
      terms.add("server encodes its masks", Operation.ENCODE, down, limbs);
    }
    terms.add("server adds its masks", Operation.ADD_PLAIN, down, limbs);
    if (deployment.privacy().rerandomises()) {
      terms.add("server encrypts zeros", Operation.ENCRYPT_PUBLIC, down, limbs);
      terms.add("server adds zeros and flooding", Operation.ADD, down, limbs);
    }
    for (int l = limbs; l > wire; l--) {
      terms.add("server switches the modulus", Operation.MOD_SWITCH, down, l);
    }
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
