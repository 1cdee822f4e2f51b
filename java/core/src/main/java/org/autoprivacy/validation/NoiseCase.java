package org.autoprivacy.validation;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.engine.DigitForm;
import org.autoprivacy.math.LogSpace;
import org.autoprivacy.noise.CircuitNoise;
import org.autoprivacy.noise.FreshNoise;
import org.autoprivacy.noise.KeySwitchNoise;
import org.autoprivacy.noise.ModSwitchNoise;
import org.autoprivacy.noise.PlainProductNoise;

/** One operation alone, on fresh ciphertexts: a circuit, and its closed form. */
enum NoiseCase {
  /** Under the secret key. */
  ENCRYPT_SYMMETRIC {
    @Override
    Circuit circuit(Machine machine, SplittableRandom random) {
      return machine::encryptSymmetric;
    }

    @Override
    double closedForm(Setting s) {
      return FreshNoise.symmetric();
    }
  },
  /** Under the public key. */
  ENCRYPT_PUBLIC {
    @Override
    Circuit circuit(Machine machine, SplittableRandom random) {
      return machine::encryptPublic;
    }

    @Override
    double closedForm(Setting s) {
      return s.publicKey();
    }
  },
  /** The sum of one of each, and a plaintext. */
  ADD {
    @Override
    Circuit circuit(Machine machine, SplittableRandom random) {
      return r -> {
        try (Tracked a = machine.encryptSymmetric(r);
            Tracked b = machine.encryptPublic(r);
            Tracked sum = machine.add(a, b)) {
          return machine.addPlain(sum, r);
        }
      };
    }

    @Override
    double closedForm(Setting s) {
      return FreshNoise.symmetric() + s.publicKey() + 1.0 / 12;
    }
  },
  /** Times random slots. */
  MULTIPLY_SLOTS {
    @Override
    Circuit circuit(Machine machine, SplittableRandom random) {
      return new Product(machine, machine.slots(random));
    }

    @Override
    double closedForm(Setting s) {
      return PlainProductNoise.known(
          FreshNoise.symmetric(), PlainProductNoise.slotNormSquared(s.n(), s.logT()));
    }

    @Override
    boolean fits(BfvParameters parameters) {
      return parameters.supportsBatching();
    }
  },
  /** Times slots that repeat after 16 in each row: a sparse polynomial. */
  MULTIPLY_PERIODIC_SLOTS {
    @Override
    Circuit circuit(Machine machine, SplittableRandom random) {
      return new Product(machine, machine.periodicSlots(random, PERIOD));
    }

    @Override
    double closedForm(Setting s) {
      return PlainProductNoise.known(
          FreshNoise.symmetric(), PlainProductNoise.slotNormSquared(2 * PERIOD, s.logT()));
    }

    @Override
    boolean fits(BfvParameters parameters) {
      return parameters.supportsBatching();
    }
  },
  /** Times 72 weights of 7 bits in coefficients. */
  MULTIPLY_COEFFICIENTS {
    @Override
    Circuit circuit(Machine machine, SplittableRandom random) {
      return new Product(machine, machine.coefficients(weights(random, WEIGHTS)));
    }

    @Override
    double closedForm(Setting s) {
      // Whole numbers uniform in [-63, 63] have a mean square of 63·64/3.
      return PlainProductNoise.known(FreshNoise.symmetric(), WEIGHTS * 63.0 * 64 / 3);
    }
  },
  /** One key switch. */
  ROTATE {
    @Override
    Circuit circuit(Machine machine, SplittableRandom random) {
      int element = machine.galoisElement(1);
      return r -> {
        try (Tracked a = machine.encryptSymmetric(r)) {
          return machine.rotate(a, element);
        }
      };
    }

    @Override
    double closedForm(Setting s) {
      return FreshNoise.symmetric() + s.keySwitch();
    }

    @Override
    boolean fits(BfvParameters parameters) {
      return parameters.specialPrime().isPresent();
    }
  },
  /**
   * The sum of six rotations of one ciphertext, each with its own key, hoisted where that is done.
   */
  SUM_ROTATIONS {
    @Override
    Circuit circuit(Machine machine, SplittableRandom random) {
      int[] elements = {3, 9, 27, 81, 243, 729};
      return r -> {
        try (Tracked a = machine.encryptSymmetric(r)) {
          List<Tracked> rotated = machine.rotateAll(a, elements);
          Tracked sum = rotated.getFirst();
          for (Tracked next : rotated.subList(1, rotated.size())) {
            try (Tracked before = sum;
                Tracked other = next) {
              sum = machine.add(before, other);
            }
          }
          return sum;
        }
      };
    }

    @Override
    double closedForm(Setting s) {
      return 6 * FreshNoise.symmetric() + 6 * s.keySwitch();
    }

    @Override
    boolean fits(BfvParameters parameters) {
      return parameters.specialPrime().isPresent();
    }
  },
  /** The sum of four ciphertexts, all rotated with one key: their biases add up linearly. */
  SUM_ONE_KEY {
    @Override
    Circuit circuit(Machine machine, SplittableRandom random) {
      int element = machine.galoisElement(2);
      return r -> {
        Tracked sum = rotated(machine, element, r);
        for (int i = 1; i < 4; i++) {
          try (Tracked before = sum;
              Tracked next = rotated(machine, element, r)) {
            sum = machine.add(before, next);
          }
        }
        return sum;
      };
    }

    private Tracked rotated(Machine machine, int element, SplittableRandom random) {
      try (Tracked a = machine.encryptSymmetric(random)) {
        return machine.rotate(a, element);
      }
    }

    @Override
    double closedForm(Setting s) {
      double switches =
          s.digits() == DigitForm.CENTRED
              ? 4 * s.keySwitch()
              : KeySwitchNoise.sum(s.n(), s.logPrimes(), s.logP().orElseThrow(), 4, 1);
      return 4 * FreshNoise.symmetric() + switches;
    }

    @Override
    boolean fits(BfvParameters parameters) {
      return parameters.specialPrime().isPresent();
    }
  },
  /** The modulus divided by its last prime. */
  MOD_SWITCH {
    @Override
    Circuit circuit(Machine machine, SplittableRandom random) {
      return r -> {
        try (Tracked a = machine.encryptPublic(r)) {
          return machine.modSwitch(a);
        }
      };
    }

    @Override
    double closedForm(Setting s) {
      return ModSwitchNoise.after(s.publicKey(), s.logPrimes().getLast(), s.n());
    }

    @Override
    boolean fits(BfvParameters parameters) {
      return parameters.limbs() > 1;
    }
  },
  /** The relinearised product of two ciphertexts. */
  MULTIPLY {
    @Override
    Circuit circuit(Machine machine, SplittableRandom random) {
      return r -> {
        try (Tracked a = machine.encryptSymmetric(r);
            Tracked b = machine.encryptPublic(r)) {
          return machine.multiply(a, b);
        }
      };
    }

    @Override
    double closedForm(Setting s) {
      return s.keySwitched(CircuitNoise.symmetric().multiply(s.publicCircuit(), s.n(), s.logT()))
          .variance();
    }

    @Override
    boolean fits(BfvParameters parameters) {
      return parameters.specialPrime().isPresent();
    }
  },
  /** A product, squared: its noise carries the secret already. */
  MULTIPLY_TWICE {
    @Override
    Circuit circuit(Machine machine, SplittableRandom random) {
      return r -> {
        try (Tracked a = machine.encryptSymmetric(r);
            Tracked b = machine.encryptSymmetric(r);
            Tracked product = machine.multiply(a, b)) {
          return machine.square(product);
        }
      };
    }

    @Override
    double closedForm(Setting s) {
      CircuitNoise fresh = CircuitNoise.symmetric();
      CircuitNoise product = s.keySwitched(fresh.multiply(fresh, s.n(), s.logT()));
      return s.keySwitched(product.square(s.n(), s.logT())).variance();
    }

    @Override
    boolean fits(BfvParameters parameters) {
      return parameters.specialPrime().isPresent();
    }
  };

  private static final int PERIOD = 16;
  private static final int WEIGHTS = 72;

  /** Prepares the circuit with random plaintexts. */
  abstract Circuit circuit(Machine machine, SplittableRandom random);

  /** The variance to expect on the mean over keys, weights and ciphertexts. */
  abstract double closedForm(Setting setting);

  /** Whether such parameters have what the circuit needs. */
  boolean fits(BfvParameters parameters) {
    return true;
  }

  /** Name as in a table. */
  String token() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** So many random weights of 7 bits, the others 0. */
  static long[] weights(SplittableRandom random, int count) {
    return random.longs(count, -63, 64).toArray();
  }

  /** Parameters in logarithms, as closed forms take them. */
  record Setting(
      int n, double logT, List<Double> logPrimes, OptionalDouble logP, DigitForm digits) {

    static Setting of(BfvParameters parameters, DigitForm digits) {
      return new Setting(
          parameters.polyDegree(),
          LogSpace.log2(parameters.plainModulus()),
          parameters.dataPrimes().stream().map(LogSpace::log2).toList(),
          parameters.specialPrime().isPresent()
              ? OptionalDouble.of(LogSpace.log2(parameters.specialPrime().getAsLong()))
              : OptionalDouble.empty(),
          digits);
    }

    double publicKey() {
      return logP.isPresent()
          ? FreshNoise.publicKey(n, logP.getAsDouble())
          : FreshNoise.publicKey(n);
    }

    /** What one key switch adds. */
    double keySwitch() {
      return digits == DigitForm.CENTRED
          ? KeySwitchNoise.centred(n, logPrimes, logP.orElseThrow())
          : KeySwitchNoise.uncentred(n, logPrimes, logP.orElseThrow());
    }

    CircuitNoise keySwitched(CircuitNoise noise) {
      return noise.keySwitched(n, keySwitch());
    }

    CircuitNoise publicCircuit() {
      return logP.isPresent()
          ? CircuitNoise.publicKey(n, logP.getAsDouble())
          : CircuitNoise.publicKey(n);
    }
  }

  /** A fresh ciphertext times a plaintext. */
  private record Product(Machine machine, Weight weight) implements Circuit {
    @Override
    public Tracked run(SplittableRandom random) {
      try (Tracked fresh = machine.encryptSymmetric(random)) {
        return machine.multiplyPlain(fresh, weight);
      }
    }

    @Override
    public void close() {
      weight.close();
    }
  }
}
