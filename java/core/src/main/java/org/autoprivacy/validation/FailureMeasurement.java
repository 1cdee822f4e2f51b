package org.autoprivacy.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.NoisePolynomial;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.math.LogSpace;
import org.autoprivacy.math.NegacyclicFft;
import org.autoprivacy.math.Primes;
import org.autoprivacy.noise.DecryptionFailure;
import org.autoprivacy.noise.PlainProductNoise;

/** Encrypts one set, with new keys again and again, until enough coefficients were wrong. */
final class FailureMeasurement {

  /** Ciphertexts under one draw of keys. */
  private static final int PER_KEY = 4;

  /** So many ciphertexts at least, however many failed. */
  private static final int LEAST_CIPHERTEXTS = 96;

  /** No row takes longer than this, whatever its rate turns out to be. */
  private static final long MOST_COEFFICIENTS = 1L << 24;

  private final FailureSet set;
  private final int enough;
  private final SplittableRandom random;
  private final NegacyclicFft fft;
  private final long t;

  /**
   * For one set.
   *
   * @param enough failures to stop at
   */
  FailureMeasurement(FailureSet set, int enough, SplittableRandom random) {
    this.set = set;
    this.enough = enough;
    this.random = random;
    this.fft = new NegacyclicFft(set.polyDegree());
    this.t = set.plainModulus();
  }

  FailureRow run(HeBackend backend) {
    long[][] weights = new long[set.products()][];
    for (int i = 0; i < weights.length; i++) {
      weights[i] =
          set.slots()
              ? random.longs(set.polyDegree(), 0, t).toArray()
              : NoiseCase.weights(random, FailureSet.WEIGHTS);
    }
    double normSquared = normSquared(backend, weights);
    BfvParameters parameters = set.parameters(normSquared);
    List<Long> extra = parameters.dataPrimes().subList(1, parameters.limbs());
    double logFitted = LogSpace.log2(parameters.dataPrimes().getFirst());
    double logQ = set.ending() == FailureSet.Ending.MOD_SWITCH ? logFitted : parameters.logQ();
    double predicted =
        DecryptionFailure.log2Rate(
            set.variance(normSquared, extra, logFitted),
            set.relativeVariance(normSquared, extra, logFitted),
            logQ,
            LogSpace.log2(t));
    long failures = 0;
    long squares = 0;
    int ciphertexts = 0;
    double known = 0;
    try (HeContext context = backend.newContext(parameters)) {
      while ((failures < enough && coefficients(ciphertexts) < MOST_COEFFICIENTS)
          || ciphertexts < LEAST_CIPHERTEXTS) {
        try (EngineMachine machine = EngineMachine.of(context, EngineTraits.of(backend), fft);
            Weights plain = Weights.of(machine, set, weights)) {
          for (int i = 0; i < PER_KEY; i++) {
            Outcome outcome = once(machine, plain, weights, logQ);
            failures += outcome.failures();
            squares += (long) outcome.failures() * outcome.failures();
            known += Math.pow(2, outcome.knownLog2());
            ciphertexts++;
          }
        }
      }
    }
    double mean = (double) failures / ciphertexts;
    return new FailureRow(
        set.token(),
        set.slots() ? "slots" : "coefficients",
        logQ,
        coefficients(ciphertexts),
        failures,
        predicted,
        LogSpace.log2(known / ciphertexts),
        ((double) squares / ciphertexts - mean * mean) / mean);
  }

  private long coefficients(int ciphertexts) {
    return (long) ciphertexts * set.polyDegree();
  }

  /** The sum of all ‖w‖². Slots are encoded by the engine, at any modulus. */
  private double normSquared(HeBackend backend, long[][] weights) {
    double sum = 0;
    if (!set.slots()) {
      for (long[] w : weights) {
        sum += Arrays.stream(w).mapToDouble(x -> (double) x * x).sum();
      }
      return sum;
    }
    double expected =
        set.products() * PlainProductNoise.slotNormSquared(set.polyDegree(), LogSpace.log2(t));
    try (HeContext context = backend.newContext(set.parameters(expected))) {
      for (long[] w : weights) {
        try (Plaintext plain = context.encodeSlots(w)) {
          sum += PlainProductNoise.normSquared(context.coefficients(plain), t);
        }
      }
    }
    return sum;
  }

  /** The plaintexts of one machine. */
  private record Weights(List<Weight> all) implements AutoCloseable {
    static Weights of(EngineMachine machine, FailureSet set, long[][] weights) {
      List<Weight> all = new ArrayList<>();
      for (long[] w : weights) {
        all.add(set.slots() ? machine.encoded(w) : machine.coefficients(w));
      }
      return new Weights(all);
    }

    @Override
    public void close() {
      all.forEach(Weight::close);
    }
  }

  private record Outcome(int failures, double knownLog2) {}

  private Outcome once(EngineMachine machine, Weights plain, long[][] weights, double logQ) {
    long[] expected = new long[set.polyDegree()];
    Tracked sum = product(machine, plain.all().getFirst(), weights[0], expected);
    for (int i = 1; i < weights.length; i++) {
      try (Tracked before = sum;
          Tracked next = product(machine, plain.all().get(i), weights[i], expected)) {
        sum = machine.add(before, next);
      }
    }
    return finish(machine, sum, expected, logQ);
  }

  /** A fresh random message times one plaintext; adds what that ought to be to {@code expected}. */
  private Tracked product(EngineMachine machine, Weight plain, long[] weights, long[] expected) {
    long[] message = random.longs(set.polyDegree(), 0, t).toArray();
    accumulate(expected, message, weights);
    try (Plaintext encoded =
            set.slots()
                ? machine.context().encodeSlots(message)
                : machine.context().newPlaintext(message);
        Tracked fresh =
            set.encryption() == FailureSet.Encryption.SYMMETRIC
                ? machine.encryptSymmetric(encoded)
                : machine.encryptPublic(encoded)) {
      return machine.multiplyPlain(fresh, plain);
    }
  }

  private Outcome finish(EngineMachine machine, Tracked sum, long[] accumulated, double logQ) {
    long[] expected = accumulated;
    if (set.slots()) {
      try (Plaintext encoded = machine.context().encodeSlots(accumulated)) {
        expected = Arrays.copyOf(machine.context().coefficients(encoded), set.polyDegree());
      }
    }
    Tracked result = sum;
    switch (set.ending()) {
      case NONE -> {}
      case ROTATE -> {
        int element = machine.galoisElement(1);
        try (Tracked before = result) {
          result = machine.rotate(before, element);
        }
        expected = moved(expected, element);
      }
      case MOD_SWITCH -> {
        while (result.limbs() > 1) {
          try (Tracked before = result) {
            result = machine.modSwitch(before);
          }
        }
      }
    }
    try (Tracked last = result) {
      NoisePolynomial noise = machine.measure(last, expected);
      return new Outcome(
          noise.failures(),
          DecryptionFailure.log2Rate(last.noise().meanSquare(), logQ, LogSpace.log2(t)));
    }
  }

  /** Adds the product of message and weights modulo t: slot by slot, or of polynomials. */
  private void accumulate(long[] sum, long[] message, long[] weights) {
    int n = set.polyDegree();
    if (set.slots()) {
      for (int j = 0; j < n; j++) {
        sum[j] = (sum[j] + Primes.mulMod(message[j], weights[j], t)) % t;
      }
      return;
    }
    for (int i = 0; i < weights.length; i++) {
      for (int j = 0; j < n; j++) {
        int k = i + j;
        long term = message[j] * weights[i];
        if (k < n) {
          sum[k] = Math.floorMod(sum[k] + term, t);
        } else {
          sum[k - n] = Math.floorMod(sum[k - n] - term, t);
        }
      }
    }
  }

  /** The coefficients of {@code m(X^g)} modulo t. */
  private long[] moved(long[] m, int galoisElement) {
    int n = m.length;
    long[] moved = new long[n];
    for (int k = 0; k < n; k++) {
      int power = (int) ((long) k * galoisElement % (2L * n));
      if (power < n) {
        moved[power] = m[k];
      } else {
        moved[power - n] = m[k] == 0 ? 0 : t - m[k];
      }
    }
    return moved;
  }
}
