package org.autoprivacy.linear;

import java.util.Optional;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.CiphertextData;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.PublicKey;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.params.Privacy;
import org.autoprivacy.ring.SecretWords;

/**
 * What the server does to a result before it leaves: it adds bias and mask, hides how the result
 * came about if the plan says so, and switches to the modulus of the wire. Thread-safe.
 */
final class ResultFinish {

  private final HeContext context;
  private final int n;
  private final boolean slots;
  private final int wireLimbs;
  private final Optional<PublicKey> publicKey;
  private final FloodingNoise flooding;

  private ResultFinish(LayerPlan plan, ServerKeys keys, int instance, double floodingSize) {
    context = keys.context(instance);
    n = plan.parameters().polyDegree();
    slots = plan.packing().usesSlots();
    wireLimbs = plan.wireLimbs();
    publicKey = plan.needsPublicKey() ? keys.publicKey(instance) : Optional.empty();
    flooding =
        new FloodingNoise(plan.parameters().dataPrimes(), n, plan.privacy().kind(), floodingSize);
    if (plan.needsPublicKey() && publicKey.isEmpty()) {
      throw new IllegalArgumentException("to hide results the server needs the public key");
    }
  }

  /** For one instance of a layer. */
  static ResultFinish of(LayerPlan plan, QuantizedLayer weights, ServerKeys keys, int instance) {
    NoiseSetting hidden = plan.setting(instance, plan.privacy());
    double size = plan.noise(weights, plan.setting(instance, Privacy.NONE)).floodingSize(hidden);
    return new ResultFinish(plan, keys, instance, size);
  }

  /**
   * The masked result modulo the primes of the wire.
   *
   * @param sum the result, which is closed; empty if it is zero whatever the input
   * @param anyInput a ciphertext of this instance, which stays as it is
   * @param values what is added: the bias less the mask, coefficients or slots
   * @param format what is sent of it, as output {@code output}
   */
  CiphertextData finish(
      Optional<Ciphertext> sum,
      Ciphertext anyInput,
      long[] values,
      ReplyFormat format,
      int output) {
    try (Plaintext plain = slots ? context.encodeSlots(values) : context.newPlaintext(values)) {
      if (publicKey.isPresent()) {
        return hidden(sum, plain, publicKey.get(), format, output);
      }
      if (sum.isEmpty()) {
        return withoutInput(anyInput, plain);
      }
      Ciphertext masked;
      try (Ciphertext result = sum.get()) {
        masked = context.addPlain(result, plain);
      }
      return onWire(masked);
    }
  }

  /** Behind a fresh encryption, and noise sized by that of the noisiest output. */
  private CiphertextData hidden(
      Optional<Ciphertext> sum, Plaintext plain, PublicKey key, ReplyFormat format, int output) {
    CiphertextData data;
    try (Ciphertext fresh = context.encryptPublic(plain, key)) {
      if (sum.isPresent()) {
        try (Ciphertext result = sum.get()) {
          context.addInPlace(fresh, result);
        }
      }
      data = context.export(fresh);
    }
    try (SecretWords random = SecretWords.open()) {
      format.flood(output, flooding, data.coefficients(), random);
    }
    return onWire(context.importCiphertext(data));
  }

  /**
   * The encoded plaintext, from no input: {@code (x + m) - x} for a ciphertext x. Engines refuse a
   * second polynomial of zeros; the constant 1 in its place moves the phase by the secret's -1 to
   * 1.
   */
  private CiphertextData withoutInput(Ciphertext anyInput, Plaintext plain) {
    Ciphertext some =
        anyInput.isNtt() ? context.fromNtt(anyInput) : context.add(anyInput, anyInput);
    try (Ciphertext switched = switched(some);
        Ciphertext sum = context.addPlain(switched, plain)) {
      CiphertextData before = context.export(switched);
      long[] difference = context.export(sum).coefficients().clone();
      for (int i = 0; i < difference.length; i++) {
        long q = context.parameters().dataPrimes().get(i / n % wireLimbs);
        difference[i] = Math.floorMod(difference[i] - before.coefficients()[i], q);
      }
      for (int limb = 0; limb < wireLimbs; limb++) {
        difference[(wireLimbs + limb) * n] = 1;
      }
      return new CiphertextData(2, wireLimbs, false, difference);
    }
  }

  private CiphertextData onWire(Ciphertext masked) {
    try (Ciphertext switched = switched(masked)) {
      return context.export(switched);
    }
  }

  /** Modulo the primes of the wire; closes what it was. */
  private Ciphertext switched(Ciphertext ciphertext) {
    Ciphertext current = ciphertext;
    while (current.limbs() > wireLimbs) {
      try (Ciphertext wider = current) {
        current = context.modSwitch(wider);
      }
    }
    return current;
  }
}
