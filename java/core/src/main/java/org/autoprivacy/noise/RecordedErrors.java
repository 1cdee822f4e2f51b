package org.autoprivacy.noise;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What decryption made of noise beyond the budget, recorded and decomposed as the paper's
 * simulation does it (§3.1): each wrong coefficient moves by {@code r = round(v·t/q)}, kept as its
 * residues {@code ICRT(r) = (r mod t_0, …, r mod t_(g-1))} (equations 5 and 6). Reproducible from
 * the path's and this seed.
 *
 * <p>Noise that fails at 2^-15 is rare, so it is sampled at a larger deviation, s times, and
 * accepted with probability {@code exp(-(v² - b²)(1 - 1/s²)/(2σ²))}, the likelihood ratio to the
 * true deviation: what is left is distributed as noise that failed at s = 1.
 */
public final class RecordedErrors {

  private final List<Long> plainModuli;
  private final long[] errors;

  private RecordedErrors(List<Long> plainModuli, long[] errors) {
    this.plainModuli = List.copyOf(plainModuli);
    this.errors = errors;
  }

  /**
   * Records so many errors.
   *
   * @param variance of the path's noise at s = 1, normal
   * @param plainModuli t, or its coprime factors
   * @param scale s at which failures are frequent; 1 samples them as they come
   * @throws IllegalArgumentException if none of 2^26 coefficients fails, or the moduli share
   *     factors
   */
  public static RecordedErrors record(
      ErrorPath path,
      double variance,
      List<Long> plainModuli,
      double scale,
      int count,
      SplittableRandom random) {
    requireCoprime(plainModuli);
    double bound = path.bound();
    double sharper = (1 - 1 / (scale * scale)) / (2 * variance);
    long[] errors = new long[count];
    int found = 0;
    for (long sampled = 0; found < count; sampled += path.size()) {
      if (found == 0 && sampled > 1 << 26) {
        throw new IllegalArgumentException(
            "no failure in 2^26 coefficients at scale %s: record at a larger one".formatted(scale));
      }
      double[] noise = path.sample(scale, random);
      for (int i = 0; i < noise.length && found < count; i++) {
        double v = noise[i];
        if (Math.abs(v) >= bound
            && random.nextDouble() < Math.exp((bound * bound - v * v) * sharper)) {
          // v·t/q = v/(2·bound): from half on it rounds away from zero.
          long magnitude = Math.max(1, Math.round(Math.abs(v) / (2 * bound)));
          errors[found++] = v < 0 ? -magnitude : magnitude;
        }
      }
    }
    return new RecordedErrors(plainModuli, errors);
  }

  private static void requireCoprime(List<Long> moduli) {
    for (int i = 0; i < moduli.size(); i++) {
      for (int j = 0; j < i; j++) {
        BigInteger a = BigInteger.valueOf(moduli.get(i));
        if (moduli.get(i) < 2 || !a.gcd(BigInteger.valueOf(moduli.get(j))).equals(BigInteger.ONE)) {
          throw new IllegalArgumentException("plaintext moduli are coprime, got " + moduli);
        }
      }
    }
    if (moduli.isEmpty() || moduli.getFirst() < 2) {
      throw new IllegalArgumentException("plaintext moduli are 2 or more, got " + moduli);
    }
  }

  /** How many. */
  public int size() {
    return errors.length;
  }

  /** The moduli that residues are of. */
  public List<Long> plainModuli() {
    return plainModuli;
  }

  /** The error itself, centred: what a decrypted coefficient is off by. */
  public long error(int index) {
    return errors[index];
  }

  /** All errors. A copy. */
  public long[] errors() {
    return errors.clone();
  }

  /** ICRT of one: its residue in [0, t_i) for each modulus. */
  public long[] residues(int index) {
    return plainModuli.stream().mapToLong(t -> Math.floorMod(errors[index], t)).toArray();
  }

  /** The half that the paper retrains with: every other error. */
  public RecordedErrors forTraining() {
    return half(0);
  }

  /** The other half, which the paper evaluates with. */
  public RecordedErrors forEvaluation() {
    return half(1);
  }

  private RecordedErrors half(int from) {
    long[] half = new long[(errors.length + 1 - from) / 2];
    Arrays.setAll(half, i -> errors[2 * i + from]);
    return new RecordedErrors(plainModuli, half);
  }
}
