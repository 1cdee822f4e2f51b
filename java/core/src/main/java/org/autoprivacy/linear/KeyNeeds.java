package org.autoprivacy.linear;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.LayerParameters;

/**
 * The keys that layers with the same parameters need, once for all of them and for all factors of
 * t.
 *
 * @param publicKey whether the server gets the public key, to hide how results came about
 * @param encryption how the client encrypts
 * @param galoisElements whose keys the server gets
 */
public record KeyNeeds(
    boolean publicKey, Encryption encryption, SortedSet<Integer> galoisElements) {

  public KeyNeeds {
    galoisElements = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(galoisElements));
  }

  /** Of some layers. */
  public static KeyNeeds of(Collection<LayerPlan> plans) {
    SortedSet<Integer> elements = new TreeSet<>();
    boolean publicKey = false;
    Encryption encryption = Encryption.SYMMETRIC;
    for (LayerPlan plan : plans) {
      for (int element : plan.galoisElements()) {
        elements.add(element);
      }
      publicKey |= plan.needsPublicKey();
      encryption = plan.encryption() == Encryption.PUBLIC ? Encryption.PUBLIC : encryption;
    }
    return new KeyNeeds(publicKey, encryption, elements);
  }

  /** Bytes of the message that brings them to the server. */
  public long bytes(LayerParameters parameters) {
    return WireSizes.keys(
        parameters.polyDegree(),
        keyPrimes(parameters).stream().map(WireSizes::width).toList(),
        parameters.limbs(),
        publicKey,
        galoisElements.size());
  }

  /** The data primes, and the special prime where there is one. */
  static List<Long> keyPrimes(LayerParameters parameters) {
    List<Long> primes = new java.util.ArrayList<>(parameters.dataPrimes());
    parameters.specialPrime().ifPresent(primes::add);
    return primes;
  }

  int[] elements() {
    return galoisElements.stream().mapToInt(Integer::intValue).toArray();
  }
}
