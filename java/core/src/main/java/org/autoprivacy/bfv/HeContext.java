package org.autoprivacy.bfv;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One BFV instance on one engine: keys, encryption and evaluation.
 *
 * <p>Objects of a context are used with that context alone (IllegalArgumentException otherwise) and
 * are closed by whoever got them; using a closed one is an IllegalStateException. Operations leave
 * their operands as they are and return a new object, except those named {@code ...InPlace}.
 * Closing the context closes none of its objects, but none can be used any more. Operations of one
 * context may run in several threads on different objects.
 */
public interface HeContext extends AutoCloseable {

  /** The parameters of this instance. */
  BfvParameters parameters();

  /** A fresh uniform ternary secret key from the system's cryptographic generator. */
  SecretKey newSecretKey();

  /** A public key: an encryption of zero modulo q·P. */
  PublicKey newPublicKey(SecretKey secretKey);

  /**
   * Keys that {@link #relinearize} needs. @throws IllegalArgumentException without special prime
   */
  RelinearizationKey newRelinearizationKey(SecretKey secretKey);

  /**
   * Keys for the given Galois elements.
   *
   * @param galoisElements odd, in [1, 2n)
   * @throws IllegalArgumentException without special prime, or for an element out of range
   */
  GaloisKeys newGaloisKeys(SecretKey secretKey, int... galoisElements);

  /**
   * The Galois element of a slot rotation by {@code steps} (left if positive); 0 swaps the rows.
   */
  int galoisElement(int steps);

  /**
   * A plaintext polynomial.
   *
   * @param coefficients n or fewer, each in [0, t)
   */
  Plaintext newPlaintext(long[] coefficients);

  /** The n coefficients of a plaintext in coefficient form, each in [0, t). */
  long[] coefficients(Plaintext plaintext);

  /**
   * Batch encoding in SEAL's slot order: two rows of n/2.
   *
   * @param slots n or fewer, each in [0, t)
   * @throws IllegalStateException if t is no prime that is 1 modulo 2n
   */
  Plaintext encodeSlots(long[] slots);

  /** The n slots of a plaintext, each in [0, t). */
  long[] decodeSlots(Plaintext plaintext);

  /** The plaintext lifted to q and in NTT form, for {@link #multiplyPlain}. */
  Plaintext toNtt(Plaintext plaintext);

  /**
   * The plaintext with coefficients centred, lifted to the first {@code limbs} data primes and in
   * NTT form.
   */
  Plaintext toNtt(Plaintext plaintext, int limbs);

  /** Encrypts under the secret key. */
  Ciphertext encryptSymmetric(Plaintext plaintext, SecretKey secretKey);

  /**
   * Encrypts under the secret key into half the size: the second polynomial is the stream of a
   * fresh seed, which travels instead of it. Any engine with the same parameters can {@link
   * #expand} it.
   */
  SeededCiphertext encryptSymmetricSeeded(Plaintext plaintext, SecretKey secretKey);

  /**
   * The ciphertext of which {@link #encryptSymmetricSeeded} left half out, in coefficient form.
   *
   * @throws IllegalArgumentException if a size or value is out of range
   */
  default Ciphertext expand(SeededCiphertext seeded) {
    return importCiphertext(seeded.expanded(parameters()));
  }

  /** Encrypts under the public key. */
  Ciphertext encryptPublic(Plaintext plaintext, PublicKey publicKey);

  /** Decrypts a ciphertext in coefficient form: {@code round(t·phase/q) mod t}. */
  Plaintext decrypt(Ciphertext ciphertext, SecretKey secretKey);

  /** The sum. */
  Ciphertext add(Ciphertext a, Ciphertext b);

  /** Adds {@code b} to {@code a}. */
  void addInPlace(Ciphertext a, Ciphertext b);

  /** The difference. */
  Ciphertext subtract(Ciphertext a, Ciphertext b);

  /** The sum with a plaintext in coefficient form. */
  Ciphertext addPlain(Ciphertext a, Plaintext b);

  /** The difference with a plaintext in coefficient form. */
  Ciphertext subtractPlain(Ciphertext a, Plaintext b);

  /**
   * The product with a plaintext of the same form, coefficient or NTT.
   *
   * @throws IllegalArgumentException if the forms differ, or if the plaintext is zero (the result
   *     would be transparent)
   */
  Ciphertext multiplyPlain(Ciphertext a, Plaintext b);

  /**
   * The sum of products {@code a[0]·b[0] + a[1]·b[1] + …} of ciphertexts and plaintexts, all in NTT
   * form: what a linear layer consists of. Same bits as adding {@link #multiplyPlain}'s results.
   *
   * @param a at least one ciphertext
   * @param b as many plaintexts
   * @throws IllegalArgumentException if the lists differ in length or are empty, if a form is not
   *     NTT, or if a plaintext is zero
   */
  default Ciphertext sumOfPlainProducts(List<Ciphertext> a, List<Plaintext> b) {
    if (a.isEmpty() || a.size() != b.size()) {
      throw new IllegalArgumentException(
          "a sum of products needs as many ciphertexts as plaintexts, and at least one: got %d and %d"
              .formatted(a.size(), b.size()));
    }
    Ciphertext sum = multiplyPlain(a.getFirst(), b.getFirst());
    for (int i = 1; i < a.size(); i++) {
      try (Ciphertext product = multiplyPlain(a.get(i), b.get(i))) {
        addInPlace(sum, product);
      }
    }
    return sum;
  }

  /** The product, a ciphertext of size 3. */
  Ciphertext multiply(Ciphertext a, Ciphertext b);

  /** A ciphertext of size 2 from one of size 3. */
  Ciphertext relinearize(Ciphertext a, RelinearizationKey key);

  /**
   * Rotates both rows to the left by {@code steps} (right if negative), with as many key switches
   * as the given keys need.
   *
   * @throws IllegalArgumentException naming the step whose key is missing
   */
  Ciphertext rotateRows(Ciphertext a, int steps, GaloisKeys keys);

  /** Swaps the rows. */
  Ciphertext rotateColumns(Ciphertext a, GaloisKeys keys);

  /**
   * Applies {@code X -> X^galoisElement} and switches back to the key.
   *
   * @throws IllegalArgumentException naming the element whose key is missing
   */
  Ciphertext applyGalois(Ciphertext a, int galoisElement, GaloisKeys keys);

  /**
   * {@link #applyGalois} for many elements on one ciphertext. An engine that can decomposes it into
   * digits once for all of them (hoisting: Halevi and Shoup, CRYPTO 2018); decryptions are those of
   * {@link #applyGalois}, bits need not be.
   *
   * @param a in coefficient form
   * @param galoisElements odd, in [1, 2n); 1 gives a copy
   * @return as many ciphertexts, in the order of the elements
   * @throws IllegalArgumentException naming the element whose key is missing
   */
  default List<Ciphertext> applyGaloisHoisted(Ciphertext a, int[] galoisElements, GaloisKeys keys) {
    List<Ciphertext> results = new ArrayList<>();
    try {
      for (int element : galoisElements) {
        results.add(element == 1 ? importCiphertext(export(a)) : applyGalois(a, element, keys));
      }
      return results;
    } catch (IllegalArgumentException | IllegalStateException e) {
      results.forEach(Ciphertext::close);
      throw e;
    }
  }

  /** Drops the last data prime. @throws IllegalArgumentException if one is left */
  Ciphertext modSwitch(Ciphertext a);

  /** The same ciphertext in NTT form. */
  Ciphertext toNtt(Ciphertext a);

  /** The same ciphertext in coefficient form. */
  Ciphertext fromNtt(Ciphertext a);

  /** Brings a ciphertext into NTT form. */
  void toNttInPlace(Ciphertext a);

  /** Brings a ciphertext into coefficient form. */
  void fromNttInPlace(Ciphertext a);

  /**
   * The NTT of one polynomial in place: the value at index i becomes {@code a(ψ^(2·brv(i)+1))},
   * with ψ the least primitive 2n-th root of unity modulo the prime and brv the reversal of log2(n)
   * bits. All arrays in NTT form have this order.
   *
   * @param limb index of a data prime, or {@code limbs()} for the special prime
   * @param values {@code long[n]}, each in [0, qi) before and after
   */
  void forwardNtt(int limb, long[] values);

  /** The inverse of {@link #forwardNtt}. */
  void inverseNtt(int limb, long[] values);

  /**
   * The phase {@code c0 + c1·s + c2·s² + … mod q}, {@code long[limbs][n]} limb-major in one array,
   * each in [0, qi): what {@code NoisePolynomial} measures noise from.
   */
  long[] phase(Ciphertext ciphertext, SecretKey secretKey);

  /** SEAL's invariant noise budget in bits; it aliases once decryption fails. */
  int noiseBudgetBits(Ciphertext ciphertext, SecretKey secretKey);

  /** The secret key: n coefficients, each -1, 0 or 1. Whoever asks for them has to wipe them. */
  long[] export(SecretKey secretKey);

  /** A secret key from n coefficients. @throws IllegalArgumentException if one is no -1, 0 or 1 */
  SecretKey importSecretKey(long[] ternary);

  /** The public key modulo q·P (modulo q without special prime) as arrays in NTT form. */
  CiphertextData export(PublicKey publicKey);

  /** A public key from arrays. @throws IllegalArgumentException if they do not fit */
  PublicKey importPublicKey(CiphertextData data);

  /** The relinearisation key as arrays. */
  SwitchingKeyData export(RelinearizationKey key);

  /** A relinearisation key from arrays. @throws IllegalArgumentException if they do not fit */
  RelinearizationKey importRelinearizationKey(SwitchingKeyData data);

  /** The Galois elements that there are keys for, ascending. */
  int[] galoisElements(GaloisKeys keys);

  /** One of the Galois keys as arrays. @throws IllegalArgumentException if it is missing */
  SwitchingKeyData export(GaloisKeys keys, int galoisElement);

  /** Galois keys from arrays, by element. @throws IllegalArgumentException if they do not fit */
  GaloisKeys importGaloisKeys(Map<Integer, SwitchingKeyData> keys);

  /** A plaintext as {@code long[n]} in [0, t), or {@code long[limbs][n]} in NTT form. */
  long[] export(Plaintext plaintext);

  /**
   * A plaintext in NTT form from {@code long[limbs][n]}, each in [0, qi).
   *
   * @throws IllegalArgumentException if a size or value is out of range
   */
  Plaintext importNttPlaintext(int limbs, long[] values);

  /** The ciphertext as arrays. */
  CiphertextData export(Ciphertext ciphertext);

  /**
   * A ciphertext from arrays. @throws IllegalArgumentException if a size or value is out of range
   */
  Ciphertext importCiphertext(CiphertextData data);

  @Override
  void close();
}
