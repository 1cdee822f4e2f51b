package org.autoprivacy.search;

import java.io.IOException;
import java.nio.file.Path;

/** A search in a process of its own, to be killed: says after which episode the state is saved. */
final class KilledSearch {

  static final SearchOptions OPTIONS =
      SearchOptions.DEFAULT.withEpisodes(28).withSeed(3).withMaxAccuracyLoss(0.001);

  private KilledSearch() {}

  public static void main(String[] arguments) throws IOException {
    new SelectionSearch(Examples.request(OPTIONS), new Examples.FormulaOracle(5))
        .run(
            Path.of(arguments[0]),
            false,
            (episode, episodes, outcome, best) -> System.out.println(episode));
  }
}
