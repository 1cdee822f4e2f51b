package org.autoprivacy.search;

import org.autoprivacy.search.neural.Adam;
import org.autoprivacy.search.neural.DenseNetwork;

/**
 * Deep deterministic policy gradient for one action in [0, 1]: an actor μ(O), a critic Q(O, a) that
 * takes the action beside the state in its first layer, soft targets Q' and μ', and a replay
 * buffer.
 *
 * <p>The critic minimises the batch mean of {@code (R - b + γ·Q'(O', μ'(O')) - Q(O, a))²}, b a
 * moving average of rewards; the actor climbs {@code Q(O, μ(O))}. Lillicrap et al., "Continuous
 * control with deep reinforcement learning", algorithm 1, with the changes of docs/notes/search.md.
 * The same seed and the same calls give the same bits. Not thread-safe.
 */
public final class DdpgAgent {

  private final DdpgSettings settings;
  private final int stateSize;
  private final SeededRandom random;
  private final DenseNetwork actor;
  private final DenseNetwork critic;
  private final DenseNetwork targetActor;
  private final DenseNetwork targetCritic;
  private final Adam actorAdam;
  private final Adam criticAdam;
  private final float[] actorGradient;
  private final float[] criticGradient;
  private final ReplayBuffer replay;
  private int episode;
  private int updates;
  private double baseline;

  /**
   * An agent that knows nothing yet.
   *
   * @param stateSize numbers in a state, each in [0, 1]
   */
  public DdpgAgent(DdpgSettings settings, int stateSize, long seed) {
    this.settings = settings;
    this.stateSize = stateSize;
    random = new SeededRandom(seed);
    actor = actorNetwork();
    critic = criticNetwork();
    targetActor = actorNetwork();
    targetCritic = criticNetwork();
    copy(actor.parameters(), targetActor.parameters());
    copy(critic.parameters(), targetCritic.parameters());
    actorAdam = new Adam(actor.parameters().length, settings.actorRate());
    criticAdam = new Adam(critic.parameters().length, settings.criticRate());
    actorGradient = new float[actor.parameters().length];
    criticGradient = new float[critic.parameters().length];
    replay = new ReplayBuffer(settings.replayCapacity(), stateSize);
  }

  private static void copy(float[] from, float[] to) {
    System.arraycopy(from, 0, to, 0, from.length);
  }

  private DenseNetwork actorNetwork() {
    return new DenseNetwork(
        new int[] {stateSize, settings.hidden1(), settings.hidden2(), 1},
        DenseNetwork.Output.SIGMOID,
        settings.batch(),
        random::nextDouble);
  }

  private DenseNetwork criticNetwork() {
    return new DenseNetwork(
        new int[] {stateSize + 1, settings.hidden1(), settings.hidden2(), 1},
        DenseNetwork.Output.IDENTITY,
        settings.batch(),
        random::nextDouble);
  }

  /** Episodes that have ended. */
  public int episode() {
    return episode;
  }

  /** Updates made so far. */
  public int updates() {
    return updates;
  }

  /** Deviation of the action noise in the present episode. */
  public double noise() {
    return settings.noise() * StrictMath.pow(settings.noiseDecay(), episode);
  }

  /** The actor's action without noise, in [0, 1]. */
  public double exploit(float[] state) {
    requireState(state);
    System.arraycopy(state, 0, actor.input(), 0, stateSize);
    actor.forward(1);
    return actor.output(0);
  }

  /** The action to try: uniform during warm-up, then the actor's with noise, clipped to [0, 1]. */
  public double explore(float[] state) {
    if (episode < settings.warmupEpisodes()) {
      requireState(state);
      return random.nextDouble();
    }
    return Math.clamp(exploit(state) + noise() * random.nextGaussian(), 0, 1);
  }

  /**
   * Remembers one step.
   *
   * @param end whether the episode ended with it; {@code nextState} is then ignored
   */
  public void remember(
      float[] state, double action, double reward, float[] nextState, boolean end) {
    requireState(state);
    requireState(nextState);
    if (!(action >= 0 && action <= 1) || !Double.isFinite(reward)) {
      throw new IllegalArgumentException(
          "an action lies in [0, 1] and a reward is finite, got " + action + " and " + reward);
    }
    replay.add(state, (float) action, (float) reward, nextState, end);
  }

  /** Ends an episode: learns from {@code transitions} new steps once warm-up is over. */
  public void endEpisode(int transitions) {
    if (episode >= settings.warmupEpisodes() && replay.size() > 0) {
      for (int i = 0; i < transitions * settings.updatesPerTransition(); i++) {
        update();
      }
    }
    episode++;
  }

  private void update() {
    int batch = Math.min(settings.batch(), replay.size());
    int[] rows = new int[batch];
    double meanReward = 0;
    for (int r = 0; r < batch; r++) {
      rows[r] = random.nextInt(replay.size());
      meanReward += replay.reward(rows[r]);
    }
    meanReward /= batch;
    baseline =
        updates == 0 ? meanReward : baseline + settings.baselineShare() * (meanReward - baseline);
    learnCritic(rows, targets(rows));
    learnActor(rows);
    targetActor.moveTowards(actor, (float) settings.softShare());
    targetCritic.moveTowards(critic, (float) settings.softShare());
    updates++;
  }

  private float[] targets(int[] rows) {
    int batch = rows.length;
    for (int r = 0; r < batch; r++) {
      replay.copyNextState(rows[r], targetActor.input(), r * targetActor.inputStride());
      replay.copyNextState(rows[r], targetCritic.input(), r * targetCritic.inputStride());
    }
    targetActor.forward(batch);
    for (int r = 0; r < batch; r++) {
      targetCritic.input()[r * targetCritic.inputStride() + stateSize] = targetActor.output(r);
    }
    targetCritic.forward(batch);
    float[] targets = new float[batch];
    for (int r = 0; r < batch; r++) {
      double future = replay.end(rows[r]) ? 0 : settings.discount() * targetCritic.output(r);
      targets[r] = (float) (replay.reward(rows[r]) - baseline + future);
    }
    return targets;
  }

  private void learnCritic(int[] rows, float[] targets) {
    int batch = rows.length;
    for (int r = 0; r < batch; r++) {
      int at = r * critic.inputStride();
      replay.copyState(rows[r], critic.input(), at);
      critic.input()[at + stateSize] = replay.action(rows[r]);
    }
    critic.forward(batch);
    for (int r = 0; r < batch; r++) {
      critic.setOutputGradient(r, 2 * (critic.output(r) - targets[r]) / batch);
    }
    critic.backward(batch, criticGradient);
    criticAdam.step(critic.parameters(), criticGradient);
  }

  private void learnActor(int[] rows) {
    int batch = rows.length;
    for (int r = 0; r < batch; r++) {
      replay.copyState(rows[r], actor.input(), r * actor.inputStride());
    }
    actor.forward(batch);
    for (int r = 0; r < batch; r++) {
      critic.input()[r * critic.inputStride() + stateSize] = actor.output(r);
    }
    critic.forward(batch);
    for (int r = 0; r < batch; r++) {
      critic.setOutputGradient(r, -1f / batch);
    }
    critic.backward(batch, null);
    for (int r = 0; r < batch; r++) {
      actor.setOutputGradient(r, critic.inputGradient(r, stateSize));
    }
    actor.backward(batch, actorGradient);
    actorAdam.step(actor.parameters(), actorGradient);
  }

  private void requireState(float[] state) {
    if (state.length != stateSize) {
      throw new IllegalArgumentException(
          "a state has " + stateSize + " numbers, got " + state.length);
    }
  }

  /** Appends all that later behaviour depends on. */
  public void write(StateWriter out) {
    out.putLong(random.state());
    out.putInt(episode);
    out.putInt(updates);
    out.putDouble(baseline);
    out.putInt(actorAdam.steps());
    out.putInt(criticAdam.steps());
    for (float[] array : arrays()) {
      out.putFloats(array);
    }
    replay.write(out);
  }

  /**
   * Takes over what {@link #write} appended; the agent was made with the same settings.
   *
   * @throws IllegalArgumentException if the state does not fit; the agent must then not be used
   */
  public void read(StateReader in) {
    random.setState(in.getLong());
    episode = requireCount(in.getInt());
    updates = requireCount(in.getInt());
    baseline = in.getDouble();
    actorAdam.setSteps(in.getInt());
    criticAdam.setSteps(in.getInt());
    for (float[] array : arrays()) {
      in.getFloats(array);
    }
    replay.read(in);
  }

  private static int requireCount(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("a count is negative: " + value);
    }
    return value;
  }

  private float[][] arrays() {
    return new float[][] {
      actor.parameters(),
      critic.parameters(),
      targetActor.parameters(),
      targetCritic.parameters(),
      actorAdam.mean(),
      actorAdam.square(),
      criticAdam.mean(),
      criticAdam.square()
    };
  }
}
