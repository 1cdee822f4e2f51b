package org.autoprivacy.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.autoprivacy.math.Primes;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.ModulusPrimes;

/** Parameters that others published or released. */
public final class PublishedParameters {

  private static final int DEGREE = 8192;

  private PublishedParameters() {}

  /**
   * DELPHI in the paper's Table 1: log t = 22, log n = 13, log q = 180. Nothing is said of a
   * special prime; this one is what 128 bits leave room for.
   */
  public static LayerParameters delphiTable() {
    return of(DEGREE, List.of(60, 60, 60), 34, Primes.largest(22, 2L * DEGREE, 1).get(0));
  }

  /**
   * DARL in the paper's Table 1: log n = 13, log q = 165. Its log t = 14 allows no batching: the
   * smallest prime that is 1 modulo 2n = 16384 is 65537, and is taken.
   */
  public static LayerParameters darlTable() {
    return of(DEGREE, List.of(55, 55, 55), 49, Primes.smallestAbove(2, 2L * DEGREE));
  }

  /** DELPHI's released program: 174 data and 44 special bits, t of 41 bits, public key. */
  public static LayerParameters delphiCode() {
    return of(DEGREE, List.of(43, 43, 44, 44), 44, 2061584302081L);
  }

  /**
   * Cheetah's released program: n = 4096, 60 and 49 data bits, symmetric encryption, t a power of
   * two.
   *
   * @param plainBits log2 of t, at most 59
   */
  public static LayerParameters cheetahCode(int plainBits) {
    return new LayerParameters(
        4096, primes(4096, List.of(60, 49)), OptionalLong.empty(), List.of(1L << plainBits));
  }

  private static LayerParameters of(int n, List<Integer> widths, int specialBits, long t) {
    List<Integer> all = new ArrayList<>(widths);
    all.add(specialBits);
    List<Long> primes = primes(n, all);
    return new LayerParameters(
        n, primes.subList(0, widths.size()), OptionalLong.of(primes.getLast()), List.of(t));
  }

  private static List<Long> primes(int n, List<Integer> widths) {
    return ModulusPrimes.largest(2L * n, widths, List.of()).orElseThrow();
  }
}
