package org.autoprivacy.search;

/**
 * The agent's constants; what of them the paper leaves open is in docs/notes/search.md.
 *
 * @param hidden1 units of the first hidden layer
 * @param hidden2 units of the second hidden layer
 * @param actorRate Adam's learning rate of the actor
 * @param criticRate Adam's learning rate of the critic
 * @param replayCapacity transitions that are remembered
 * @param batch transitions of one update
 * @param softShare share of the online network in one soft update of its target
 * @param discount γ
 * @param warmupEpisodes episodes with uniform actions and no updates
 * @param noise deviation of the action noise in the first episode
 * @param noiseDecay factor on the noise after each episode
 * @param baselineShare share of a batch's mean reward in the moving average
 * @param updatesPerTransition updates for each transition that is stored
 */
public record DdpgSettings(
    int hidden1,
    int hidden2,
    double actorRate,
    double criticRate,
    int replayCapacity,
    int batch,
    double softShare,
    double discount,
    int warmupEpisodes,
    double noise,
    double noiseDecay,
    double baselineShare,
    int updatesPerTransition) {

  /** The paper's constants (§3.1), and where it is silent those of HAQ's program. */
  public static final DdpgSettings PAPER =
      new DdpgSettings(400, 300, 1e-4, 1e-3, 2000, 64, 0.01, 1, 20, 0.5, 0.99, 0.5, 1);

  public DdpgSettings {
    requirePositive("hidden units", Math.min(hidden1, hidden2));
    requirePositive("replay capacity", replayCapacity);
    requirePositive("batch", batch);
    requirePositive("updates per transition", updatesPerTransition);
    if (!(actorRate > 0 && criticRate > 0)) {
      throw new IllegalArgumentException("learning rates must be positive");
    }
    for (double share : new double[] {softShare, discount, noiseDecay, baselineShare}) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "soft share, discount, noise decay and baseline share lie in [0, 1], got " + share);
      }
    }
    if (!(noise >= 0) || warmupEpisodes < 0) {
      throw new IllegalArgumentException("noise and warm-up episodes are not negative");
    }
  }

  private static void requirePositive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be positive, got " + value);
    }
  }
}
