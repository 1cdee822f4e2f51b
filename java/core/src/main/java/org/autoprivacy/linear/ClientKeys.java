package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.autoprivacy.bfv.CiphertextData;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.PublicKey;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.linear.wire.BitWriter;
import org.autoprivacy.linear.wire.Envelope;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.LayerParameters;

/**
 * The client's keys for one set of parameters: one secret key, which all factors of t share since
 * keys do not depend on t. Thread-safe; closing wipes the secret.
 */
public final class ClientKeys implements AutoCloseable {

  private final LayerParameters parameters;
  private final KeyNeeds needs;
  private final List<HeContext> contexts = new ArrayList<>();
  private final List<SecretKey> secrets = new ArrayList<>();
  private final List<PublicKey> publics = new ArrayList<>();

  private ClientKeys(LayerParameters parameters, KeyNeeds needs) {
    this.parameters = parameters;
    this.needs = needs;
  }

  /** Fresh keys. */
  public static ClientKeys generate(HeBackend backend, LayerParameters parameters, KeyNeeds needs) {
    ClientKeys keys = new ClientKeys(parameters, needs);
    try {
      for (int i = 0; i < parameters.instances(); i++) {
        keys.contexts.add(backend.newContext(parameters.instance(i)));
      }
      keys.makeSecrets();
      if (needs.publicKey() || needs.encryption() == Encryption.PUBLIC) {
        keys.makePublics();
      }
      return keys;
    } catch (RuntimeException e) {
      keys.close();
      throw e;
    }
  }

  private void makeSecrets() {
    secrets.add(context(0).newSecretKey());
    long[] ternary = contexts.size() > 1 ? context(0).export(secret(0)) : new long[0];
    for (int i = 1; i < contexts.size(); i++) {
      secrets.add(context(i).importSecretKey(ternary));
    }
    Arrays.fill(ternary, 0);
  }

  private void makePublics() {
    publics.add(context(0).newPublicKey(secret(0)));
    for (int i = 1; i < contexts.size(); i++) {
      publics.add(context(i).importPublicKey(context(0).export(publics.get(0))));
    }
  }

  /** What the server needs, as a message. */
  public byte[] message() {
    List<Long> primes = KeyNeeds.keyPrimes(parameters);
    byte[] message = envelope(parameters, needs).open(payload(parameters, needs));
    BitWriter writer = new BitWriter(message, Envelope.HEADER_BYTES);
    int n = parameters.polyDegree();
    if (needs.publicKey()) {
      CiphertextData key = context(0).export(publics.get(0));
      write(writer, key.coefficients(), primes, n);
    }
    int[] elements = needs.elements();
    if (elements.length > 0) {
      try (GaloisKeys keys = context(0).newGaloisKeys(secret(0), elements)) {
        for (int element : elements) {
          write(writer, context(0).export(keys, element).values(), primes, n);
        }
      }
    }
    Envelope.seal(message);
    return message;
  }

  private static void write(BitWriter writer, long[] values, List<Long> primes, int n) {
    for (int at = 0, limb = 0; at < values.length; at += n, limb = (limb + 1) % primes.size()) {
      writer.putAll(values, at, n, WireSizes.width(primes.get(limb)));
      writer.finish();
    }
  }

  static Envelope envelope(LayerParameters parameters, KeyNeeds needs) {
    return new Envelope(
        Envelope.Kind.KEYS,
        Integer.numberOfTrailingZeros(parameters.polyDegree()),
        1,
        needs.galoisElements().size());
  }

  static long payload(LayerParameters parameters, KeyNeeds needs) {
    return needs.bytes(parameters) - Envelope.BYTES;
  }

  /** The parameters that the keys are for. */
  public LayerParameters parameters() {
    return parameters;
  }

  /** The keys' purpose. */
  public KeyNeeds needs() {
    return needs;
  }

  /** The BFV instance of a factor of t. */
  HeContext context(int instance) {
    return contexts.get(instance);
  }

  /** The secret key in that instance. */
  SecretKey secret(int instance) {
    return secrets.get(instance);
  }

  /** The public key in that instance, where there is one. */
  Optional<PublicKey> publicKey(int instance) {
    return publics.isEmpty() ? Optional.empty() : Optional.of(publics.get(instance));
  }

  @Override
  public void close() {
    publics.forEach(PublicKey::close);
    secrets.forEach(SecretKey::close);
    contexts.forEach(HeContext::close);
  }
}
