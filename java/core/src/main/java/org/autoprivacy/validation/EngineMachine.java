package org.autoprivacy.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.CiphertextData;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.NoisePolynomial;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.PublicKey;
import org.autoprivacy.bfv.RelinearizationKey;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.bfv.SwitchingKeyData;
import org.autoprivacy.math.NegacyclicFft;
import org.autoprivacy.math.Primes;
import org.jspecify.annotations.Nullable;

/**
 * Circuits that an engine computes, on one draw of its own keys, made when first used.
 *
 * <p>The keys serve measurement alone: they are thrown away with this object and protect nothing.
 */
final class EngineMachine extends Machine {

  private final HeContext context;
  private final SecretKey secretKey;
  private final long[] secretCoefficients;
  private final Map<Integer, GaloisKeys> galoisKeys = new HashMap<>();
  private @Nullable PublicKey publicKey;
  private @Nullable RelinearizationKey relinearizationKey;

  static EngineMachine of(HeContext context, EngineTraits traits, NegacyclicFft fft) {
    SecretKey secretKey = context.newSecretKey();
    return new EngineMachine(context, traits, fft, secretKey, context.export(secretKey));
  }

  private EngineMachine(
      HeContext context,
      EngineTraits traits,
      NegacyclicFft fft,
      SecretKey secretKey,
      long[] coefficients) {
    super(
        context.parameters(),
        traits,
        fft,
        fft.forward(Arrays.stream(coefficients).asDoubleStream().toArray()));
    this.context = context;
    this.secretKey = secretKey;
    this.secretCoefficients = coefficients;
  }

  /** The noise that is there, given the plaintext that ought to be. */
  NoisePolynomial measure(Tracked tracked, long[] expected) {
    return NoisePolynomial.measure(context, tracked.real(), secretKey, expected);
  }

  /** What a ciphertext decrypts to: the plaintext that ought to be, where failure is impossible. */
  long[] decrypted(Tracked tracked) {
    try (Plaintext plain = context.decrypt(tracked.real(), secretKey)) {
      return Arrays.copyOf(context.coefficients(plain), fft().degree());
    }
  }

  HeContext context() {
    return context;
  }

  /** A given message, encrypted under the secret key. */
  Tracked encryptSymmetric(Plaintext plain) {
    return new Tracked(
        context.encryptSymmetric(plain, secretKey), parameters().limbs(), symmetricNoise());
  }

  /** A given message, encrypted under the public key. */
  Tracked encryptPublic(Plaintext plain) {
    return new Tracked(
        context.encryptPublic(plain, publicKey()), parameters().limbs(), publicNoise());
  }

  private PublicKey publicKey() {
    PublicKey key = publicKey;
    if (key == null) {
      key = context.newPublicKey(secretKey);
      publicKey = key;
    }
    return key;
  }

  private RelinearizationKey relinearizationKey() {
    RelinearizationKey key = relinearizationKey;
    if (key == null) {
      key = context.newRelinearizationKey(secretKey);
      relinearizationKey = key;
    }
    return key;
  }

  private GaloisKeys galoisKeys(int element) {
    return galoisKeys.computeIfAbsent(element, g -> context.newGaloisKeys(secretKey, g));
  }

  @Override
  Weight slots(SplittableRandom random) {
    return encoded(random.longs(fft().degree(), 0, parameters().plainModulus()).toArray());
  }

  @Override
  Weight periodicSlots(SplittableRandom random, int period) {
    int row = fft().degree() / 2;
    long[] values = random.longs(2L * period, 0, parameters().plainModulus()).toArray();
    long[] slots = new long[2 * row];
    for (int i = 0; i < row; i++) {
      slots[i] = values[i % period];
      slots[row + i] = values[period + i % period];
    }
    return encoded(slots);
  }

  /** The plaintext of these slots. */
  Weight encoded(long[] slots) {
    return weight(context.encodeSlots(slots));
  }

  @Override
  Weight coefficients(long[] centred) {
    long t = parameters().plainModulus();
    return weight(
        context.newPlaintext(Arrays.stream(centred).map(w -> Math.floorMod(w, t)).toArray()));
  }

  private Weight weight(Plaintext plain) {
    long t = parameters().plainModulus();
    long[] coefficients = Arrays.copyOf(context.coefficients(plain), fft().degree());
    return new Weight(
        plain,
        fft()
            .forward(
                Arrays.stream(coefficients).mapToDouble(c -> c > t / 2 ? c - t : c).toArray()));
  }

  @Override
  int galoisElement(int steps) {
    return context.galoisElement(steps);
  }

  @Override
  double[] publicError() {
    CiphertextData data = context.export(publicKey());
    int n = fft().degree();
    int last = data.limbs() - 1;
    return error(data.coefficients(), last * n, (data.limbs() + last) * n, last);
  }

  @Override
  SwitchingErrors switchingErrors(int key) {
    SwitchingKeyData data =
        key == RELINEARIZATION
            ? context.export(relinearizationKey())
            : context.export(galoisKeys(key), key);
    int n = fft().degree();
    int stride = data.keyLimbs() * n;
    int last = data.keyLimbs() - 1;
    List<double[]> values = new ArrayList<>();
    for (int j = 0; j < data.digits(); j++) {
      values.add(
          error(data.values(), 2 * j * stride + last * n, (2 * j + 1) * stride + last * n, last));
    }
    return new SwitchingErrors(values);
  }

  /**
   * Values of the small {@code b + a·s} modulo one prime, with a and b in NTT form from these
   * offsets on. Modulo P a switching key holds nothing else.
   */
  private double[] error(long[] values, int b, int a, int limb) {
    int n = fft().degree();
    long prime =
        limb < parameters().limbs()
            ? parameters().dataPrimes().get(limb)
            : parameters().specialPrime().orElseThrow();
    long[] s = new long[n];
    for (int i = 0; i < n; i++) {
      s[i] = Math.floorMod(secretCoefficients[i], prime);
    }
    context.forwardNtt(limb, s);
    for (int i = 0; i < n; i++) {
      s[i] = (values[b + i] + Primes.mulMod(values[a + i], s[i], prime)) % prime;
    }
    context.inverseNtt(limb, s);
    double[] error = new double[n];
    for (int i = 0; i < n; i++) {
      error[i] = s[i] > prime / 2 ? s[i] - prime : s[i];
    }
    return fft().forward(error);
  }

  @Override
  double[] wraps(Tracked a) {
    CiphertextData data = context.export(a.real());
    List<Long> primes = parameters().dataPrimes().subList(0, data.limbs());
    double[] first = fft().forward(fractions(primes, data.coefficients(), 0));
    double[] second =
        fft().forward(fractions(primes, data.coefficients(), data.limbs() * fft().degree()));
    double[] product = NegacyclicFft.multiply(second, secret());
    for (int k = 0; k < product.length; k++) {
      product[k] = parameters().plainModulus() * (first[k] + product[k]);
    }
    return product;
  }

  /** {@code c/q} in [-1/2, 1/2] of a polynomial in residues. */
  private double[] fractions(List<Long> primes, long[] residues, int offset) {
    int n = fft().degree();
    double[] fractions = new double[n];
    for (int i = 0; i < primes.size(); i++) {
      long prime = primes.get(i);
      long rest = 1;
      for (long other : primes) {
        rest = other == prime ? rest : Primes.mulMod(rest, other % prime, prime);
      }
      long inverse = Primes.inverseMod(rest, prime);
      for (int j = 0; j < n; j++) {
        fractions[j] +=
            (double) Primes.mulMod(residues[offset + i * n + j], inverse, prime) / prime;
      }
    }
    for (int j = 0; j < n; j++) {
      fractions[j] -= Math.rint(fractions[j]);
    }
    return fractions;
  }

  private Plaintext message(SplittableRandom random) {
    return context.newPlaintext(
        random.longs(fft().degree(), 0, parameters().plainModulus()).toArray());
  }

  @Override
  Ciphertext symmetricCiphertext(SplittableRandom random) {
    try (Plaintext plain = message(random)) {
      return context.encryptSymmetric(plain, secretKey);
    }
  }

  @Override
  Ciphertext publicCiphertext(SplittableRandom random) {
    try (Plaintext plain = message(random)) {
      return context.encryptPublic(plain, publicKey());
    }
  }

  @Override
  Ciphertext sum(Tracked a, Tracked b) {
    return context.add(a.real(), b.real());
  }

  @Override
  Ciphertext sumWithMessage(Tracked a, SplittableRandom random) {
    try (Plaintext plain = message(random)) {
      return context.addPlain(a.real(), plain);
    }
  }

  @Override
  Ciphertext product(Tracked a, Weight weight) {
    return context.multiplyPlain(a.real(), weight.real());
  }

  @Override
  Ciphertext rotated(Tracked a, int galoisElement) {
    return context.applyGalois(a.real(), galoisElement, galoisKeys(galoisElement));
  }

  @Override
  List<Ciphertext> allRotated(Tracked a, int[] galoisElements) {
    Map<Integer, SwitchingKeyData> data = new HashMap<>();
    for (int element : galoisElements) {
      data.put(element, context.export(galoisKeys(element), element));
    }
    try (GaloisKeys together = context.importGaloisKeys(data)) {
      return context.applyGaloisHoisted(a.real(), galoisElements, together);
    }
  }

  @Override
  Ciphertext switched(Tracked a) {
    return context.modSwitch(a.real());
  }

  @Override
  Ciphertext relinearizedProduct(Tracked a, Tracked b) {
    try (Ciphertext product = context.multiply(a.real(), b.real())) {
      return context.relinearize(product, relinearizationKey());
    }
  }

  @Override
  public void close() {
    Arrays.fill(secretCoefficients, 0);
    secretKey.close();
    galoisKeys.values().forEach(GaloisKeys::close);
    if (publicKey != null) {
      publicKey.close();
    }
    if (relinearizationKey != null) {
      relinearizationKey.close();
    }
  }
}
