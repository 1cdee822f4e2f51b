package org.autoprivacy.linear;

/** Counts what a {@link SlotProgram} does, and how noise grows on the way. */
final class SlotWork {

  private final SlotProgram program;
  private long rotations;
  private long keySwitches;
  private long additions;

  SlotWork(SlotProgram program) {
    this.program = program;
  }

  LayerWork work() {
    long factors = 0;
    long hoisted = 0;
    long switchesBefore = 0;
    for (int i = 0; i < program.inputs(); i++) {
      for (SlotTurn turn : program.turns(i)) {
        int switches = turn(turn);
        switchesBefore = Math.max(switchesBefore, switches);
        hoisted += program.exactKeys() ? switches : 0;
        factors++;
      }
    }
    int sums = program.sums();
    long products = 0;
    int[] terms = new int[sums];
    for (int i = 0; i < sums; i++) {
      terms[i] = program.factors(i).length;
      products += terms[i];
    }
    additions += products - sums + program.additionsToZero();
    NoisePath worst = NoisePath.NONE;
    for (int i = 0; i < program.outputs(); i++) {
      worst = worst.noisier(count(program.output(i), terms));
    }
    return LayerWork.slots(
        new OperationCounts(
            program.inputs(), program.outputs(), products, additions, rotations, keySwitches),
        factors,
        sums,
        new NoisePath(worst.terms(), switchesBefore, worst.switchesAfter()),
        hoisted,
        program.polyDegree);
  }

  private NoisePath count(SlotExpression expression, int[] terms) {
    return switch (expression) {
      case SlotExpression.Products products -> new NoisePath(terms[products.sum()], 0, 0);
      case SlotExpression.Turned turned -> count(turned.of(), terms).rotated(turn(turned.turn()));
      case SlotExpression.Folded folded -> {
        NoisePath path = count(folded.of(), terms);
        additions++;
        yield path.plus(path.rotated(turn(folded.turn())));
      }
      case SlotExpression.Added added -> {
        additions += added.of().size() - 1L;
        yield added.of().stream()
            .map(term -> count(term, terms))
            .reduce(NoisePath.NONE, NoisePath::plus);
      }
    };
  }

  /** Counts a turn and gives its key switches. */
  private int turn(SlotTurn turn) {
    int switches = program.elements(turn).length;
    if (!turn.isNone(program.polyDegree)) {
      rotations++;
    }
    keySwitches += switches;
    return switches;
  }
}
