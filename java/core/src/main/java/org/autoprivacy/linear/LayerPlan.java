package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.Privacy;

/**
 * What client and server agree on before a layer is evaluated.
 *
 * @param shape the layer
 * @param packing where its values lie
 * @param parameters n, q, P and t
 * @param encryption how the client encrypts
 * @param privacy what hides the weights in the noise; that of the paper adds nothing to what is
 *     computed
 * @param wireLimbs data primes that are left when the result is sent back
 * @param check which ciphertexts in slots keep a slot by which failures are noticed
 */
public record LayerPlan(
    LayerShape shape,
    Packing packing,
    LayerParameters parameters,
    Encryption encryption,
    Privacy privacy,
    int wireLimbs,
    ZeroCheck check) {

  /** With the check for failures that costs nothing. */
  public LayerPlan(
      LayerShape shape,
      Packing packing,
      LayerParameters parameters,
      Encryption encryption,
      Privacy privacy,
      int wireLimbs) {
    this(shape, packing, parameters, encryption, privacy, wireLimbs, ZeroCheck.FREE);
  }

  public LayerPlan {
    if (wireLimbs < 1 || wireLimbs > parameters.limbs()) {
      throw new IllegalArgumentException(
          "between 1 and %d data primes travel, got %d".formatted(parameters.limbs(), wireLimbs));
    }
    if (packing.usesSlots()) {
      for (int i = 0; i < parameters.instances(); i++) {
        if (!parameters.instance(i).supportsBatching()) {
          throw new IllegalArgumentException(
              "slots need a prime t that is 1 modulo 2n = %d, got %d"
                  .formatted(2L * parameters.polyDegree(), parameters.plainModuli().get(i)));
        }
      }
    }
  }

  /** The same with another check for failures. */
  public LayerPlan withCheck(ZeroCheck other) {
    return new LayerPlan(shape, packing, parameters, encryption, privacy, wireLimbs, other);
  }

  /** What one evaluation does. */
  public LayerWork work() {
    return LayerWork.of(shape, packing, parameters.polyDegree(), check);
  }

  /** Where values lie. */
  LayerLayout layout() {
    return LayerLayout.of(shape, packing, parameters.polyDegree(), check);
  }

  /** Galois elements whose keys the server needs, ascending. */
  int[] galoisElements() {
    return layout().galoisElements();
  }

  /** Whether the server needs the public key: to hide how a result came about. */
  boolean needsPublicKey() {
    return privacy.rerandomises();
  }

  /** The noise of the result of known weights, before the modulus is switched. */
  LayerNoise noise(QuantizedLayer weights, NoiseSetting setting) {
    return LayerNoise.of(work(), setting, WeightNorms.of(weights));
  }

  /** What the noise depends on. */
  NoiseSetting setting(int instance, Privacy hiding) {
    List<Double> logs = parameters.dataPrimes().stream().map(LayerPlan::log2).toList();
    return new NoiseSetting(
        parameters.polyDegree(),
        logs,
        parameters.specialPrime().isPresent() ? log2(parameters.specialPrime().getAsLong()) : 0,
        log2(parameters.plainModuli().get(instance)),
        encryption,
        hiding);
  }

  /** Low bits that replies leave out, the same in all instances. */
  public DroppedBits droppedBits(QuantizedLayer weights) {
    NoiseSetting setting = setting(0, privacy);
    return noise(weights, setting).droppedOnWire(setting, wireLimbs);
  }

  /** log2 of the predicted rate of wrong coefficients, in the worst of the factors of t. */
  public double log2ErrorRate(QuantizedLayer weights) {
    return log2Tails(weights, 1).stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /**
   * For each factor of t, log2 of the predicted rate of coefficients whose noise exceeds {@code
   * times} times what decrypts: at 1 they are wrong, at 3 by more than ±1.
   */
  public List<Double> log2Tails(QuantizedLayer weights, double times) {
    List<Double> tails = new ArrayList<>();
    for (int i = 0; i < parameters.instances(); i++) {
      NoiseSetting setting = setting(i, privacy);
      double logWire =
          setting.logPrimes().stream().limit(wireLimbs).mapToDouble(Double::doubleValue).sum();
      tails.add(
          noise(weights, setting)
              .onWire(setting, wireLimbs)
              .log2ErrorRate(logWire + Math.log(times) / Math.log(2), setting.logT()));
    }
    return tails;
  }

  /** Predicted standard deviation of the noise on the wire, modulo the first factor of t. */
  public double predictedStd(QuantizedLayer weights) {
    NoiseSetting setting = setting(0, privacy);
    return Math.sqrt(noise(weights, setting).onWire(setting, wireLimbs).variance());
  }

  /** Bytes of the client's message. */
  public long requestBytes() {
    return WireSizes.request(
        parameters.polyDegree(),
        widths(parameters.limbs()),
        encryption,
        work().counts().ciphertextsUp(),
        parameters.instances());
  }

  /** Bytes of the server's message. */
  public long replyBytes(QuantizedLayer weights) {
    LayerWork work = work();
    return WireSizes.reply(
        parameters.polyDegree(),
        widths(wireLimbs),
        droppedBits(weights),
        work.counts().ciphertextsDown(),
        work.released(),
        parameters.instances());
  }

  private List<Integer> widths(int limbs) {
    return parameters.dataPrimes().stream().limit(limbs).map(WireSizes::width).toList();
  }

  private static double log2(long value) {
    return Math.log(value) / Math.log(2);
  }
}
