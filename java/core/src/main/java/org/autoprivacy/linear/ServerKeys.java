package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.autoprivacy.bfv.CiphertextData;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.PublicKey;
import org.autoprivacy.bfv.SwitchingKeyData;
import org.autoprivacy.linear.wire.BitReader;
import org.autoprivacy.linear.wire.BitWriter;
import org.autoprivacy.linear.wire.Envelope;
import org.autoprivacy.params.LayerParameters;

/** The server's half of a client's keys for one set of parameters. Thread-safe. */
public final class ServerKeys implements AutoCloseable {

  private final LayerParameters parameters;
  private final List<HeContext> contexts = new ArrayList<>();
  private final List<GaloisKeys> galois = new ArrayList<>();
  private final List<PublicKey> publics = new ArrayList<>();

  private ServerKeys(LayerParameters parameters) {
    this.parameters = parameters;
  }

  /**
   * The keys of a client's message.
   *
   * @param needs what the message ought to bring
   * @throws IllegalArgumentException if it does not, or is broken
   */
  public static ServerKeys read(
      HeBackend backend, LayerParameters parameters, KeyNeeds needs, byte[] message) {
    ClientKeys.envelope(parameters, needs)
        .requireFits(message, ClientKeys.payload(parameters, needs));
    ServerKeys keys = new ServerKeys(parameters);
    try {
      for (int i = 0; i < parameters.instances(); i++) {
        keys.contexts.add(backend.newContext(parameters.instance(i)));
      }
      keys.read(needs, message);
      return keys;
    } catch (RuntimeException e) {
      keys.close();
      throw e;
    }
  }

  private void read(KeyNeeds needs, byte[] message) {
    List<Long> primes = KeyNeeds.keyPrimes(parameters);
    int pair = 2 * primes.size() * parameters.polyDegree();
    long at = Envelope.HEADER_BYTES;
    if (needs.publicKey()) {
      long[] values = new long[pair];
      at = read(message, at, values, primes);
      CiphertextData data = new CiphertextData(2, primes.size(), true, values);
      contexts.forEach(context -> publics.add(context.importPublicKey(data)));
    }
    Map<Integer, SwitchingKeyData> keys = new HashMap<>();
    for (int element : needs.elements()) {
      long[] values = new long[Math.multiplyExact(parameters.limbs(), pair)];
      at = read(message, at, values, primes);
      keys.put(element, new SwitchingKeyData(parameters.limbs(), primes.size(), values));
    }
    if (!keys.isEmpty()) {
      contexts.forEach(context -> galois.add(context.importGaloisKeys(keys)));
    }
  }

  private long read(byte[] message, long from, long[] values, List<Long> primes) {
    int n = parameters.polyDegree();
    long byteAt = from;
    for (int at = 0, limb = 0; at < values.length; at += n, limb = (limb + 1) % primes.size()) {
      long prime = primes.get(limb);
      int width = WireSizes.width(prime);
      new BitReader(message, byteAt * Byte.SIZE).getAll(values, at, n, width, prime);
      byteAt += BitWriter.bytes((long) n * width);
    }
    return byteAt;
  }

  /** The parameters that the keys are for. */
  public LayerParameters parameters() {
    return parameters;
  }

  /** The BFV instance of a factor of t. */
  HeContext context(int instance) {
    return contexts.get(instance);
  }

  /** The Galois keys in that instance, where there are any. */
  Optional<GaloisKeys> galois(int instance) {
    return galois.isEmpty() ? Optional.empty() : Optional.of(galois.get(instance));
  }

  /** The public key in that instance, where there is one. */
  Optional<PublicKey> publicKey(int instance) {
    return publics.isEmpty() ? Optional.empty() : Optional.of(publics.get(instance));
  }

  @Override
  public void close() {
    publics.forEach(PublicKey::close);
    galois.forEach(GaloisKeys::close);
    contexts.forEach(HeContext::close);
  }
}
