package org.autoprivacy.linear;

import java.util.List;
import org.autoprivacy.linear.wire.BitWriter;
import org.autoprivacy.linear.wire.Envelope;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.ring.UniformStream;

/** Lengths of messages in bytes, which parameters alone decide. */
public final class WireSizes {

  /** What a reply says of each instance beside its numbers. */
  static final int DROPPED_BYTES = 2;

  private WireSizes() {}

  /**
   * The client's encrypted input: a symmetric ciphertext is one polynomial and a seed, a public one
   * two polynomials.
   *
   * @param limbBits widths of the data primes
   * @param ciphertexts of each instance
   */
  public static long request(
      int polyDegree,
      List<Integer> limbBits,
      Encryption encryption,
      long ciphertexts,
      int instances) {
    return requestPayload(polyDegree, limbBits, encryption, ciphertexts, instances)
        + Envelope.BYTES;
  }

  static long requestPayload(
      int polyDegree,
      List<Integer> limbBits,
      Encryption encryption,
      long ciphertexts,
      int instances) {
    long polynomial = BitWriter.bytes((long) polyDegree * sum(limbBits));
    long ciphertext =
        encryption == Encryption.SYMMETRIC ? polynomial + UniformStream.SEED_BYTES : 2 * polynomial;
    return ciphertexts * instances * ciphertext;
  }

  /**
   * The server's reply: of each ciphertext the whole second polynomial, and those coefficients of
   * the first that hold values.
   *
   * @param wireBits widths of the primes left
   * @param released values of each instance
   */
  public static long reply(
      int polyDegree,
      List<Integer> wireBits,
      DroppedBits dropped,
      long ciphertexts,
      long released,
      int instances) {
    return replyPayload(polyDegree, wireBits, dropped, ciphertexts, released, instances)
        + Envelope.BYTES;
  }

  static long replyPayload(
      int polyDegree,
      List<Integer> wireBits,
      DroppedBits dropped,
      long ciphertexts,
      long released,
      int instances) {
    int bits = sum(wireBits);
    long second = BitWriter.bytes((long) polyDegree * (bits - dropped.second())) * ciphertexts;
    long first = BitWriter.bytes(released * (bits - dropped.first()));
    return (DROPPED_BYTES + second + first) * instances;
  }

  /**
   * The keys that a server needs.
   *
   * @param keyBits widths of the data primes and of the special prime
   * @param digits data primes
   */
  public static long keys(
      int polyDegree, List<Integer> keyBits, int digits, boolean publicKey, long galoisKeys) {
    return keysPayload(polyDegree, keyBits, digits, publicKey, galoisKeys) + Envelope.BYTES;
  }

  static long keysPayload(
      int polyDegree, List<Integer> keyBits, int digits, boolean publicKey, long galoisKeys) {
    long pair = 2 * BitWriter.bytes((long) polyDegree * sum(keyBits));
    return (publicKey ? pair : 0) + galoisKeys * digits * pair;
  }

  /** Bits that a number below a modulus takes. */
  public static int width(long modulus) {
    return Long.SIZE - Long.numberOfLeadingZeros(modulus - 1);
  }

  private static int sum(List<Integer> bits) {
    return bits.stream().mapToInt(Integer::intValue).sum();
  }
}
