package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.network.QuantizedLayer;

/** A layer in slots: the program with its masks, ready to run. */
final class SlotMap implements LayerMap {

  private record Product(int factor, Plaintext mask) {}

  private final HeContext context;
  private final SlotProgram program;
  private final Optional<GaloisKeys> keys;
  private final WeightForm form;
  private final List<List<Product>> sums;

  private SlotMap(
      HeContext context,
      SlotProgram program,
      Optional<GaloisKeys> keys,
      WeightForm form,
      List<List<Product>> sums) {
    this.context = context;
    this.program = program;
    this.keys = keys;
    this.form = form;
    this.sums = sums;
  }

  /** Encodes and transforms the masks. */
  static SlotMap prepare(
      HeContext context,
      SlotProgram program,
      QuantizedLayer layer,
      Optional<GaloisKeys> keys,
      WeightForm form,
      Parallel parallel) {
    List<List<Product>> sums = new ArrayList<>();
    for (int i = 0; i < program.sums(); i++) {
      sums.add(new ArrayList<>());
    }
    SlotMap map = new SlotMap(context, program, keys, form, sums);
    try {
      parallel.forEach(
          sums.size(),
          sum -> {
            int[] factors = program.factors(sum);
            for (int term = 0; term < factors.length; term++) {
              int factor = factors[term];
              long[] slots = new long[program.polyDegree];
              program.mask(layer, sum, term, slots);
              form.encode(context, slots, true)
                  .ifPresent(mask -> sums.get(sum).add(new Product(factor, mask)));
            }
          });
    } catch (RuntimeException e) {
      map.close();
      throw e;
    }
    return map;
  }

  @Override
  public void apply(List<Ciphertext> inputs, Parallel parallel, Receiver receiver) {
    int in = program.inputsEach();
    for (int tile = 0; tile < program.tiles(); tile++) {
      int first = tile * program.outputsEach();
      one(
          inputs.subList(tile * in, (tile + 1) * in),
          parallel,
          (output, sum) -> receiver.accept(first + output, sum));
    }
  }

  private void one(List<Ciphertext> inputs, Parallel parallel, Receiver receiver) {
    List<List<Ciphertext>> turned = new ArrayList<>(Collections.nCopies(inputs.size(), List.of()));
    try {
      parallel.forEach(inputs.size(), i -> turned.set(i, turned(i, inputs.get(i))));
      List<Ciphertext> factors = turned.stream().flatMap(List::stream).toList();
      parallel.forEach(factors.size(), i -> form.transform(context, factors.get(i)));
      parallel.forEach(
          program.outputsEach(), i -> receiver.accept(i, evaluate(program.output(i), factors)));
    } finally {
      turned.forEach(list -> list.forEach(Ciphertext::close));
    }
  }

  private List<Ciphertext> turned(int input, Ciphertext ciphertext) {
    SlotTurn[] turns = program.turns(input);
    if (program.exactKeys()) {
      int[] elements = new int[turns.length];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = turns[i].element(program.polyDegree);
      }
      if (turns.length > 1 || elements[0] != 1) {
        return context.applyGaloisHoisted(ciphertext, elements, keys.orElseThrow());
      }
    }
    List<Ciphertext> results = new ArrayList<>();
    for (SlotTurn turn : turns) {
      int[] elements = program.elements(turn);
      results.add(
          elements.length == 0
              ? context.importCiphertext(context.export(ciphertext))
              : turned(ciphertext, elements));
    }
    return results;
  }

  private Ciphertext turned(Ciphertext ciphertext, int[] elements) {
    Ciphertext current = context.applyGalois(ciphertext, elements[0], keys.orElseThrow());
    for (int i = 1; i < elements.length; i++) {
      try (Ciphertext previous = current) {
        current = context.applyGalois(previous, elements[i], keys.orElseThrow());
      }
    }
    return current;
  }

  /** Turns a ciphertext and closes what it was. */
  private Ciphertext turnedAway(Ciphertext ciphertext, SlotTurn turn) {
    int[] elements = program.elements(turn);
    if (elements.length == 0) {
      return ciphertext;
    }
    try (ciphertext) {
      return turned(ciphertext, elements);
    }
  }

  private Optional<Ciphertext> evaluate(SlotExpression expression, List<Ciphertext> factors) {
    return switch (expression) {
      case SlotExpression.Products products -> sum(sums.get(products.sum()), factors);
      case SlotExpression.Turned turned ->
          evaluate(turned.of(), factors).map(whole -> turnedAway(whole, turned.turn()));
      case SlotExpression.Folded folded ->
          evaluate(folded.of(), factors).map(whole -> folded(whole, folded.turn()));
      case SlotExpression.Added added -> {
        Optional<Ciphertext> total = Optional.empty();
        for (SlotExpression term : added.of()) {
          total = added(total, evaluate(term, factors));
        }
        yield total;
      }
    };
  }

  private Ciphertext folded(Ciphertext whole, SlotTurn turn) {
    try (Ciphertext copy = turned(whole, program.elements(turn))) {
      context.addInPlace(whole, copy);
    }
    return whole;
  }

  private Optional<Ciphertext> added(Optional<Ciphertext> total, Optional<Ciphertext> summand) {
    if (total.isEmpty() || summand.isEmpty()) {
      return total.isEmpty() ? summand : total;
    }
    try (Ciphertext more = summand.get()) {
      context.addInPlace(total.get(), more);
    }
    return total;
  }

  private Optional<Ciphertext> sum(List<Product> products, List<Ciphertext> factors) {
    if (products.isEmpty()) {
      return Optional.empty();
    }
    Ciphertext sum =
        form.sumOfProducts(
            context,
            products.stream().map(product -> factors.get(product.factor())).toList(),
            products.stream().map(Product::mask).toList());
    return Optional.of(form.back(context, sum));
  }

  @Override
  public void close() {
    sums.forEach(products -> products.forEach(product -> product.mask().close()));
  }
}
