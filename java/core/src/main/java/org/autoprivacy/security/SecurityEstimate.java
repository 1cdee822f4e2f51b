package org.autoprivacy.security;

/**
 * The security of LWE parameters: the cheapest of three attacks under one cost model.
 *
 * @param parameters what was judged
 * @param model how costs were counted
 * @param usvp the unique-SVP attack
 * @param bdd the bounded-distance-decoding attack
 * @param dualHybrid the dual attack with guessing and a Fourier transform
 */
public record SecurityEstimate(
    LweParameters parameters,
    CostModelKind model,
    UsvpCost usvp,
    BddCost bdd,
    DualHybridCost dualHybrid) {

  /**
   * The most that is reported: this figure stands for «at least 2^512 operations». For the quantum
   * models it is the cost of the largest block that is searched, from 450 bits on.
   */
  public static final double MOST_BITS = 512;

  /** log2 of the cheapest attack's operations, in bits. */
  public double securityBits() {
    return Math.min(usvp.bits(), Math.min(bdd.bits(), dualHybrid.bits()));
  }
}
