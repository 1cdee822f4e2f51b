package org.autoprivacy.linear;

import java.util.List;
import java.util.function.Consumer;

/** How an output in slots comes from sums of products. */
sealed interface SlotExpression {

  /** A sum of products, by its number. */
  record Products(int sum) implements SlotExpression {}

  /** What is turned. */
  record Turned(SlotExpression of, SlotTurn turn) implements SlotExpression {}

  /** What is added up, at least one. */
  record Added(List<SlotExpression> of) implements SlotExpression {}

  /** What has a turned copy of itself added. */
  record Folded(SlotExpression of, SlotTurn turn) implements SlotExpression {}

  /** Sums, each turned, all added up. */
  static SlotExpression turned(List<Integer> sums, List<SlotTurn> turns) {
    List<SlotExpression> terms = new java.util.ArrayList<>();
    for (int i = 0; i < sums.size(); i++) {
      terms.add(new Turned(new Products(sums.get(i)), turns.get(i)));
    }
    return new Added(terms);
  }

  /** Folded from the first turn to the last. */
  static SlotExpression folded(SlotExpression expression, List<SlotTurn> turns) {
    SlotExpression folded = expression;
    for (SlotTurn turn : turns) {
      folded = new Folded(folded, turn);
    }
    return folded;
  }

  /** Whether anything is folded. */
  default boolean folds() {
    return switch (this) {
      case Products _ -> false;
      case Added added -> added.of().stream().anyMatch(SlotExpression::folds);
      case Turned turned -> turned.of().folds();
      case Folded _ -> true;
    };
  }

  /** Shows all turns, innermost first. */
  default void forEachTurn(Consumer<SlotTurn> consumer) {
    switch (this) {
      case Products _ -> {}
      case Added added -> added.of().forEach(term -> term.forEachTurn(consumer));
      case Turned turned -> {
        turned.of().forEachTurn(consumer);
        consumer.accept(turned.turn());
      }
      case Folded folded -> {
        folded.of().forEachTurn(consumer);
        consumer.accept(folded.turn());
      }
    }
  }
}
