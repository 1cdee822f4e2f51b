package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.linear.SlotConvolution.Style;

/**
 * Which sums of products a convolution in slots has, and how they are turned and added up to its
 * outputs. Immutable once made.
 */
final class SlotSchedule {

  /** Of a sum: all input ciphertexts. */
  static final int ALL = -1;

  /** A sum of products: for one output, one turn, and one input ciphertext or all. */
  record Sum(int output, boolean swaps, int rho, int input) {}

  private final SlotRows rows;
  private final Style style;
  private final int block;
  private final int babies;
  private final List<Sum> sums = new ArrayList<>();
  private final List<List<SlotExpression>> straight = new ArrayList<>();
  private final List<List<SlotExpression>> swapped = new ArrayList<>();
  private long partials;
  private long joined;

  private SlotSchedule(SlotRows rows, Style style, int block, int babies) {
    this.rows = rows;
    this.style = style;
    this.block = block;
    this.babies = babies;
    for (int output = 0; output < rows.outputs(); output++) {
      straight.add(new ArrayList<>());
      swapped.add(new ArrayList<>());
    }
  }

  /** One sum for each output, which nothing turns. */
  static SlotSchedule depthwise(SlotRows rows, Style style) {
    SlotSchedule schedule = new SlotSchedule(rows, style, 0, 1);
    for (int output = 0; output < rows.outputs(); output++) {
      schedule.sums.add(new Sum(output, false, 0, output));
      schedule.straight.get(output).add(new SlotExpression.Products(output));
    }
    return schedule;
  }

  /**
   * All inputs to all outputs.
   *
   * @param block slots of a channel
   * @param babies blocks by which inputs are turned, so that sums are turned by so many less
   */
  static SlotSchedule of(SlotRows rows, Style style, int block, int babies) {
    SlotSchedule schedule = new SlotSchedule(rows, style, block, babies);
    int outputs = rows.outputs();
    if (style != Style.DELPHI) {
      for (int output = 0; output < outputs; output++) {
        schedule.add(output, ALL, rows.reach(), false);
      }
      return schedule;
    }
    for (int pair = 0; pair < outputs; pair++) {
      for (int i = 0; i < rows.inputs(); i++) {
        int output = (pair + i) % outputs;
        boolean joins = pair == 0 && outputs > 1 && rows.repeats(output);
        schedule.add(output, i, rows.delphiReach(2 * pair, i), joins);
      }
    }
    return schedule;
  }

  /**
   * What one input ciphertext, or all, give to an output.
   *
   * @param joins whether what has to be swapped is swapped together with what comes next
   */
  private void add(int output, int input, int reach, boolean joins) {
    int period = rows.period(output);
    List<SlotTurn> folds = new ArrayList<>();
    if (rows.repeats(output)) {
      for (int blocks = reach / 2; blocks >= period; blocks /= 2) {
        folds.add(SlotTurn.by(blocks * block));
      }
    }
    if (rows.folds(output)) {
      if (rows.in() > 1) {
        folds.add(SlotTurn.SWAP);
      }
      straight.get(output).add(partial(output, input, false, folds));
      return;
    }
    if (style == Style.BABY_GIANT) {
      // One automorphism rotates and swaps, so that both are added up before they are folded.
      SlotExpression both =
          new SlotExpression.Added(
              List.of(
                  partial(output, input, false, List.of()),
                  partial(output, input, true, List.of())));
      straight.get(output).add(SlotExpression.folded(both, folds));
      return;
    }
    straight.get(output).add(partial(output, input, false, folds));
    List<SlotExpression> waiting = swapped.get(output);
    waiting.add(partial(output, input, true, folds));
    if (joins) {
      joined++;
    } else {
      straight
          .get(output)
          .add(
              new SlotExpression.Turned(
                  new SlotExpression.Added(List.copyOf(waiting)), SlotTurn.SWAP));
      waiting.clear();
    }
  }

  private SlotExpression partial(int output, int input, boolean swaps, List<SlotTurn> folds) {
    partials++;
    List<Integer> members = new ArrayList<>();
    List<SlotTurn> turns = new ArrayList<>();
    int period = rows.period(output);
    for (int rho = 0; rho < period; rho += Math.min(babies, period)) {
      members.add(sums.size());
      turns.add(new SlotTurn(rho * block, swaps && style == Style.BABY_GIANT));
      sums.add(new Sum(output, swaps, rho, input));
    }
    return SlotExpression.folded(SlotExpression.turned(members, turns), folds);
  }

  /** How an output comes about. */
  SlotExpression output(int output) {
    return new SlotExpression.Added(straight.get(output));
  }

  /** How many sums there are. */
  int sums() {
    return sums.size();
  }

  /** One of them. */
  Sum sum(int number) {
    return sums.get(number);
  }

  /**
   * Additions to a zero in DELPHI's program.
   *
   * @param partialToo whether its partial sums begin with one
   */
  long additionsToZero(boolean partialToo) {
    return sums.size() + (partialToo ? partials : 0) + rows.outputs() - joined;
  }
}
