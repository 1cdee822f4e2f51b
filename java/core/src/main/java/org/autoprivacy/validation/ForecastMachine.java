package org.autoprivacy.validation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.math.NegacyclicFft;
import org.autoprivacy.noise.NoiseSampler;
import org.jspecify.annotations.Nullable;

/**
 * Circuits whose operands are drawn from their distributions and that nobody computes: what noise
 * to expect, and how it spreads over operands, before there is any ciphertext.
 */
final class ForecastMachine extends Machine {

  private final SplittableRandom random;

  ForecastMachine(
      BfvParameters parameters, EngineTraits traits, NegacyclicFft fft, SplittableRandom random) {
    super(parameters, traits, fft, fft.forward(NoiseSampler.ternary(random, fft.degree())));
    this.random = random;
  }

  @Override
  Weight slots(SplittableRandom ignored) {
    return sparse(fft().degree());
  }

  /** Slots that repeat are a polynomial in a power of X: all but 2·period coefficients vanish. */
  @Override
  Weight periodicSlots(SplittableRandom ignored, int period) {
    return sparse(2 * period);
  }

  private Weight sparse(int count) {
    double[] coefficients = new double[fft().degree()];
    int gap = coefficients.length / count;
    double t = parameters().plainModulus();
    for (int i = 0; i < count; i++) {
      coefficients[i * gap] = Math.rint(t * (random.nextDouble() - 0.5));
    }
    return new Weight(null, fft().forward(coefficients));
  }

  @Override
  Weight coefficients(long[] centred) {
    double[] coefficients = new double[fft().degree()];
    for (int i = 0; i < centred.length; i++) {
      coefficients[i] = centred[i];
    }
    return new Weight(null, fft().forward(coefficients));
  }

  @Override
  int galoisElement(int steps) {
    long element = 1;
    long modulus = 2L * fft().degree();
    for (int i = 0; i < Math.floorMod(steps, fft().degree() / 2); i++) {
      element = element * 3 % modulus;
    }
    return (int) element;
  }

  @Override
  double[] publicError() {
    return fft().forward(NoiseSampler.error(random, fft().degree()));
  }

  @Override
  SwitchingErrors switchingErrors(int key) {
    List<double[]> values = new ArrayList<>();
    for (int j = 0; j < parameters().limbs(); j++) {
      values.add(publicError());
    }
    return new SwitchingErrors(values);
  }

  @Override
  double[] wraps(Tracked a) {
    double[] first = fft().forward(fractions());
    double[] product = NegacyclicFft.multiply(fft().forward(fractions()), secret());
    for (int k = 0; k < product.length; k++) {
      product[k] = parameters().plainModulus() * (first[k] + product[k]);
    }
    return product;
  }

  private double[] fractions() {
    return random.doubles(fft().degree(), -0.5, 0.5).toArray();
  }

  @Override
  @Nullable Ciphertext symmetricCiphertext(SplittableRandom ignored) {
    return null;
  }

  @Override
  @Nullable Ciphertext publicCiphertext(SplittableRandom ignored) {
    return null;
  }

  @Override
  @Nullable Ciphertext sum(Tracked a, Tracked b) {
    return null;
  }

  @Override
  @Nullable Ciphertext sumWithMessage(Tracked a, SplittableRandom ignored) {
    return null;
  }

  @Override
  @Nullable Ciphertext product(Tracked a, Weight weight) {
    return null;
  }

  @Override
  @Nullable Ciphertext rotated(Tracked a, int galoisElement) {
    return null;
  }

  @Override
  List<? extends @Nullable Ciphertext> allRotated(Tracked a, int[] galoisElements) {
    return Collections.nCopies(galoisElements.length, null);
  }

  @Override
  @Nullable Ciphertext switched(Tracked a) {
    return null;
  }

  @Override
  @Nullable Ciphertext relinearizedProduct(Tracked a, Tracked b) {
    return null;
  }

  @Override
  public void close() {}
}
