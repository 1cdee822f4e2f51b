package org.autoprivacy.accuracy;

import java.util.List;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.OutputErrors;
import org.autoprivacy.search.LayerCandidate;
import org.autoprivacy.search.SeededRandom;
import org.jspecify.annotations.Nullable;

/**
 * The decryption errors that a policy leaves, layer by layer. The draws depend on series, sample
 * and layer alone, so that two policies meet the same luck. Thread-safe.
 */
public final class PolicyErrors {

  private final LayerDamage[] damage;

  /** The errors that accuracy is measured with. */
  public PolicyErrors(
      Network network, List<LayerCandidate> policy, @Nullable ErrorModelKind forced) {
    this(network, policy, forced, ErrorHalf.EVALUATION);
  }

  /**
   * The errors of a network's layers.
   *
   * @param policy parameters of every layer, in order
   * @param forced one model for all layers; null for the model of each layer's packing
   * @param half which half of the recorded errors
   * @throws IllegalArgumentException if the policy does not fit the network
   */
  public PolicyErrors(
      Network network,
      List<LayerCandidate> policy,
      @Nullable ErrorModelKind forced,
      ErrorHalf half) {
    if (policy.size() != network.layerCount()) {
      throw new IllegalArgumentException(
          "%s has %d layers, the policy %d"
              .formatted(network.name(), network.layerCount(), policy.size()));
    }
    damage = new LayerDamage[policy.size()];
    for (int i = 0; i < damage.length; i++) {
      LayerShape shape = network.topology().layers().get(i).shape();
      LayerCandidate candidate = policy.get(i);
      damage[i] =
          new LayerDamage(
              new LayerFailures(ErrorModel.of(kind(candidate, forced), shape, candidate, half)),
              WrapAround.of(network.worstCaseRange(i), candidate.parameters()));
    }
  }

  /** The model of a layer: the forced one, or that of its packing. */
  static ErrorModelKind kind(LayerCandidate candidate, @Nullable ErrorModelKind forced) {
    return forced == null ? ErrorModelKind.of(candidate.packing()) : forced;
  }

  /** The probability that an inference is touched by any error. */
  double touchProbability() {
    double logUntouched = 0;
    for (LayerDamage layer : damage) {
      logUntouched += StrictMath.log1p(-layer.touchProbability());
    }
    // Not the negative zero of a policy that never fails.
    return Math.max(0, -StrictMath.expm1(logUntouched));
  }

  /** The first layer that an error touches in a sample; -1 if there is none. */
  int firstTouched(long series, int sample) {
    for (int layer = 0; layer < damage.length; layer++) {
      if (damage[layer].touches(layerSeed(series, sample, layer))) {
        return layer;
      }
    }
    return -1;
  }

  /**
   * The errors of one series.
   *
   * @param series seed of the draws
   * @param from the sample that image 0 is
   */
  public OutputErrors inSeries(long series, int from) {
    return (layer, outputs) -> {
      for (int i = 0; i < outputs.images(); i++) {
        damage[layer].addTo(layerSeed(series, from + outputs.image(i), layer), outputs, i);
      }
    };
  }

  private static long layerSeed(long series, int sample, int layer) {
    return SeededRandom.derive(SeededRandom.derive(series, sample), layer);
  }
}
