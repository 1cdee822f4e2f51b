package org.autoprivacy.generator;

import org.autoprivacy.linear.Packing;
import org.autoprivacy.linear.WeightNorms;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.Privacy;
import org.autoprivacy.params.RuleSet;
import org.autoprivacy.params.SecurityLevel;

/**
 * What the parameters of one layer must achieve.
 *
 * @param shape the layer
 * @param packing how it is evaluated
 * @param plainBits width of its results with sign: t must be at least 2^plainBits
 * @param weights what the weights do to the noise of coefficient encoding
 * @param errorRate the largest tolerated rate of wrong decryptions
 * @param level security
 * @param privacy what hides the weights in the noise
 * @param rules which of the paper's rules hold
 * @param encryption how the client encrypts
 * @param fit how the primes of q fill their width
 */
public record LayerRequest(
    LayerShape shape,
    Packing packing,
    int plainBits,
    WeightNorms weights,
    ErrorRate errorRate,
    SecurityLevel level,
    Privacy privacy,
    RuleSet rules,
    Encryption encryption,
    ModulusFit fit) {

  /** How the primes of q fill their width. */
  public enum ModulusFit {
    /** The smallest q that keeps the error rate, as the paper chooses it. */
    SMALLEST,
    /** The largest primes of the same width: as fast and as many bytes, with fewer errors. */
    FILLED
  }

  public LayerRequest {
    if (plainBits < 2 || plainBits > 120) {
      throw new IllegalArgumentException("results have 2 to 120 bits, got plain bits " + plainBits);
    }
  }

  /**
   * A request with the defaults: expected 8-bit weights, 128 bits of security, no circuit privacy,
   * SEAL's rules, symmetric encryption and the smallest q.
   */
  public static LayerRequest of(
      LayerShape shape, Packing packing, int plainBits, ErrorRate errorRate) {
    return new LayerRequest(
        shape,
        packing,
        plainBits,
        WeightNorms.expected(shape, 8),
        errorRate,
        SecurityLevel.BITS_128,
        Privacy.NONE,
        RuleSet.SEAL,
        Encryption.SYMMETRIC,
        ModulusFit.SMALLEST);
  }

  /**
   * Width with sign of the largest result that weights and inputs of given widths can give: what
   * plain bits hold every result.
   *
   * @param weightBits with sign, in [2, 16]
   * @param inputBits without sign, in [1, 16]
   */
  public static int worstCaseBits(LayerShape shape, int weightBits, int inputBits) {
    if (weightBits < 2 || weightBits > 16 || inputBits < 1 || inputBits > 16) {
      throw new IllegalArgumentException(
          "weights have 2 to 16 bits and inputs 1 to 16, got %d and %d"
              .formatted(weightBits, inputBits));
    }
    long largest = ((1L << (weightBits - 1)) - 1) * ((1L << inputBits) - 1);
    return Long.SIZE - Long.numberOfLeadingZeros(2 * Math.multiplyExact(shape.terms(), largest));
  }

  /** The same with another error rate. */
  public LayerRequest withErrorRate(ErrorRate other) {
    return new LayerRequest(
        shape, packing, plainBits, weights, other, level, privacy, rules, encryption, fit);
  }

  /** The same with known weights. */
  public LayerRequest withWeights(WeightNorms other) {
    return new LayerRequest(
        shape, packing, plainBits, other, errorRate, level, privacy, rules, encryption, fit);
  }

  /** The same with another security level. */
  public LayerRequest withLevel(SecurityLevel other) {
    return new LayerRequest(
        shape, packing, plainBits, weights, errorRate, other, privacy, rules, encryption, fit);
  }

  /** The same with another circuit privacy. */
  public LayerRequest withPrivacy(Privacy other) {
    return new LayerRequest(
        shape, packing, plainBits, weights, errorRate, level, other, rules, encryption, fit);
  }

  /** The same under other rules. */
  public LayerRequest withRules(RuleSet other) {
    return new LayerRequest(
        shape, packing, plainBits, weights, errorRate, level, privacy, other, encryption, fit);
  }

  /** The same with another kind of encryption. */
  public LayerRequest withEncryption(Encryption other) {
    return new LayerRequest(
        shape, packing, plainBits, weights, errorRate, level, privacy, rules, other, fit);
  }

  /** The same with primes that fill their width or not. */
  public LayerRequest withFit(ModulusFit other) {
    return new LayerRequest(
        shape, packing, plainBits, weights, errorRate, level, privacy, rules, encryption, other);
  }

  /** The same with results of another width. */
  public LayerRequest withPlainBits(int other) {
    return new LayerRequest(
        shape, packing, other, weights, errorRate, level, privacy, rules, encryption, fit);
  }

  /** The same in another packing. */
  public LayerRequest withPacking(Packing other) {
    return new LayerRequest(
        shape, other, plainBits, weights, errorRate, level, privacy, rules, encryption, fit);
  }
}
