package org.autoprivacy.search;

/**
 * What a search is told.
 *
 * @param policy who chooses
 * @param reward what it is after
 * @param leastExponent D_l: the largest rate is {@code 2^-leastExponent}
 * @param mostExponent D_r: the smallest rate is {@code 2^-mostExponent}
 * @param episodes policies that are tried
 * @param seed of every draw
 * @param latencyBudgetNanos no policy may take longer; infinite for no budget
 * @param maxAccuracyLoss a fraction that accuracy may lose; 0.005 is half a percentage point
 * @param searchSamples inferences at most for one policy during the search
 * @param confirmSamples inferences for the policies that are confirmed at the end
 */
public record SearchOptions(
    SearchPolicy policy,
    RewardKind reward,
    int leastExponent,
    int mostExponent,
    int episodes,
    long seed,
    double latencyBudgetNanos,
    double maxAccuracyLoss,
    int searchSamples,
    int confirmSamples) {

  /** The agent after the default reward, rates 2^-5 to 2^-40, half a percentage point. */
  public static final SearchOptions DEFAULT =
      new SearchOptions(
          SearchPolicy.of(SearchPolicy.Kind.DDPG),
          RewardKind.DEFAULT,
          5,
          40,
          300,
          1,
          Double.POSITIVE_INFINITY,
          0.005,
          2000,
          10_000);

  public SearchOptions {
    if (leastExponent < 1 || mostExponent < leastExponent || mostExponent > 1000) {
      throw new IllegalArgumentException(
          "the error range must be A:B with 1 <= A <= B <= 1000, got "
              + leastExponent
              + ":"
              + mostExponent);
    }
    if (episodes < 1 || episodes > 1_000_000) {
      throw new IllegalArgumentException("episodes must be in [1, 1000000], got " + episodes);
    }
    if (!(latencyBudgetNanos > 0)) {
      throw new IllegalArgumentException(
          "the latency budget must be positive, got " + latencyBudgetNanos + " ns");
    }
    if (!(maxAccuracyLoss >= 0 && maxAccuracyLoss < 1)) {
      throw new IllegalArgumentException(
          "the accuracy loss must be a fraction in [0, 1), got " + maxAccuracyLoss);
    }
    if (searchSamples < 1 || confirmSamples < searchSamples) {
      throw new IllegalArgumentException(
          "samples must be positive and those that confirm no fewer, got "
              + searchSamples
              + " and "
              + confirmSamples);
    }
  }

  /** The same with another policy. */
  public SearchOptions withPolicy(SearchPolicy other) {
    return new SearchOptions(
        other,
        reward,
        leastExponent,
        mostExponent,
        episodes,
        seed,
        latencyBudgetNanos,
        maxAccuracyLoss,
        searchSamples,
        confirmSamples);
  }

  /** The same with another reward. */
  public SearchOptions withReward(RewardKind other) {
    return new SearchOptions(
        policy,
        other,
        leastExponent,
        mostExponent,
        episodes,
        seed,
        latencyBudgetNanos,
        maxAccuracyLoss,
        searchSamples,
        confirmSamples);
  }

  /** The same with another error range. */
  public SearchOptions withErrorRange(int least, int most) {
    return new SearchOptions(
        policy,
        reward,
        least,
        most,
        episodes,
        seed,
        latencyBudgetNanos,
        maxAccuracyLoss,
        searchSamples,
        confirmSamples);
  }

  /** The same with another number of episodes. */
  public SearchOptions withEpisodes(int other) {
    return new SearchOptions(
        policy,
        reward,
        leastExponent,
        mostExponent,
        other,
        seed,
        latencyBudgetNanos,
        maxAccuracyLoss,
        searchSamples,
        confirmSamples);
  }

  /** The same with another seed. */
  public SearchOptions withSeed(long other) {
    return new SearchOptions(
        policy,
        reward,
        leastExponent,
        mostExponent,
        episodes,
        other,
        latencyBudgetNanos,
        maxAccuracyLoss,
        searchSamples,
        confirmSamples);
  }

  /** The same with a latency budget. */
  public SearchOptions withLatencyBudgetNanos(double other) {
    return new SearchOptions(
        policy,
        reward,
        leastExponent,
        mostExponent,
        episodes,
        seed,
        other,
        maxAccuracyLoss,
        searchSamples,
        confirmSamples);
  }

  /** The same with another accuracy loss, a fraction. */
  public SearchOptions withMaxAccuracyLoss(double other) {
    return new SearchOptions(
        policy,
        reward,
        leastExponent,
        mostExponent,
        episodes,
        seed,
        latencyBudgetNanos,
        other,
        searchSamples,
        confirmSamples);
  }

  /** The same with other sample counts. */
  public SearchOptions withSamples(int search, int confirm) {
    return new SearchOptions(
        policy,
        reward,
        leastExponent,
        mostExponent,
        episodes,
        seed,
        latencyBudgetNanos,
        maxAccuracyLoss,
        search,
        confirm);
  }
}
