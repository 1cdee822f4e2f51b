package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Counts what a {@link SlotProgram} does, and how noise grows on the way. */
final class SlotWork {

  private final SlotProgram program;
  private long rotations;
  private long keySwitches;
  private long additions;

  SlotWork(SlotProgram program) {
    this.program = program;
  }

  /** How noise is spread over the coefficients of each output of a part. */
  List<NoiseClasses> classes() {
    List<Integer> switches = switches();
    NoisePath[] paths = new NoisePath[program.sums()];
    Arrays.setAll(paths, i -> products(i, switches));
    return IntStream.range(0, program.outputsEach())
        .mapToObj(i -> count(program.output(i), paths).classes())
        .toList();
  }

  LayerWork work() {
    List<Integer> switches = switches();
    long hoisted = program.exactKeys() ? switches.stream().mapToLong(Integer::longValue).sum() : 0;
    int sums = program.sums();
    long products = 0;
    NoisePath[] paths = new NoisePath[sums];
    for (int i = 0; i < sums; i++) {
      paths[i] = products(i, switches);
      products += (long) paths[i].terms();
    }
    additions += products - sums + program.additionsToZero();
    NoisePath worst = NoisePath.none(program.polyDegree);
    for (int i = 0; i < program.outputsEach(); i++) {
      worst = worst.noisier(count(program.output(i), paths));
    }
    return LayerWork.slots(
        new OperationCounts(
                program.inputsEach(),
                program.outputsEach(),
                products,
                additions,
                rotations,
                keySwitches)
            .times(program.tiles()),
        (long) switches.size() * program.tiles(),
        (long) sums * program.tiles(),
        worst,
        hoisted * program.tiles(),
        program.galoisElements().length,
        program.polyDegree);
  }

  /** The key switches of each turned input. */
  private List<Integer> switches() {
    List<Integer> switches = new ArrayList<>();
    for (int i = 0; i < program.inputsEach(); i++) {
      for (SlotTurn turn : program.turns(i)) {
        switches.add(turn(turn));
      }
    }
    return switches;
  }

  /** The noise of one sum of products. */
  private NoisePath products(int sum, List<Integer> switches) {
    int[] factors = program.factors(sum);
    double[] densities = program.densities(sum);
    double density = 0;
    double switched = 0;
    long most = 0;
    for (int i = 0; i < factors.length; i++) {
      int keySwitches = switches.get(factors[i]);
      density += densities[i];
      switched += densities[i] * keySwitches;
      most = Math.max(most, keySwitches);
    }
    return new NoisePath(
        factors.length, density, switched, most, 0, NoiseClasses.even(program.polyDegree));
  }

  private NoisePath count(SlotExpression expression, NoisePath[] sums) {
    return switch (expression) {
      case SlotExpression.Products products -> sums[products.sum()];
      case SlotExpression.Turned turned -> count(turned.of(), sums).rotated(turn(turned.turn()));
      case SlotExpression.Folded folded -> folded(folded, sums);
      case SlotExpression.Added added -> {
        additions += added.of().size() - 1L;
        yield added.of().stream()
            .map(term -> count(term, sums))
            .reduce(NoisePath.none(program.polyDegree), NoisePath::plus);
      }
    };
  }

  /** Foldings one in the other, of what is not folded itself. */
  private NoisePath folded(SlotExpression.Folded outermost, NoisePath[] sums) {
    List<SlotTurn> turns = new ArrayList<>();
    SlotExpression inner = outermost;
    while (inner instanceof SlotExpression.Folded folded) {
      turns.addFirst(folded.turn());
      inner = folded.of();
    }
    NoisePath path = count(inner, sums);
    for (SlotTurn turn : turns) {
      additions++;
      path = path.plus(path.rotated(turn(turn)));
    }
    List<Integer> elements = turns.stream().map(turn -> turn.element(program.polyDegree)).toList();
    return path.spread(NoiseClasses.folded(program.polyDegree, elements));
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
