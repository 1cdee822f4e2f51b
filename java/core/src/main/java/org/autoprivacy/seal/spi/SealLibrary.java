package org.autoprivacy.seal.spi;

/**
 * The C ABI of native/seal/autoprivacy_seal.h, one method for each function: {@code ciphertextAdd}
 * is {@code ap_ciphertext_add}. Objects are handles, results are written to arrays of the size that
 * the result has, and every method returns a status: 0, or one of the constants with a line that
 * ends in NUL in {@code message}, an array of {@link #MESSAGE_BYTES}. A {@code length} or {@code
 * capacity} is the length of the array after it. Values lie in [0, qi), limb-major.
 *
 * <p>Thread-safe. Whoever calls makes sure that a handle is alive and that the lengths are true: a
 * twin does not check them.
 */
public interface SealLibrary {

  /** What {@link #abiVersion} must say. */
  int ABI_VERSION = 3;

  /** Length of a message buffer. */
  int MESSAGE_BYTES = 256;

  /** Status: an argument is out of range or does not fit. */
  int BAD_ARGUMENT = 1;

  /** Status: the parameters do not allow the operation. */
  int WRONG_STATE = 2;

  /** Status: out of native memory. */
  int NO_MEMORY = 3;

  /** Probe: batch encoding of n slots. */
  int PROBE_ENCODE = 0;

  /** Probe: batch decoding of n slots. */
  int PROBE_DECODE = 1;

  /** The version of the C ABI, to be held against {@link #ABI_VERSION}. */
  int abiVersion(int[] version, byte[] message);

  /** Three lines that end in NUL: SEAL's version, where it came from, how it was built. */
  int libraryDescribe(int capacity, byte[] text, byte[] message);

  /** Destroys any object; the memory of secrets is wiped first. */
  int objectDestroy(long object, byte[] message);

  /** A context; {@code specialPrime} is 0 where no keys are switched. */
  int contextCreate(
      int polyDegree,
      int limbs,
      long[] dataPrimes,
      long specialPrime,
      long plainModulus,
      long[] context,
      byte[] message);

  /** The Galois element of a rotation of both rows to the left; 0 steps swap the rows. */
  int contextGaloisElement(long context, int steps, int[] element, byte[] message);

  /** Transforms {@code long[n]} modulo one key limb in place. */
  int nttForward(long context, int limb, long length, long[] values, byte[] message);

  /** Transforms {@code long[n]} modulo one key limb back in place. */
  int nttInverse(long context, int limb, long length, long[] values, byte[] message);

  /**
   * Transforms {@code long[n]} modulo one key limb so many times in a row: what SEAL alone takes.
   *
   * @param kind 0 forward, 1 forward with a lazy result, 2 inverse
   */
  int nttRepeat(
      long context, int limb, int kind, int times, long length, long[] values, byte[] message);

  /** A fresh uniform ternary key from the system's generator. */
  int secretKeyCreate(long context, long[] key, byte[] message);

  /** Writes n coefficients, each -1, 0 or 1. */
  int secretKeyExport(long context, long key, long length, long[] ternary, byte[] message);

  /** A key from n coefficients, each -1, 0 or 1. */
  int secretKeyImport(long context, long length, long[] ternary, long[] key, byte[] message);

  /** A public key modulo q·P, or modulo q without special prime. */
  int publicKeyCreate(long context, long secretKey, long[] key, byte[] message);

  /** Writes {@code long[2][keyLimbs][n]} in NTT form. */
  int publicKeyExport(long context, long key, long length, long[] values, byte[] message);

  /** A public key from what {@link #publicKeyExport} wrote. */
  int publicKeyImport(long context, long length, long[] values, long[] key, byte[] message);

  /** The key-switching key from s² to s. */
  int relinKeyCreate(long context, long secretKey, long[] key, byte[] message);

  /** Writes {@code long[limbs][2][keyLimbs][n]} in NTT form. */
  int relinKeyExport(long context, long key, long length, long[] values, byte[] message);

  /** A relinearisation key from what {@link #relinKeyExport} wrote. */
  int relinKeyImport(long context, long length, long[] values, long[] key, byte[] message);

  /** Keys for {@code count} Galois elements. */
  int galoisKeysCreate(
      long context, long secretKey, int count, int[] elements, long[] keys, byte[] message);

  /** An empty set of keys, to import into. */
  int galoisKeysEmpty(long context, long[] keys, byte[] message);

  /** The number of keys, and the elements of the first {@code capacity}, ascending. */
  int galoisKeysElements(
      long context, long keys, int capacity, int[] elements, int[] count, byte[] message);

  /** Writes one key in the layout of {@link #relinKeyExport}. */
  int galoisKeysExport(
      long context, long keys, int element, long length, long[] values, byte[] message);

  /** Puts one key into a set, in place. */
  int galoisKeysImport(
      long context, long keys, int element, long length, long[] values, byte[] message);

  /** A plaintext from n or fewer coefficients in [0, t). */
  int plaintextCreate(
      long context, long length, long[] coefficients, long[] plaintext, byte[] message);

  /** Batch encoding of n or fewer slots in [0, t). */
  int plaintextEncode(long context, long length, long[] slots, long[] plaintext, byte[] message);

  /** Writes the n slots of a plaintext. */
  int plaintextDecode(long context, long plaintext, long length, long[] slots, byte[] message);

  /** 0 in coefficient form, else the number of limbs of the NTT form. */
  int plaintextNttLimbs(long context, long plaintext, int[] limbs, byte[] message);

  /** The plaintext lifted to {@code limbs} data primes and in NTT form. */
  int plaintextToNtt(long context, long plaintext, int limbs, long[] result, byte[] message);

  /** Writes n coefficients, or {@code long[limbs][n]} in NTT form. */
  int plaintextExport(long context, long plaintext, long length, long[] values, byte[] message);

  /** A plaintext in NTT form from {@code long[limbs][n]}. */
  int plaintextImportNtt(
      long context, int limbs, long length, long[] values, long[] plaintext, byte[] message);

  /** Encrypts under a secret key. */
  int ciphertextEncryptSymmetric(
      long context, long plaintext, long secretKey, long[] result, byte[] message);

  /** The first polynomial to go with a second one, both in coefficient form. */
  int ciphertextEncryptSeeded(
      long context,
      long plaintext,
      long secretKey,
      long length,
      long[] second,
      long[] first,
      byte[] message);

  /** Encrypts under a public key. */
  int ciphertextEncryptPublic(
      long context, long plaintext, long publicKey, long[] result, byte[] message);

  /** Decrypts a ciphertext in coefficient form. */
  int ciphertextDecrypt(
      long context, long ciphertext, long secretKey, long[] plaintext, byte[] message);

  /** Size, limbs, and 1 in NTT form. */
  int ciphertextShape(long context, long ciphertext, int[] shape, byte[] message);

  /** Writes {@code long[size][limbs][n]}. */
  int ciphertextExport(long context, long ciphertext, long length, long[] values, byte[] message);

  /** A ciphertext from {@code long[size][limbs][n]}. */
  int ciphertextImport(
      long context,
      int size,
      int limbs,
      int ntt,
      long length,
      long[] values,
      long[] ciphertext,
      byte[] message);

  /** The sum. */
  int ciphertextAdd(long context, long a, long b, long[] result, byte[] message);

  /** Adds {@code b} to {@code a}. */
  int ciphertextAddInPlace(long context, long a, long b, byte[] message);

  /** The difference. */
  int ciphertextSubtract(long context, long a, long b, long[] result, byte[] message);

  /** The sum with a plaintext in coefficient form. */
  int ciphertextAddPlain(long context, long a, long plaintext, long[] result, byte[] message);

  /** The difference with a plaintext in coefficient form. */
  int ciphertextSubtractPlain(long context, long a, long plaintext, long[] result, byte[] message);

  /** The product with a plaintext of the same form. */
  int ciphertextMultiplyPlain(long context, long a, long plaintext, long[] result, byte[] message);

  /** The product, of size 3. */
  int ciphertextMultiply(long context, long a, long b, long[] result, byte[] message);

  /** Size 2 from size 3. */
  int ciphertextRelinearize(long context, long a, long relinKey, long[] result, byte[] message);

  /** Rotates both rows to the left. */
  int ciphertextRotateRows(
      long context, long a, int steps, long galoisKeys, long[] result, byte[] message);

  /** Swaps the rows. */
  int ciphertextRotateColumns(long context, long a, long galoisKeys, long[] result, byte[] message);

  /** Applies {@code X -> X^element} and switches back to the key. */
  int ciphertextApplyGalois(
      long context, long a, int element, long galoisKeys, long[] result, byte[] message);

  /** Drops the last data prime. */
  int ciphertextModSwitch(long context, long a, long[] result, byte[] message);

  /** The ciphertext in NTT form. */
  int ciphertextToNtt(long context, long a, long[] result, byte[] message);

  /** The ciphertext in coefficient form. */
  int ciphertextFromNtt(long context, long a, long[] result, byte[] message);

  /** Brings {@code a} into NTT form. */
  int ciphertextToNttInPlace(long context, long a, byte[] message);

  /** Brings {@code a} into coefficient form. */
  int ciphertextFromNttInPlace(long context, long a, byte[] message);

  /** Writes c0 + c1·s + c2·s², {@code long[limbs][n]} in coefficient form. */
  int ciphertextPhase(
      long context, long ciphertext, long secretKey, long length, long[] values, byte[] message);

  /** SEAL's invariant noise budget in bits. */
  int ciphertextNoiseBudget(
      long context, long ciphertext, long secretKey, int[] bits, byte[] message);

  /** Operands of SEAL's own, to be timed without what crosses the boundary. */
  int probeCreate(long context, long[] probe, byte[] message);

  /** Runs one operation on a probe: one of the {@code PROBE_} constants. */
  int probeRun(long probe, int operation, byte[] message);
}
