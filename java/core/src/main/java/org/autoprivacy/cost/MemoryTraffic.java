package org.autoprivacy.cost;

import java.util.List;
import org.autoprivacy.linear.LayerWork;

/**
 * What a layer's operations take longer because their operands come from far: by the bytes that the
 * layer touches between one use and the next, between what a profile measured near and far. See
 * docs/notes/cost-model.md.
 */
final class MemoryTraffic {

  /** Beyond the second-level cache of common machines. */
  private static final double CACHE_BYTES = 2 << 20;

  /** What a core keeps in a third-level cache of common machines, which it shares. */
  private static final double SHARED_BYTES = 12 << 20;

  /** Such a cache as a whole. */
  private static final double LAST_BYTES = 32 << 20;

  // Polynomials of all limbs that a ciphertext's way through both parties touches: values,
  // plaintext, ciphertext as drawn, unpacked and expanded; the sum, its mask, sum and mask as an
  // operand and as exported, what is unpacked and decrypted, and its copies.
  private static final int TOUCHED_UP = 6;
  private static final int TOUCHED_DOWN = 10;

  /** Of the default keys that a layer uses, those that the cache has lost. */
  private static final double FETCHED = 0.2;

  // A weight and the two polynomials of what it meets.
  private static final int POLYNOMIALS = 3;

  private final LatencyTable latencies;
  private final LayerWork work;
  private final Deployment deployment;
  private final List<Integer> limbs;
  private final double polynomial;

  MemoryTraffic(LatencyTable latencies, LayerWork work, Deployment deployment) {
    this.latencies = latencies;
    this.work = work;
    this.deployment = deployment;
    limbs = deployment.limbBits();
    polynomial = (double) deployment.polyDegree() * limbs.size() * Long.BYTES;
  }

  /** One sum of so many products. */
  double sumNanos(double terms) {
    double two = latency(Operation.SUM_OF_TWO);
    double sixteen = latency(Operation.SUM_OF_SIXTEEN);
    double near =
        Math.max(
            two / 2, two + (terms - 2) * (sixteen - two) / (GroupWorkload.SUMMED_TOGETHER - 2));
    return near + terms * (extraNanos(touched()) + 2 * extraNanos(betweenSums()));
  }

  /** What a transform of one limb of an input takes beside that of an operand at hand. */
  double inputNanos() {
    double inputs = 2.0 * work.forwardTransforms() * polynomial;
    double keys = work.hoistedSwitches() > 0 ? work.galoisKeys() * key() : 0;
    return extraNanos(inputs + keys) / limbs.size();
  }

  /** The same of a sum, whose first limbs are written long before its last. */
  double resultNanos() {
    return extraNanos(betweenSums()) / limbs.size();
  }

  /** What adding a ciphertext takes beside that of one at hand. */
  double additionNanos() {
    return 2 * extraNanos(betweenSums());
  }

  /**
   * One key switch. Default keys come again soon, and few are fetched; those of the very turns come
   * once in an evaluation.
   */
  double rotateNanos() {
    double near = latency(Operation.ROTATE);
    double far = Math.max(near, latency(Operation.ROTATE_FAR));
    double all = work.galoisKeys() * key();
    if (work.hoistedSwitches() == 0) {
      return near + (all > CACHE_BYTES ? FETCHED * (far - near) : 0);
    }
    double others = work.counts().plainProducts() * polynomial / work.counts().ciphertextsDown();
    return between(all + others, key(), near, GroupWorkload.KEY_BYTES, far) + keyNanos();
  }

  /** What a key takes longer than one out of as many as a profile turns through. */
  double keyNanos() {
    double measured = extraNanos(GroupWorkload.KEY_BYTES);
    return Math.max(0, extraNanos(touched()) - measured) * key() / polynomial;
  }

  private double key() {
    return 2 * polynomial * (limbs.size() + 1);
  }

  /** What a sum and turning it touch. */
  private double betweenSums() {
    double sums = Math.max(1, work.inverseTransforms());
    double turns = work.counts().keySwitches() - work.hoistedSwitches();
    return (POLYNOMIALS * work.counts().plainProducts() * polynomial + turns * key()) / sums;
  }

  /** All that an evaluation touches, once. */
  private double touched() {
    double polynomials =
        work.counts().plainProducts()
            + (double) TOUCHED_UP * work.counts().ciphertextsUp()
            + (double) TOUCHED_DOWN * work.counts().ciphertextsDown();
    return (polynomials * polynomial + work.galoisKeys() * key()) * deployment.instances();
  }

  /** What one polynomial takes longer where so many bytes are touched between its uses. */
  private double extraNanos(double bytes) {
    double sixteen = latency(Operation.SUM_OF_SIXTEEN);
    double middle =
        Math.max(0, latency(Operation.SUM_MIDDLE) - sixteen) / GroupWorkload.SUMMED_TOGETHER;
    double far =
        Math.max(middle, (latency(Operation.SUM_FAR) - sixteen) / GroupWorkload.SUMMED_TOGETHER);
    double near = POLYNOMIALS * GroupWorkload.SUMMED_TOGETHER * polynomial;
    if (bytes > SHARED_BYTES || near > SHARED_BYTES) {
      return between(bytes, Math.max(near, SHARED_BYTES), middle, LAST_BYTES, far);
    }
    return between(bytes, near, 0, CACHE_BYTES, middle);
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

  private double latency(Operation operation) {
    return latencies.latency(operation, deployment.polyDegree(), limbs, deployment.specialPrime());
  }
}
