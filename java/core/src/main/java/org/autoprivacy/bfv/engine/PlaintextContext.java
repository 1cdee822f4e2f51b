package org.autoprivacy.bfv.engine;

import java.util.Arrays;
import org.autoprivacy.bfv.Plaintext;

/** The plaintexts of a context: made of coefficients or slots, and as arrays to the outside. */
abstract class PlaintextContext extends KeyContext {

  PlaintextContext(Instance instance) {
    super(instance);
  }

  private long[] plainValues(long[] values) {
    if (values.length > n()) {
      throw new IllegalArgumentException(
          "a plaintext has at most n = %d values, got %d".formatted(n(), values.length));
    }
    long t = instance.t().value();
    int wrong = Instance.firstOutside(values, 0, values.length, t);
    if (wrong >= 0) {
      throw new IllegalArgumentException(
          "value %d of the plaintext is %d, outside [0, %d)".formatted(wrong, values[wrong], t));
    }
    long[] padded = instance.recycled().take(n());
    System.arraycopy(values, 0, padded, 0, values.length);
    Arrays.fill(padded, values.length, n(), 0);
    return padded;
  }

  @Override
  public Plaintext newPlaintext(long[] coefficients) {
    return using(() -> new EnginePlaintext(this, 0, plainValues(coefficients)));
  }

  @Override
  public long[] coefficients(Plaintext plaintext) {
    EnginePlaintext p = own(plaintext);
    if (p.isNtt()) {
      throw new IllegalArgumentException("a plaintext in NTT form has no coefficients to read");
    }
    return export(p);
  }

  @Override
  public Plaintext encodeSlots(long[] slots) {
    return using(() -> {
      SlotEncoder encoder = instance.encoder();
      long[] values = instance.recycled().take(n());
      // Read once, where there are n of them.
      if (slots.length != n() || !encoder.encode(slots, values)) {
        long[] whole = plainValues(slots);
        encoder.encode(whole, values);
        instance.wipe(whole);
      }
      return new EnginePlaintext(this, 0, values);
    });
  }

  @Override
  public long[] decodeSlots(Plaintext plaintext) {
    EnginePlaintext p = own(plaintext);
    return using(
        () -> {
          SlotEncoder encoder = instance.encoder();
          requireCoefficients(p, "decoded");
          long[] slots = new long[n()];
          long[] scratch = instance.recycled().take(n());
          encoder.decode(p.values(), scratch, slots);
          instance.wipe(scratch);
          return slots;
        },
        p);
  }

  static void requireCoefficients(EnginePlaintext plaintext, String purpose) {
    if (plaintext.nttLimbs() > 0) {
      throw new IllegalArgumentException("a plaintext in NTT form cannot be " + purpose);
    }
  }

  @Override
  public Plaintext toNtt(Plaintext plaintext) {
    return toNtt(plaintext, instance.limbs());
  }

  @Override
  public Plaintext toNtt(Plaintext plaintext, int limbs) {
    EnginePlaintext p = own(plaintext);
    return using(
        () -> {
          if (p.nttLimbs() > 0) {
            throw new IllegalArgumentException("the plaintext is in NTT form already");
          }
          Level level = instance.level(limbs);
          long[] lifted = instance.recycled().take(limbs * n());
          level.lift(p.values(), true, lifted);
          return new EnginePlaintext(this, limbs, lifted);
        },
        p);
  }

  @Override
  public long[] export(Plaintext plaintext) {
    EnginePlaintext p = own(plaintext);
    return using(() -> p.values().clone(), p);
  }

  @Override
  public Plaintext importNttPlaintext(int limbs, long[] values) {
    return using(() -> {
      instance.level(limbs);
      Instance.requireLength(values, (long) limbs * n(), "a plaintext in NTT form");
      long[] copy = values.clone();
      instance.requireReduced(copy, 1, limbs);
      return new EnginePlaintext(this, limbs, copy);
    });
  }
}
