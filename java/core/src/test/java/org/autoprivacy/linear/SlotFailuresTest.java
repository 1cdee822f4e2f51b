package org.autoprivacy.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.autoprivacy.bfv.engine.JavaBackend;
import org.autoprivacy.math.Primes;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.Privacy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The errors of folded sums that fail, held against ciphertexts that really did. */
class SlotFailuresTest {

  private static final int N = 1024;
  private static final int FAILURES = 60;
  private static final int DRAWS = 20_000;
  private static final double RATE = 0.1;

  private static LayerPlan plan(LayerShape shape, Packing packing, double bits) {
    LayerParameters parameters =
        new LayerParameters(
            N,
            List.of(Primes.smallestAbove((long) Math.pow(2, bits), 2L * N)),
            OptionalLong.of(Primes.largest(58, 2L * N, 1).getFirst()),
            List.of(Primes.smallestAbove(1 << 17, 2L * N)));
    return new LayerPlan(shape, packing, parameters, Encryption.SYMMETRIC, Privacy.NONE, 1);
  }

  private static double rate(LayerPlan plan, QuantizedLayer weights) {
    return N * Math.pow(2, plan.log2ErrorRate(weights));
  }

  /** With so small a q that a ciphertext fails with about the rate. */
  private static LayerPlan failing(LayerShape shape, Packing packing, QuantizedLayer weights) {
    double bits = 30;
    while (rate(plan(shape, packing, bits), weights) > RATE) {
      bits += 0.02;
    }
    return plan(shape, packing, bits);
  }

  private static List<Long> centred(long[] errors, long t) {
    return LongStream.of(errors).map(e -> e > t / 2 ? e - t : e).boxed().toList();
  }

  private static boolean allByOne(List<Long> errors) {
    return new HashSet<>(errors).size() == 1 && Math.abs(errors.getFirst()) == 1;
  }

  private static double share(List<List<Long>> of, Predicate<List<Long>> which) {
    return of.stream().filter(which).count() / (double) of.size();
  }

  @ParameterizedTest
  @CsvSource({"fc:64:4, SLOTS", "conv:128x8x8:2:k1:s1:p0, SLOTS"})
  void ciphertextsFailAsDrawn(String token, Packing packing) {
    LayerShape shape = LayerShape.parse(token);
    QuantizedLayer weights = Layers.random(shape, new SplittableRandom(2), 0);
    LayerPlan plan = failing(shape, packing, weights);
    long t = plan.parameters().plainModuli().getFirst();
    SlotFailures failures = SlotFailures.of(plan, plan.log2ErrorRate(weights)).orElseThrow();
    assertTrue(failures.folded(0));
    long[] powers = failures.powers(t);
    Random random = new Random(5);
    List<List<Long>> drawn = new ArrayList<>();
    for (int i = 0; i < DRAWS; i++) {
      drawn.add(centred(failures.errors(0, random::nextDouble, powers, t), t));
    }
    List<List<Long>> measured = new ArrayList<>();
    int runs = 0;
    while (measured.size() < FAILURES) {
      try (LayerTrial trial =
          new LayerTrial(
              JavaBackend.instance(),
              plan,
              weights,
              WeightForm.NTT,
              Parallel.NONE,
              System::nanoTime)) {
        for (int run = 0; run < 300 && measured.size() < FAILURES; run++) {
          for (WrongCiphertext wrong : trial.run(runs++).wrong()) {
            measured.add(Arrays.stream(wrong.errors()).boxed().toList());
          }
        }
      }
    }
    Set<List<Long>> possible = new HashSet<>(drawn);
    double most = 5 * Math.sqrt(0.25 / FAILURES);
    // Now and then two fail at once, that do not belong together.
    assertTrue(share(measured, possible::contains) > 1 - most);
    assertEquals(
        share(drawn, SlotFailuresTest::allByOne),
        share(measured, SlotFailuresTest::allByOne),
        most,
        "the constant coefficient");
    for (int number = 1; number <= shape.outputs(); number *= 2) {
      int errors = number;
      Predicate<List<Long>> alike = values -> new HashSet<>(values).size() == errors;
      assertEquals(share(drawn, alike), share(measured, alike), most, errors + " different errors");
    }
  }

  @Test
  void sumsThatAreNotFoldedHaveNone() {
    LayerShape shape = LayerShape.parse("conv:16x8x8:32:k3:s1:p1");
    LayerPlan plan = plan(shape, Packing.SLOTS, 40);
    assertTrue(SlotFailures.of(plan, -20).isEmpty());
  }

  @Test
  void partsOfTheirOwnMakeValuesIndependent() {
    assertEquals(1.0 / 3, JointTail.perValue(3, 0), 1e-9);
    assertEquals(1.0 / 2, JointTail.perValue(2, 0), 1e-15);
    assertEquals(1, JointTail.perValue(4, 20), 1e-9);
    double bound = 3.5;
    double own = 0.03;
    SplittableRandom random = new SplittableRandom(6);
    int any = 0;
    int values = 0;
    for (int i = 0; i < 4_000_000; i++) {
      double shared = Math.sqrt(1 - own) * random.nextGaussian();
      int beyond = 0;
      // What is not near the bound has no part in it.
      for (int j = 0; j < 3 && shared > 2; j++) {
        beyond += shared + Math.sqrt(own) * random.nextGaussian() > bound ? 1 : 0;
      }
      any += beyond > 0 ? 1 : 0;
      values += beyond;
    }
    // Formula and draws are 3 % of each other here, the formula being that of far tails.
    assertEquals(
        JointTail.perValue(3, bound * Math.sqrt(own)), any / (double) values, 0.04, values + "");
  }
}
