package org.autoprivacy.seal.jna;

import com.sun.jna.FunctionMapper;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.util.Locale;
import java.util.Map;
import org.autoprivacy.seal.spi.NativeLibraryFile;
import org.autoprivacy.seal.spi.SealLibrary;

/**
 * The native interface through JNA's direct mapping: {@code plaintextToNtt} is the symbol {@code
 * ap_plaintext_to_ntt}. JNA copies arrays in and out.
 */
public final class JnaSealLibrary implements SealLibrary {

  private static final FunctionMapper SYMBOLS =
      (library, method) ->
          "ap_" + method.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);

  static {
    Native.register(
        JnaSealLibrary.class,
        NativeLibrary.getInstance(
            NativeLibraryFile.locate().toString(),
            Map.of(Library.OPTION_FUNCTION_MAPPER, SYMBOLS)));
  }

  @Override
  public native int abiVersion(int[] version, byte[] message);

  @Override
  public native int libraryDescribe(int capacity, byte[] text, byte[] message);

  @Override
  public native int objectDestroy(long object, byte[] message);

  @Override
  public native int contextCreate(
      int polyDegree,
      int limbs,
      long[] dataPrimes,
      long specialPrime,
      long plainModulus,
      long[] context,
      byte[] message);

  @Override
  public native int contextGaloisElement(long context, int steps, int[] element, byte[] message);

  @Override
  public native int nttForward(long context, int limb, long length, long[] values, byte[] message);

  @Override
  public native int nttInverse(long context, int limb, long length, long[] values, byte[] message);

  @Override
  public native int nttRepeat(
      long context, int limb, int kind, int times, long length, long[] values, byte[] message);

  @Override
  public native int secretKeyCreate(long context, long[] key, byte[] message);

  @Override
  public native int secretKeyExport(
      long context, long key, long length, long[] ternary, byte[] message);

  @Override
  public native int secretKeyImport(
      long context, long length, long[] ternary, long[] key, byte[] message);

  @Override
  public native int publicKeyCreate(long context, long secretKey, long[] key, byte[] message);

  @Override
  public native int publicKeyExport(
      long context, long key, long length, long[] values, byte[] message);

  @Override
  public native int publicKeyImport(
      long context, long length, long[] values, long[] key, byte[] message);

  @Override
  public native int relinKeyCreate(long context, long secretKey, long[] key, byte[] message);

  @Override
  public native int relinKeyExport(
      long context, long key, long length, long[] values, byte[] message);

  @Override
  public native int relinKeyImport(
      long context, long length, long[] values, long[] key, byte[] message);

  @Override
  public native int galoisKeysCreate(
      long context, long secretKey, int count, int[] elements, long[] keys, byte[] message);

  @Override
  public native int galoisKeysEmpty(long context, long[] keys, byte[] message);

  @Override
  public native int galoisKeysElements(
      long context, long keys, int capacity, int[] elements, int[] count, byte[] message);

  @Override
  public native int galoisKeysExport(
      long context, long keys, int element, long length, long[] values, byte[] message);

  @Override
  public native int galoisKeysImport(
      long context, long keys, int element, long length, long[] values, byte[] message);

  @Override
  public native int plaintextCreate(
      long context, long length, long[] coefficients, long[] plaintext, byte[] message);

  @Override
  public native int plaintextEncode(
      long context, long length, long[] slots, long[] plaintext, byte[] message);

  @Override
  public native int plaintextDecode(
      long context, long plaintext, long length, long[] slots, byte[] message);

  @Override
  public native int plaintextNttLimbs(long context, long plaintext, int[] limbs, byte[] message);

  @Override
  public native int plaintextToNtt(
      long context, long plaintext, int limbs, long[] result, byte[] message);

  @Override
  public native int plaintextExport(
      long context, long plaintext, long length, long[] values, byte[] message);

  @Override
  public native int plaintextImportNtt(
      long context, int limbs, long length, long[] values, long[] plaintext, byte[] message);

  @Override
  public native int ciphertextEncryptSymmetric(
      long context, long plaintext, long secretKey, long[] result, byte[] message);

  @Override
  public native int ciphertextEncryptSeeded(
      long context,
      long plaintext,
      long secretKey,
      long length,
      long[] second,
      long[] first,
      byte[] message);

  @Override
  public native int ciphertextEncryptPublic(
      long context, long plaintext, long publicKey, long[] result, byte[] message);

  @Override
  public native int ciphertextDecrypt(
      long context, long ciphertext, long secretKey, long[] plaintext, byte[] message);

  @Override
  public native int ciphertextShape(long context, long ciphertext, int[] shape, byte[] message);

  @Override
  public native int ciphertextExport(
      long context, long ciphertext, long length, long[] values, byte[] message);

  @Override
  public native int ciphertextImport(
      long context,
      int size,
      int limbs,
      int ntt,
      long length,
      long[] values,
      long[] ciphertext,
      byte[] message);

  @Override
  public native int ciphertextAdd(long context, long a, long b, long[] result, byte[] message);

  @Override
  public native int ciphertextAddInPlace(long context, long a, long b, byte[] message);

  @Override
  public native int ciphertextSubtract(long context, long a, long b, long[] result, byte[] message);

  @Override
  public native int ciphertextAddPlain(
      long context, long a, long plaintext, long[] result, byte[] message);

  @Override
  public native int ciphertextSubtractPlain(
      long context, long a, long plaintext, long[] result, byte[] message);

  @Override
  public native int ciphertextMultiplyPlain(
      long context, long a, long plaintext, long[] result, byte[] message);

  @Override
  public native int ciphertextMultiply(long context, long a, long b, long[] result, byte[] message);

  @Override
  public native int ciphertextRelinearize(
      long context, long a, long relinKey, long[] result, byte[] message);

  @Override
  public native int ciphertextRotateRows(
      long context, long a, int steps, long galoisKeys, long[] result, byte[] message);

  @Override
  public native int ciphertextRotateColumns(
      long context, long a, long galoisKeys, long[] result, byte[] message);

  @Override
  public native int ciphertextApplyGalois(
      long context, long a, int element, long galoisKeys, long[] result, byte[] message);

  @Override
  public native int ciphertextModSwitch(long context, long a, long[] result, byte[] message);

  @Override
  public native int ciphertextToNtt(long context, long a, long[] result, byte[] message);

  @Override
  public native int ciphertextFromNtt(long context, long a, long[] result, byte[] message);

  @Override
  public native int ciphertextToNttInPlace(long context, long a, byte[] message);

  @Override
  public native int ciphertextFromNttInPlace(long context, long a, byte[] message);

  @Override
  public native int ciphertextPhase(
      long context, long ciphertext, long secretKey, long length, long[] values, byte[] message);

  @Override
  public native int ciphertextNoiseBudget(
      long context, long ciphertext, long secretKey, int[] bits, byte[] message);

  @Override
  public native int probeCreate(long context, long[] probe, byte[] message);

  @Override
  public native int probeRun(long probe, int operation, byte[] message);
}
