package org.autoprivacy;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.autoprivacy.accuracy.ErrorModelKind;
import org.autoprivacy.accuracy.Tuning;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.data.Mnist;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.params.Privacy;
import org.autoprivacy.params.RuleSet;
import org.autoprivacy.params.SecurityLevel;
import org.autoprivacy.search.RewardKind;
import org.autoprivacy.search.SearchOptions;
import org.autoprivacy.search.SearchPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What a selection is asked for; everything has a default, so {@code new SelectionRequest()} is the
 * main job. Setters return the request. Not thread-safe.
 */
public final class SelectionRequest {

  private String network = "mnist-cnn";
  private @Nullable LabelledImages images;
  private String engine = "seal-ffm";
  private @Nullable Path profile;
  private boolean foreignProfile;
  private @Nullable Packing packing;
  private @Nullable ErrorModelKind errorModel;
  private @Nullable Tuning tuning;
  private Privacy privacy = Privacy.NONE;
  private RuleSet rules = RuleSet.SEAL;
  private SecurityLevel level = SecurityLevel.BITS_128;
  private SearchOptions search = SearchOptions.DEFAULT;
  private @Nullable Path folder;
  private boolean resume;
  private int threads = Runtime.getRuntime().availableProcessors();
  private BiConsumer<String, Double> progress = (stage, fraction) -> {};

  /** Name of a network, or the path of a weights file. */
  public SelectionRequest network(String value) {
    network = Objects.requireNonNull(value);
    return this;
  }

  /** The images that accuracy is measured on; without them the embedded MNIST test set. */
  public SelectionRequest images(LabelledImages value) {
    images = Objects.requireNonNull(value);
    return this;
  }

  /** The engine that latencies are measured on. */
  public SelectionRequest engine(String value) {
    engine = Objects.requireNonNull(value);
    return this;
  }

  /**
   * The latencies to use; without it those in the user's cache, measured now where there are none.
   */
  public SelectionRequest profile(Path value) {
    profile = Objects.requireNonNull(value);
    return this;
  }

  /** Accepts a profile of another machine or library. */
  public SelectionRequest acceptForeignProfile() {
    foreignProfile = true;
    return this;
  }

  /** One packing for all layers; without it the cheapest of each layer. */
  public SelectionRequest packing(Packing value) {
    packing = Objects.requireNonNull(value);
    return this;
  }

  /** One error model for all layers; without it the one of each layer's packing. */
  public SelectionRequest errorModel(ErrorModelKind value) {
    errorModel = Objects.requireNonNull(value);
    return this;
  }

  /**
   * How the network is trained on under a policy's errors before it is measured; not without it.
   */
  public SelectionRequest tuning(Tuning value) {
    tuning = Objects.requireNonNull(value);
    return this;
  }

  /** Circuit privacy. */
  public SelectionRequest privacy(Privacy value) {
    privacy = Objects.requireNonNull(value);
    return this;
  }

  /** Which of the paper's rules parameters obey. */
  public SelectionRequest rules(RuleSet value) {
    rules = Objects.requireNonNull(value);
    return this;
  }

  /** Security that no layer goes below. */
  public SelectionRequest level(SecurityLevel value) {
    level = Objects.requireNonNull(value);
    return this;
  }

  /** Policy, reward, episodes, seed, budget and accuracy loss. */
  public SelectionRequest search(SearchOptions value) {
    search = Objects.requireNonNull(value);
    return this;
  }

  /** Shorthand for another policy. */
  public SelectionRequest policy(SearchPolicy value) {
    return search(search.withPolicy(value));
  }

  /** Shorthand for another reward. */
  public SelectionRequest reward(RewardKind value) {
    return search(search.withReward(value));
  }

  /** Shorthand for a number of episodes. */
  public SelectionRequest episodes(int value) {
    return search(search.withEpisodes(value));
  }

  /** Shorthand for a seed. */
  public SelectionRequest seed(long value) {
    return search(search.withSeed(value));
  }

  /** Where the search saves its state after every episode and the result at the end. */
  public SelectionRequest folder(Path value) {
    folder = Objects.requireNonNull(value);
    return this;
  }

  /** Goes on from the state in the folder, if there is one. */
  public SelectionRequest resume(boolean value) {
    resume = value;
    return this;
  }

  /** Threads for accuracy; the result does not depend on it. */
  public SelectionRequest threads(int value) {
    if (value < 1) {
      throw new IllegalArgumentException("at least one thread is needed, got " + value);
    }
    threads = value;
    return this;
  }

  /** Is told the name of a stage and the fraction of it that is done. */
  public SelectionRequest progress(BiConsumer<String, Double> value) {
    progress = Objects.requireNonNull(value);
    return this;
  }

  String network() {
    return network;
  }

  LabelledImages images() {
    return images == null ? Mnist.test() : images;
  }

  String engine() {
    return engine;
  }

  @Nullable Path profile() {
    return profile;
  }

  boolean acceptsForeignProfile() {
    return foreignProfile;
  }

  @Nullable Packing packing() {
    return packing;
  }

  @Nullable ErrorModelKind errorModel() {
    return errorModel;
  }

  @Nullable Tuning tuning() {
    return tuning;
  }

  Privacy privacy() {
    return privacy;
  }

  RuleSet rules() {
    return rules;
  }

  SecurityLevel level() {
    return level;
  }

  SearchOptions search() {
    return search;
  }

  @Nullable Path folder() {
    return folder;
  }

  boolean resume() {
    return resume;
  }

  int threads() {
    return threads;
  }

  BiConsumer<String, Double> progress() {
    return progress;
  }
}
