package org.autoprivacy.search;

/** Hears of a search's progress; called on the thread that searches. */
@FunctionalInterface
public interface SearchListener {

  /** Hears nothing. */
  SearchListener NONE = (episode, episodes, outcome, best) -> {};

  /**
   * An episode has ended and its state is saved.
   *
   * @param episode episodes that have ended
   * @param episodes episodes in all
   * @param outcome what came of it
   * @param best the best outcome so far
   */
  void episodeEnded(int episode, int episodes, PolicyOutcome outcome, PolicyOutcome best);

  /** A policy is put to more samples after the last episode. */
  default void confirming(PolicyOutcome outcome) {}
}
