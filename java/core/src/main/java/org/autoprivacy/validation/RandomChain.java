package org.autoprivacy.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.math.LogSpace;
import org.autoprivacy.math.NegacyclicFft;

/**
 * A circuit of operations drawn from a seed, one after the other on one ciphertext, for as long as
 * its modulus holds the noise.
 */
record RandomChain(List<Step> steps) {

  /** One operation. */
  enum Step {
    ENCRYPT_SYMMETRIC("sk"),
    ENCRYPT_PUBLIC("pk"),
    ADD_FRESH("+sk"),
    ADD_PLAIN("+plain"),
    TIMES_COEFFICIENTS("*coefficients"),
    TIMES_SLOTS("*slots"),
    ROTATE("rotate"),
    ADD_ROTATED("+rotated"),
    TIMES_FRESH("*pk"),
    SQUARE("square"),
    MOD_SWITCH("switch");

    private final String token;

    Step(String token) {
      this.token = token;
    }
  }

  private static final int LONGEST = 8;
  private static final int ATTEMPTS = 24;

  /** Noise of this many standard deviations must fit, so that decryption never fails. */
  static final double MARGIN = 12;

  RandomChain {
    steps = List.copyOf(steps);
  }

  /** Whether {@link #MARGIN} standard deviations of this noise fit below q/(2t). */
  static boolean holds(Tracked tracked, BfvParameters parameters) {
    double logQ =
        parameters.dataPrimes().subList(0, tracked.limbs()).stream()
            .mapToDouble(LogSpace::log2)
            .sum();
    double bound = logQ - 1 - LogSpace.log2(parameters.plainModulus());
    return LogSpace.log2(MARGIN) + LogSpace.log2(tracked.noise().meanSquare()) / 2 < bound;
  }

  /** Draws a chain. */
  static RandomChain draw(
      BfvParameters parameters, EngineTraits traits, NegacyclicFft fft, SplittableRandom random) {
    List<Step> steps = new ArrayList<>();
    steps.add(random.nextBoolean() ? Step.ENCRYPT_SYMMETRIC : Step.ENCRYPT_PUBLIC);
    for (int i = 0; i < ATTEMPTS && steps.size() < LONGEST; i++) {
      Step step = Step.values()[2 + random.nextInt(Step.values().length - 2)];
      if (!fits(step, steps, parameters)) {
        continue;
      }
      steps.add(step);
      SplittableRandom operands = random.split();
      try (Machine machine = new ForecastMachine(parameters, traits, fft, operands);
          Circuit circuit = new RandomChain(steps).circuit(machine, operands);
          Tracked result = circuit.run(operands)) {
        if (!holds(result, parameters)) {
          steps.removeLast();
        }
      }
    }
    return new RandomChain(steps);
  }

  private static boolean fits(Step step, List<Step> before, BfvParameters parameters) {
    return switch (step) {
      case TIMES_SLOTS -> parameters.supportsBatching();
      case ROTATE, ADD_ROTATED, SQUARE -> parameters.specialPrime().isPresent();
      case TIMES_FRESH ->
          parameters.specialPrime().isPresent() && !before.contains(Step.MOD_SWITCH);
      case ADD_FRESH -> !before.contains(Step.MOD_SWITCH);
      case MOD_SWITCH ->
          before.stream().filter(s -> s == Step.MOD_SWITCH).count() < parameters.limbs() - 1;
      default -> true;
    };
  }

  /** The chain with plaintexts of its own. */
  Circuit circuit(Machine machine, SplittableRandom random) {
    Map<Integer, Weight> weights = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) == Step.TIMES_SLOTS) {
        weights.put(i, machine.slots(random));
      } else if (steps.get(i) == Step.TIMES_COEFFICIENTS) {
        weights.put(i, machine.coefficients(NoiseCase.weights(random, 27)));
      }
    }
    return new Prepared(steps, machine, weights);
  }

  /** {@code sk *slots rotate …} */
  String text() {
    return String.join(" ", steps.stream().map(step -> step.token).toList());
  }

  private record Prepared(List<Step> steps, Machine machine, Map<Integer, Weight> weights)
      implements Circuit {
    @Override
    public Tracked run(SplittableRandom random) {
      Tracked current =
          steps.getFirst() == Step.ENCRYPT_PUBLIC
              ? machine.encryptPublic(random)
              : machine.encryptSymmetric(random);
      for (int i = 1; i < steps.size(); i++) {
        try (Tracked before = current) {
          current = apply(i, before, random);
        }
      }
      return current;
    }

    private Tracked apply(int i, Tracked a, SplittableRandom random) {
      return switch (steps.get(i)) {
        case ADD_FRESH -> {
          try (Tracked fresh = machine.encryptSymmetric(random)) {
            yield machine.add(a, fresh);
          }
        }
        case ADD_PLAIN -> machine.addPlain(a, random);
        case TIMES_COEFFICIENTS, TIMES_SLOTS -> machine.multiplyPlain(a, weight(i));
        case ROTATE -> machine.rotate(a, element(i));
        case ADD_ROTATED -> {
          try (Tracked rotated = machine.rotate(a, element(i))) {
            yield machine.add(a, rotated);
          }
        }
        case TIMES_FRESH -> {
          try (Tracked fresh = machine.encryptPublic(random)) {
            yield machine.multiply(a, fresh);
          }
        }
        case SQUARE -> machine.square(a);
        case MOD_SWITCH -> machine.modSwitch(a);
        case ENCRYPT_SYMMETRIC, ENCRYPT_PUBLIC ->
            throw new IllegalStateException("a chain encrypts at its start alone");
      };
    }

    private Weight weight(int i) {
      Weight weight = weights.get(i);
      if (weight == null) {
        throw new IllegalStateException("step " + i + " has no weights");
      }
      return weight;
    }

    /**
     * Rotations by different powers of two: no image of a noise meets itself again, which would add
     * amplitudes and not variances.
     */
    private int element(int i) {
      return machine.galoisElement(1 << i);
    }

    @Override
    public void close() {
      weights.values().forEach(Weight::close);
    }
  }
}
