package org.autoprivacy.math;

import java.util.ArrayList;
import java.util.List;

/** Primes below 2^62 and those that an NTT needs. */
public final class Primes {

  // Deterministic for all 64-bit numbers: Sorenson and Webster, "Strong pseudoprimes to twelve
  // prime bases", Math. Comp. 86 (2017).
  private static final long[] WITNESSES = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37};

  private static final long LIMIT = 1L << 62;

  private Primes() {}

  /**
   * Whether {@code value} is prime, by Miller-Rabin with the first twelve primes as bases, which
   * decides every number in range.
   *
   * @param value in [0, 2^62)
   * @throws IllegalArgumentException outside that range
   */
  public static boolean isPrime(long value) {
    if (value < 0 || value >= LIMIT) {
      throw new IllegalArgumentException("primality is decided in [0, 2^62), got " + value);
    }
    if (value < 2) {
      return false;
    }
    for (long prime : WITNESSES) {
      if (value % prime == 0) {
        return value == prime;
      }
    }
    int twos = Long.numberOfTrailingZeros(value - 1);
    long odd = (value - 1) >>> twos;
    for (long witness : WITNESSES) {
      if (isComposite(value, witness, odd, twos)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isComposite(long value, long witness, long odd, int twos) {
    long power = powMod(witness, odd, value);
    if (power == 1 || power == value - 1) {
      return false;
    }
    for (int i = 1; i < twos; i++) {
      power = mulMod(power, power, value);
      if (power == value - 1) {
        return false;
      }
    }
    return true;
  }

  /**
   * The largest primes of exactly {@code bits} bits that are 1 modulo {@code step}, in descending
   * order; fewer than {@code count} where there are no more.
   *
   * @param bits in [2, 62]
   * @param step positive: {@code 2n} for a negacyclic NTT of degree n
   */
  public static List<Long> largest(int bits, long step, int count) {
    if (bits < 2 || bits > 62 || step < 1) {
      throw new IllegalArgumentException(
          "primes have 2 to 62 bits and a positive step, got " + bits + " bits, step " + step);
    }
    long least = 1L << (bits - 1);
    long candidate = ((1L << bits) - 2) / step * step + 1;
    List<Long> primes = new ArrayList<>();
    for (; candidate >= least && primes.size() < count; candidate -= step) {
      if (isPrime(candidate)) {
        primes.add(candidate);
      }
    }
    return primes;
  }

  /**
   * The smallest prime above {@code least} that is 1 modulo {@code step}.
   *
   * @param least in [0, 2^62)
   * @param step in [1, 2^61]
   * @throws IllegalArgumentException outside these ranges, or if there is none below 2^62
   */
  public static long smallestAbove(long least, long step) {
    if (least < 0 || least >= LIMIT || step < 1 || step > LIMIT / 2) {
      throw new IllegalArgumentException(
          "primes are sought above [0, 2^62) in steps of [1, 2^61], got %d in steps of %d"
              .formatted(least, step));
    }
    long candidate = least / step * step + 1;
    while (candidate <= least) {
      candidate += step;
    }
    for (; candidate < LIMIT; candidate += step) {
      if (isPrime(candidate)) {
        return candidate;
      }
    }
    throw new IllegalArgumentException(
        "there is no prime above " + least + " and below 2^62 that is 1 modulo " + step);
  }

  /** {@code a·b mod m} for {@code a} and {@code b} in [0, m), m in [1, 2^62); not checked. */
  public static long mulMod(long a, long b, long m) {
    long high = mulModShort(a, b >>> 31, m);
    long low = mulModShort(a, b & 0x7fff_ffffL, m);
    long sum = mulModShort(high, 1L << 31, m) + low;
    return sum >= m ? sum - m : sum;
  }

  // a·c mod m for a in [0, m), c in [0, 2^31]. The true quotient is below 2^31 and its estimate has
  // four roundings of relative size 2^-53, an error below 2^-19: its floor is off by at most one.
  // So the remainder lies in [-m, 2m), inside a long, and its wrapped difference is exact.
  private static long mulModShort(long a, long c, long m) {
    long quotient = (long) ((double) a * c / m);
    long remainder = a * c - quotient * m;
    if (remainder < 0) {
      return remainder + m;
    }
    return remainder >= m ? remainder - m : remainder;
  }

  /** {@code base^exponent mod m} for base in [0, m), exponent non-negative and m in [1, 2^62). */
  public static long powMod(long base, long exponent, long m) {
    long result = 1 % m;
    long square = base;
    for (long e = exponent; e > 0; e >>>= 1) {
      if ((e & 1) != 0) {
        result = mulMod(result, square, m);
      }
      square = mulMod(square, square, m);
    }
    return result;
  }

  /** The inverse of {@code a} modulo the prime {@code p}, for a in [1, p). */
  public static long inverseMod(long a, long p) {
    if (a <= 0 || a >= p) {
      throw new IllegalArgumentException("only [1, " + p + ") has inverses, got " + a);
    }
    return powMod(a, p - 2, p);
  }
}
