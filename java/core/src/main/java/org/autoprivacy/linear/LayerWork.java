package org.autoprivacy.linear;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.autoprivacy.network.LayerShape;

/**
 * All that one encrypted evaluation of a layer does, when weights are kept in NTT form.
 *
 * @param counts operations and ciphertexts
 * @param forwardTransforms ciphertexts that the server brings into NTT form before products
 * @param inverseTransforms ciphertexts that the server brings back into coefficient form
 * @param path how noise grows on the way to the noisiest output
 * @param hoistedSwitches those of the key switches that are of inputs, each of which is decomposed
 *     once for all of its own
 * @param galoisKeys different keys that the switches take
 * @param sharedKernels output values whose weights are in one polynomial, so that each has the
 *     noise of all; 1 for slots
 * @param releasedPerCiphertext most plaintext coefficients of one returned ciphertext that the
 *     client needs: n for slots
 * @param released plaintext coefficients that the client needs, of all returned ciphertexts
 * @param usesSlots whether values are in batching slots
 */
public record LayerWork(
    OperationCounts counts,
    long forwardTransforms,
    long inverseTransforms,
    NoisePath path,
    long hoistedSwitches,
    int galoisKeys,
    int sharedKernels,
    int releasedPerCiphertext,
    long released,
    boolean usesSlots) {

  private record Key(LayerShape shape, Packing packing, int polyDegree, ZeroCheck check) {}

  /** Counting takes milliseconds, and a search asks for the same layers again and again. */
  private static final Map<Key, LayerWork> KNOWN = new ConcurrentHashMap<>();

  private static final int MOST_KNOWN = 10_000;

  /** The work in slots: every coefficient of every returned ciphertext is needed. */
  static LayerWork slots(
      OperationCounts counts,
      long forwardTransforms,
      long inverseTransforms,
      NoisePath path,
      long hoistedSwitches,
      int galoisKeys,
      int polyDegree) {
    return new LayerWork(
        counts,
        forwardTransforms,
        inverseTransforms,
        path,
        hoistedSwitches,
        galoisKeys,
        1,
        polyDegree,
        counts.ciphertextsDown() * polyDegree,
        true);
  }

  /**
   * The work of a layer, by the packing's own formulas (docs/notes/cost-model.md).
   *
   * @param polyDegree n, a power of two in [1024, 65536]
   * @throws IllegalArgumentException if {@code polyDegree} is out of range, or the packing cannot
   *     hold the layer in ciphertexts of that degree
   */
  public static LayerWork of(LayerShape shape, Packing packing, int polyDegree) {
    return of(shape, packing, polyDegree, ZeroCheck.FREE);
  }

  /** The same with another check for failures. */
  static LayerWork of(LayerShape shape, Packing packing, int polyDegree, ZeroCheck check) {
    if (polyDegree < 1024 || polyDegree > 65536 || Integer.bitCount(polyDegree) != 1) {
      throw new IllegalArgumentException(
          "the poly degree must be a power of two in [1024, 65536], got " + polyDegree);
    }
    Key key = new Key(shape, packing, polyDegree, check);
    LayerWork known = KNOWN.get(key);
    if (known == null) {
      known = LayerLayout.of(shape, packing, polyDegree, check).work();
      if (KNOWN.size() >= MOST_KNOWN) {
        KNOWN.clear();
      }
      KNOWN.put(key, known);
    }
    return known;
  }
}
