package org.autoprivacy.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.engine.DigitForm;
import org.autoprivacy.math.NegacyclicFft;
import org.autoprivacy.noise.NoiseSpectrum;
import org.autoprivacy.noise.SampledVariance;
import org.jspecify.annotations.Nullable;

/**
 * Runs circuits on one draw of keys and carries along what the noise must be, given secret, key
 * errors, plaintexts and ciphertexts. Subclasses say where these come from: an engine that computes
 * the circuit, or a generator alone. Not thread-safe.
 */
abstract class Machine implements AutoCloseable {

  /** The index of the relinearisation key among the switching keys. */
  static final int RELINEARIZATION = 0;

  private final BfvParameters parameters;
  private final NegacyclicFft fft;
  private final double[] secret;
  private final EngineTraits traits;
  private final NoiseSpectrum digitMeans;
  private final NoiseSpectrum rounding;
  private final Map<Integer, SwitchingErrors> errors = new HashMap<>();
  private @Nullable NoiseSpectrum publicNoise;

  /**
   * With a secret key.
   *
   * @param secret its values
   */
  Machine(BfvParameters parameters, EngineTraits traits, NegacyclicFft fft, double[] secret) {
    this.parameters = parameters;
    this.traits = traits;
    this.fft = fft;
    this.secret = secret;
    double[] ones = new double[fft.degree()];
    Arrays.fill(ones, traits.digits() == DigitForm.CENTRED ? 0 : 1);
    this.digitMeans = NoiseSpectrum.known(fft.forward(ones));
    NoiseSpectrum half = white(SampledVariance.ROUNDING);
    this.rounding = half.plus(half.times(secret));
  }

  final BfvParameters parameters() {
    return parameters;
  }

  final NegacyclicFft fft() {
    return fft;
  }

  final double[] secret() {
    return secret;
  }

  private NoiseSpectrum white(double variance) {
    return NoiseSpectrum.white(fft.degree(), variance);
  }

  /** A random message, encrypted under the secret key: {@code σ² + 1/12}, white. */
  final Tracked encryptSymmetric(SplittableRandom random) {
    return new Tracked(symmetricCiphertext(random), parameters.limbs(), symmetricNoise());
  }

  final NoiseSpectrum symmetricNoise() {
    return white(SampledVariance.ERROR + SampledVariance.ROUNDING);
  }

  /**
   * A random message, encrypted under the public key: {@code e·u + e0 + e1·s} with the key's error
   * e known, divided by P where there is one.
   */
  final Tracked encryptPublic(SplittableRandom random) {
    return new Tracked(publicCiphertext(random), parameters.limbs(), publicNoise());
  }

  final NoiseSpectrum publicNoise() {
    NoiseSpectrum noise = publicNoise;
    if (noise == null) {
      NoiseSpectrum fresh = white(SampledVariance.ERROR);
      noise =
          white(SampledVariance.TERNARY).times(publicError()).plus(fresh).plus(fresh.times(secret));
      if (parameters.specialPrime().isPresent()) {
        noise = noise.times(1.0 / parameters.specialPrime().getAsLong()).plus(rounding);
      }
      noise = noise.plus(white(SampledVariance.ROUNDING));
      publicNoise = noise;
    }
    return noise;
  }

  /** The sum of independent ciphertexts, or of one and its rotations. */
  final Tracked add(Tracked a, Tracked b) {
    return new Tracked(sum(a, b), a.limbs(), a.noise().plus(b.noise()));
  }

  /** The sum with a random message: the rounding of {@code q·m/t}. */
  final Tracked addPlain(Tracked a, SplittableRandom random) {
    return new Tracked(
        sumWithMessage(a, random), a.limbs(), a.noise().plus(white(SampledVariance.ROUNDING)));
  }

  /** The product with a plaintext. */
  final Tracked multiplyPlain(Tracked a, Weight weight) {
    return new Tracked(product(a, weight), a.limbs(), a.noise().times(weight.values()));
  }

  /** {@code X -> X^g} and the switch back to the key. */
  final Tracked rotate(Tracked a, int galoisElement) {
    NoiseSpectrum moved = a.noise().permuted(fft.automorphism(galoisElement));
    return new Tracked(
        rotated(a, galoisElement),
        a.limbs(),
        moved.plus(switching(galoisElement, a.limbs(), digitMeans)));
  }

  /** All rotations of one ciphertext, hoisted if the engine does that. */
  final List<Tracked> rotateAll(Tracked a, int[] galoisElements) {
    List<? extends @Nullable Ciphertext> ciphertexts = allRotated(a, galoisElements);
    List<Tracked> results = new ArrayList<>();
    for (int i = 0; i < galoisElements.length; i++) {
      int[] sources = fft.automorphism(galoisElements[i]);
      NoiseSpectrum means = traits.hoists() ? digitMeans.permuted(sources) : digitMeans;
      results.add(
          new Tracked(
              ciphertexts.get(i),
              a.limbs(),
              a.noise().permuted(sources).plus(switching(galoisElements[i], a.limbs(), means))));
    }
    return results;
  }

  private NoiseSpectrum switching(int key, int limbs, NoiseSpectrum means) {
    return errors
        .computeIfAbsent(key, this::switchingErrors)
        .noise(parameters, limbs, rounding, means);
  }

  /** The last prime dropped. */
  final Tracked modSwitch(Tracked a) {
    double dropped = parameters.dataPrimes().get(a.limbs() - 1);
    return new Tracked(switched(a), a.limbs() - 1, a.noise().times(1 / dropped).plus(rounding));
  }

  /**
   * The relinearised product of independent ciphertexts: {@code v_a·(t/q)Φ_b + v_b·(t/q)Φ_a} with
   * {@code Φ = c0 + c1·s} over the whole numbers, c centred.
   */
  final Tracked multiply(Tracked a, Tracked b) {
    NoiseSpectrum noise = a.noise().times(wraps(b)).plus(b.noise().times(wraps(a)));
    return relinearized(a, b, noise);
  }

  /** The relinearised square: {@code 2·v·(t/q)Φ}. */
  final Tracked square(Tracked a) {
    return relinearized(a, a, a.noise().times(wraps(a)).times(2.0));
  }

  private Tracked relinearized(Tracked a, Tracked b, NoiseSpectrum noise) {
    return new Tracked(
        relinearizedProduct(a, b),
        a.limbs(),
        noise.plus(rounding).plus(switching(RELINEARIZATION, a.limbs(), digitMeans)));
  }

  /** A plaintext of random slots. */
  abstract Weight slots(SplittableRandom random);

  /** A plaintext of random slots that repeat after {@code period} in each row, a power of two. */
  abstract Weight periodicSlots(SplittableRandom random, int period);

  /** A plaintext of few small coefficients, its centred ones given. */
  abstract Weight coefficients(long[] centred);

  /** The Galois element of a rotation by {@code steps}. */
  abstract int galoisElement(int steps);

  /** Values of the public key's error. */
  abstract double[] publicError();

  /** The errors of a switching key: of a Galois element, or {@link #RELINEARIZATION}. */
  abstract SwitchingErrors switchingErrors(int key);

  /** Values of {@code (t/q)·(c0 + c1·s)}, c centred. */
  abstract double[] wraps(Tracked a);

  abstract @Nullable Ciphertext symmetricCiphertext(SplittableRandom random);

  abstract @Nullable Ciphertext publicCiphertext(SplittableRandom random);

  abstract @Nullable Ciphertext sum(Tracked a, Tracked b);

  abstract @Nullable Ciphertext sumWithMessage(Tracked a, SplittableRandom random);

  abstract @Nullable Ciphertext product(Tracked a, Weight weight);

  abstract @Nullable Ciphertext rotated(Tracked a, int galoisElement);

  abstract List<? extends @Nullable Ciphertext> allRotated(Tracked a, int[] galoisElements);

  abstract @Nullable Ciphertext switched(Tracked a);

  abstract @Nullable Ciphertext relinearizedProduct(Tracked a, Tracked b);

  @Override
  public abstract void close();
}
