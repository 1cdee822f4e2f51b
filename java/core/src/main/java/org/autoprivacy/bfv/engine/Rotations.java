package org.autoprivacy.bfv.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.autoprivacy.kernel.Automorphism;

/** Automorphisms and the rotations of slots that they are; results are new arrays. Thread-safe. */
final class Rotations {

  /** Rotations that share the digits of a ciphertext at a time: each works in two limbs more. */
  private static final int TOGETHER = 32;

  private final ContextObjects owner;
  private final Instance instance;
  private final KeySwitch keySwitch;
  private final int n;

  Rotations(ContextObjects owner, Instance instance, KeySwitch keySwitch) {
    this.owner = owner;
    this.instance = instance;
    this.keySwitch = keySwitch;
    n = instance.n();
  }

  private EngineCiphertext like(EngineCiphertext a, long[] values) {
    return new EngineCiphertext(owner, a.size(), a.limbs(), a.isNtt(), values);
  }

  /** a(X^g), switched back to the key. */
  EngineCiphertext automorphism(EngineCiphertext a, int element, SwitchingKey key) {
    requireRotatable(a);
    long[] result = instance.recycled().take(a.values().length);
    keySwitch.rotate(a.values(), instance.automorphism(element), key, a.limbs(), result);
    return like(a, result);
  }

  /** Automorphisms of one ciphertext; element 1 gives a copy. */
  List<EngineCiphertext> automorphisms(EngineCiphertext a, int[] elements, EngineKeys.Galois keys) {
    EngineCiphertext[] results = new EngineCiphertext[elements.length];
    int[] moved = IntStream.range(0, elements.length).filter(i -> elements[i] != 1).toArray();
    SwitchingKey[] found = new SwitchingKey[moved.length];
    for (int r = 0; r < moved.length; r++) {
      found[r] = keys.key(elements[moved[r]]);
    }
    if (moved.length > 0) {
      requireRotatable(a);
    }
    for (int i = 0; i < elements.length; i++) {
      Recycled recycled = instance.recycled();
      boolean copied = elements[i] == 1;
      results[i] = like(a, copied ? recycled.copy(a.values()) : recycled.take(a.values().length));
    }
    for (int from = 0; from < moved.length; from += TOGETHER) {
      int[] some = Arrays.copyOfRange(moved, from, Math.min(moved.length, from + TOGETHER));
      Automorphism[] maps =
          Arrays.stream(some)
              .mapToObj(i -> instance.automorphism(elements[i]))
              .toArray(Automorphism[]::new);
      long[][] values =
          Arrays.stream(some).mapToObj(i -> results[i].values()).toArray(long[][]::new);
      SwitchingKey[] theirs = Arrays.copyOfRange(found, from, from + some.length);
      keySwitch.rotateHoisted(a.values(), maps, theirs, a.limbs(), values);
    }
    return List.of(results);
  }

  private static void requireRotatable(EngineCiphertext a) {
    Evaluator.requireCoefficients(a);
    if (a.size() != 2) {
      throw new IllegalArgumentException(
          "an automorphism needs a ciphertext of size 2: relinearise first");
    }
  }

  /** A rotation of the rows, by one key or by those of the signed powers of two it is made of. */
  EngineCiphertext rotatedRows(EngineCiphertext a, int steps, EngineKeys.Galois keys) {
    Evaluator.requireCoefficients(a);
    instance.encoder();
    int whole = galoisElement(steps);
    if (steps == 0) {
      return like(a, instance.recycled().copy(a.values()));
    }
    if (keys.has(whole)) {
      return automorphism(a, whole, keys.key(whole));
    }
    List<Integer> parts = signedPowers(steps);
    parts.removeIf(part -> Math.abs(part) == n / 2);
    for (int part : parts) {
      if (!keys.has(galoisElement(part))) {
        throw missing(steps, part);
      }
    }
    EngineCiphertext result = a;
    for (int part : parts) {
      int element = galoisElement(part);
      EngineCiphertext next = automorphism(result, element, keys.key(element));
      if (result != a) {
        result.close();
      }
      result = next;
    }
    return result;
  }

  private IllegalArgumentException missing(int steps, int part) {
    String needed =
        "a rotation by %d needs the Galois key of step %d (element %d)"
            .formatted(steps, steps, galoisElement(steps));
    return new IllegalArgumentException(
        part == steps
            ? needed
            : "%s or of its part %d (element %d)".formatted(needed, part, galoisElement(part)));
  }

  /** The swap of the rows. */
  EngineCiphertext rotatedColumns(EngineCiphertext a, EngineKeys.Galois keys) {
    Evaluator.requireCoefficients(a);
    instance.encoder();
    int element = 2 * n - 1;
    if (!keys.has(element)) {
      throw new IllegalArgumentException(
          "swapping the rows needs the Galois key of element %d: make one for it"
              .formatted(element));
    }
    return automorphism(a, element, keys.key(element));
  }

  /** 3^steps modulo 2n; 2n-1 for 0 steps. */
  int galoisElement(int steps) {
    int half = n / 2;
    if (steps <= -half || steps >= half) {
      throw new IllegalArgumentException(
          "a row has %d slots and cannot be rotated by %d".formatted(half, steps));
    }
    if (steps == 0) {
      return 2 * n - 1;
    }
    int element = 1;
    for (int i = Math.floorMod(steps, half); i > 0; i--) {
      element = 3 * element & (2 * n - 1);
    }
    return element;
  }

  /** The non-adjacent form: signed powers of two, no two next to each other, least first. */
  private static List<Integer> signedPowers(int value) {
    List<Integer> parts = new ArrayList<>();
    int sign = Integer.signum(value);
    int rest = Math.abs(value);
    for (int power = 1; rest > 0; power *= 2) {
      if ((rest & 1) == 1) {
        int digit = 2 - (rest & 3);
        parts.add(sign * digit * power);
        rest -= digit;
      }
      rest /= 2;
    }
    return parts;
  }
}
