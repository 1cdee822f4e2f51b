package org.autoprivacy.bfv.engine;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.kernel.Automorphism;
import org.autoprivacy.kernel.KernelKind;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.ring.PrimeDivision;
import org.autoprivacy.ring.RnsRing;
import org.autoprivacy.ring.UniformStream;
import org.jspecify.annotations.Nullable;

/** The constants of one parameter set: bases, levels, divisions. Thread-safe. */
final class Instance {

  private final BfvParameters parameters;
  private final Modulus t;
  private final RnsRing ring;
  private final List<Level> levels = new ArrayList<>(); // from one data prime up
  private final int lowest; // data primes of the first level: fewer are not above t
  private final List<PrimeDivision> drops = new ArrayList<>();
  private final @Nullable PrimeDivision specialDivision;
  private final @Nullable SlotEncoder encoder;
  private final Scratch scratch;
  private final Recycled recycled = new Recycled();
  private final SecureRandom random = new SecureRandom();
  private final Map<Integer, Automorphism> automorphisms = new ConcurrentHashMap<>();
  private final Map<Integer, Product> products = new ConcurrentHashMap<>();

  Instance(BfvParameters parameters, KernelKind kind) {
    this.parameters = parameters;
    t = Modulus.of(parameters.plainModulus());
    List<Long> primes = new ArrayList<>(parameters.dataPrimes());
    parameters.specialPrime().ifPresent(primes::add);
    ring = RnsRing.of(parameters.polyDegree(), primes, kind);
    scratch = new Scratch(parameters.polyDegree());
    BigInteger plain = BigInteger.valueOf(t.value());
    int first = 0;
    for (int limbs = 1; limbs <= parameters.limbs(); limbs++) {
      Level level = new Level(ring, limbs, t);
      if (level.q().compareTo(plain) > 0) {
        first = first == 0 ? limbs : first;
        levels.add(level);
        if (limbs > first) {
          drops.add(new PrimeDivision(ring, limbs - 1));
        }
      }
    }
    lowest = first;
    specialDivision =
        parameters.specialPrime().isPresent() ? new PrimeDivision(ring, parameters.limbs()) : null;
    encoder =
        parameters.supportsBatching()
            ? new SlotEncoder(parameters.polyDegree(), t.value(), kind)
            : null;
  }

  BfvParameters parameters() {
    return parameters;
  }

  int n() {
    return ring.polyDegree();
  }

  Modulus t() {
    return t;
  }

  Scratch scratch() {
    return scratch;
  }

  Recycled recycled() {
    return recycled;
  }

  /** The data primes, and the special prime after them. */
  RnsRing ring() {
    return ring;
  }

  /** The prime of a limb. */
  long prime(int limb) {
    return ring.base().modulus(limb).value();
  }

  int keyLimbs() {
    return ring.base().size();
  }

  int limbs() {
    return parameters.limbs();
  }

  /**
   * The level of so many data primes.
   *
   * @throws IllegalArgumentException if there is none
   */
  Level level(int limbs) {
    if (limbs < lowest || limbs > limbs()) {
      throw new IllegalArgumentException(
          "there is no level with %d data primes: this context has those with %d to %d"
              .formatted(limbs, lowest, limbs()));
    }
    return levels.get(limbs - lowest);
  }

  /**
   * Division by the last of so many data primes.
   *
   * @throws IllegalArgumentException if one is left or the level below does not exist
   */
  PrimeDivision drop(int limbs) {
    if (limbs == 1) {
      throw new IllegalArgumentException("one data prime is left: it cannot be dropped");
    }
    level(limbs - 1);
    return drops.get(limbs - lowest - 1);
  }

  /**
   * Division by the special prime.
   *
   * @throws IllegalArgumentException without special prime
   */
  PrimeDivision requireSpecialDivision() {
    if (specialDivision == null) {
      throw new IllegalArgumentException(
          "keys cannot be switched: the parameters have no special prime");
    }
    return specialDivision;
  }

  boolean hasSpecialPrime() {
    return specialDivision != null;
  }

  /**
   * The slots.
   *
   * @throws IllegalStateException where there are none
   */
  SlotEncoder encoder() {
    if (encoder == null) {
      throw new IllegalStateException(
          "batching needs a prime plaintext modulus that is 1 modulo 2n, not " + t);
    }
    return encoder;
  }

  /** A seed of public polynomials, from the system's generator. */
  byte[] newSeed() {
    byte[] seed = new byte[UniformStream.SEED_BYTES];
    random.nextBytes(seed);
    return seed;
  }

  Product product(int limbs) {
    return products.computeIfAbsent(limbs, key -> new Product(this, level(limbs)));
  }

  Automorphism automorphism(int element) {
    return automorphisms.computeIfAbsent(element, g -> Automorphism.of(n(), g));
  }

  /** The automorphism that undoes that of an element. */
  Automorphism inverse(int element) {
    // Newton's iteration modulo 2^32 doubles the right bits, three at first.
    int undone = element;
    for (int bits = 3; bits < Integer.SIZE; bits *= 2) {
      undone *= 2 - element * undone;
    }
    return Automorphism.of(n(), undone & (2 * n() - 1));
  }

  /** A switching key with an automorphism applied to each of its polynomials. */
  long[][] mapped(Automorphism map, long[][] key) {
    long[][] result = new long[key.length][];
    for (int j = 0; j < key.length; j++) {
      result[j] = new long[key[j].length];
      for (int at = 0; at < key[j].length; at += n()) {
        map.applyToTransformed(result[j], at, key[j], at);
      }
    }
    return result;
  }

  void requireGaloisElement(int element) {
    if (element < 1 || element >= 2 * n() || element % 2 == 0) {
      throw new IllegalArgumentException("a Galois element is odd and in [1, 2n), got " + element);
    }
  }

  /** Checks the length of an array that comes from outside. */
  static void requireLength(long[] values, long expected, String what) {
    if (values.length != expected) {
      throw new IllegalArgumentException(
          "%s needs an array of %d values, got %d".formatted(what, expected, values.length));
    }
  }

  /** Checks {@code long[polynomials][limbs][n]} against the first key primes. */
  void requireReduced(long[] values, int polynomials, int limbs) {
    int at = 0;
    for (int polynomial = 0; polynomial < polynomials; polynomial++) {
      for (int limb = 0; limb < limbs; limb++) {
        requireLimb(values, at, limb);
        at += n();
      }
    }
  }

  /** Checks one limb. */
  void requireLimb(long[] values, int at, int limb) {
    long q = prime(limb);
    int wrong = firstOutside(values, at, at + n(), q);
    if (wrong >= 0) {
      throw new IllegalArgumentException(
          "coefficient %d of limb %d is %d, outside [0, %d): the array is of other primes or not reduced"
              .formatted(wrong - at, limb, values[wrong], q));
    }
  }

  /** Index of the first value outside [0, bound), or -1; all are read where there is none. */
  static int firstOutside(long[] values, int from, int to, long bound) {
    long outside = 0;
    for (int i = from; i < to; i++) {
      outside |= values[i] | (bound - 1 - values[i]);
    }
    if (outside >= 0) {
      return -1;
    }
    int at = from;
    while (values[at] >= 0 && values[at] < bound) {
      at++;
    }
    return at;
  }

  /** Wipes an array that is used no more and keeps it. */
  void wipe(long[] values) {
    Arrays.fill(values, 0);
    recycled.give(values);
  }
}
