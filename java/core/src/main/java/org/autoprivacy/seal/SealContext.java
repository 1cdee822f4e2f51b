package org.autoprivacy.seal;

import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.CiphertextData;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.PublicKey;
import org.autoprivacy.bfv.RelinearizationKey;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.bfv.SeededCiphertext;
import org.autoprivacy.seal.spi.SealLibrary;

/** One BFV instance on SEAL. */
final class SealContext extends SealKeyContext {

  SealContext(SealLibrary library, BfvParameters parameters) {
    super(library, parameters);
  }

  @Override
  public int galoisElement(int steps) {
    int[] element = new int[1];
    call(message -> library.contextGaloisElement(handle, steps, element, message));
    return element[0];
  }

  @Override
  public Plaintext newPlaintext(long[] coefficients) {
    return plaintext((out, message) ->
        library.plaintextCreate(handle, coefficients.length, coefficients, out, message));
  }

  @Override
  public long[] coefficients(Plaintext plaintext) {
    if (plaintext.isNtt()) {
      throw new IllegalArgumentException("a plaintext in NTT form has no coefficients to read");
    }
    return export(plaintext);
  }

  @Override
  public Plaintext encodeSlots(long[] slots) {
    return plaintext(
        (out, message) -> library.plaintextEncode(handle, slots.length, slots, out, message));
  }

  @Override
  public long[] decodeSlots(Plaintext plaintext) {
    SealPlaintext p = own(plaintext);
    long[] slots = new long[n()];
    call(message -> library.plaintextDecode(handle, p.handle(), slots.length, slots, message), p);
    return slots;
  }

  @Override
  public Plaintext toNtt(Plaintext plaintext) {
    return toNtt(plaintext, parameters.limbs());
  }

  @Override
  public Plaintext toNtt(Plaintext plaintext, int limbs) {
    SealPlaintext p = own(plaintext);
    return plaintext(
        (out, message) -> library.plaintextToNtt(handle, p.handle(), limbs, out, message), p);
  }

  @Override
  public long[] export(Plaintext plaintext) {
    SealPlaintext p = own(plaintext);
    long[] values = new long[n() * Math.max(1, nttLimbs(p))];
    call(message -> library.plaintextExport(handle, p.handle(), values.length, values, message), p);
    return values;
  }

  @Override
  public Plaintext importNttPlaintext(int limbs, long[] values) {
    return plaintext((out, message) ->
        library.plaintextImportNtt(handle, limbs, values.length, values, out, message));
  }

  @Override
  public Ciphertext encryptSymmetric(Plaintext plaintext, SecretKey secretKey) {
    SealPlaintext p = own(plaintext);
    SealKeys.Secret key = own(secretKey);
    return ciphertext(
        (out, message) ->
            library.ciphertextEncryptSymmetric(handle, p.handle(), key.handle(), out, message),
        p,
        key);
  }

  @Override
  public SeededCiphertext encryptSymmetricSeeded(Plaintext plaintext, SecretKey secretKey) {
    SealPlaintext p = own(plaintext);
    SealKeys.Secret key = own(secretKey);
    return SeededCiphertext.of(
        parameters(),
        second -> {
          long[] first = new long[second.length];
          call(
              message ->
                  library.ciphertextEncryptSeeded(
                      handle, p.handle(), key.handle(), second.length, second, first, message),
              p,
              key);
          return first;
        });
  }

  @Override
  public Ciphertext encryptPublic(Plaintext plaintext, PublicKey publicKey) {
    SealPlaintext p = own(plaintext);
    SealKeys.Public key = own(publicKey, SealKeys.Public.class);
    return ciphertext(
        (out, message) ->
            library.ciphertextEncryptPublic(handle, p.handle(), key.handle(), out, message),
        p,
        key);
  }

  @Override
  public Plaintext decrypt(Ciphertext ciphertext, SecretKey secretKey) {
    SealCiphertext c = own(ciphertext);
    SealKeys.Secret key = own(secretKey);
    return plaintext(
        (out, message) -> library.ciphertextDecrypt(handle, c.handle(), key.handle(), out, message),
        c,
        key);
  }

  @Override
  public CiphertextData export(Ciphertext ciphertext) {
    SealCiphertext c = own(ciphertext);
    int[] shape = shape(c);
    long[] values = new long[shape[0] * shape[1] * n()];
    call(
        message -> library.ciphertextExport(handle, c.handle(), values.length, values, message), c);
    return new CiphertextData(shape[0], shape[1], shape[2] == 1, values);
  }

  @Override
  public Ciphertext importCiphertext(CiphertextData data) {
    long[] values = data.coefficients();
    return ciphertext((out, message) ->
        library.ciphertextImport(
            handle,
            data.size(),
            data.limbs(),
            data.ntt() ? 1 : 0,
            values.length,
            values,
            out,
            message));
  }

  @Override
  public Ciphertext add(Ciphertext a, Ciphertext b) {
    SealCiphertext x = own(a);
    SealCiphertext y = own(b);
    return ciphertext(
        (out, message) -> library.ciphertextAdd(handle, x.handle(), y.handle(), out, message),
        x,
        y);
  }

  @Override
  public void addInPlace(Ciphertext a, Ciphertext b) {
    SealCiphertext x = own(a);
    SealCiphertext y = own(b);
    call(message -> library.ciphertextAddInPlace(handle, x.handle(), y.handle(), message), x, y);
  }

  @Override
  public Ciphertext subtract(Ciphertext a, Ciphertext b) {
    SealCiphertext x = own(a);
    SealCiphertext y = own(b);
    return ciphertext(
        (out, message) -> library.ciphertextSubtract(handle, x.handle(), y.handle(), out, message),
        x,
        y);
  }

  @Override
  public Ciphertext addPlain(Ciphertext a, Plaintext b) {
    SealCiphertext x = own(a);
    SealPlaintext y = own(b);
    return ciphertext(
        (out, message) -> library.ciphertextAddPlain(handle, x.handle(), y.handle(), out, message),
        x,
        y);
  }

  @Override
  public Ciphertext subtractPlain(Ciphertext a, Plaintext b) {
    SealCiphertext x = own(a);
    SealPlaintext y = own(b);
    return ciphertext(
        (out, message) ->
            library.ciphertextSubtractPlain(handle, x.handle(), y.handle(), out, message),
        x,
        y);
  }

  @Override
  public Ciphertext multiplyPlain(Ciphertext a, Plaintext b) {
    SealCiphertext x = own(a);
    SealPlaintext y = own(b);
    return ciphertext(
        (out, message) ->
            library.ciphertextMultiplyPlain(handle, x.handle(), y.handle(), out, message),
        x,
        y);
  }

  @Override
  public Ciphertext multiply(Ciphertext a, Ciphertext b) {
    SealCiphertext x = own(a);
    SealCiphertext y = own(b);
    return ciphertext(
        (out, message) -> library.ciphertextMultiply(handle, x.handle(), y.handle(), out, message),
        x,
        y);
  }

  @Override
  public Ciphertext relinearize(Ciphertext a, RelinearizationKey relinearizationKey) {
    SealCiphertext x = own(a);
    SealKeys.Relinearization key = own(relinearizationKey, SealKeys.Relinearization.class);
    return ciphertext(
        (out, message) ->
            library.ciphertextRelinearize(handle, x.handle(), key.handle(), out, message),
        x,
        key);
  }

  @Override
  public Ciphertext rotateRows(Ciphertext a, int steps, GaloisKeys galoisKeys) {
    SealCiphertext x = own(a);
    SealKeys.Galois keys = own(galoisKeys);
    return ciphertext(
        (out, message) ->
            library.ciphertextRotateRows(handle, x.handle(), steps, keys.handle(), out, message),
        x,
        keys);
  }

  @Override
  public Ciphertext rotateColumns(Ciphertext a, GaloisKeys galoisKeys) {
    SealCiphertext x = own(a);
    SealKeys.Galois keys = own(galoisKeys);
    return ciphertext(
        (out, message) ->
            library.ciphertextRotateColumns(handle, x.handle(), keys.handle(), out, message),
        x,
        keys);
  }

  @Override
  public Ciphertext applyGalois(Ciphertext a, int galoisElement, GaloisKeys galoisKeys) {
    SealCiphertext x = own(a);
    SealKeys.Galois keys = own(galoisKeys);
    return ciphertext(
        (out, message) ->
            library.ciphertextApplyGalois(
                handle, x.handle(), galoisElement, keys.handle(), out, message),
        x,
        keys);
  }

  @Override
  public Ciphertext modSwitch(Ciphertext a) {
    SealCiphertext x = own(a);
    return ciphertext(
        (out, message) -> library.ciphertextModSwitch(handle, x.handle(), out, message), x);
  }

  @Override
  public Ciphertext toNtt(Ciphertext a) {
    SealCiphertext x = own(a);
    return ciphertext(
        (out, message) -> library.ciphertextToNtt(handle, x.handle(), out, message), x);
  }

  @Override
  public Ciphertext fromNtt(Ciphertext a) {
    SealCiphertext x = own(a);
    return ciphertext(
        (out, message) -> library.ciphertextFromNtt(handle, x.handle(), out, message), x);
  }

  @Override
  public void toNttInPlace(Ciphertext a) {
    SealCiphertext x = own(a);
    call(message -> library.ciphertextToNttInPlace(handle, x.handle(), message), x);
  }

  @Override
  public void fromNttInPlace(Ciphertext a) {
    SealCiphertext x = own(a);
    call(message -> library.ciphertextFromNttInPlace(handle, x.handle(), message), x);
  }

  @Override
  public void forwardNtt(int limb, long[] values) {
    call(message -> library.nttForward(handle, limb, values.length, values, message));
  }

  @Override
  public void inverseNtt(int limb, long[] values) {
    call(message -> library.nttInverse(handle, limb, values.length, values, message));
  }

  @Override
  public long[] phase(Ciphertext ciphertext, SecretKey secretKey) {
    SealCiphertext c = own(ciphertext);
    SealKeys.Secret key = own(secretKey);
    long[] values = new long[shape(c)[1] * n()];
    call(
        message ->
            library.ciphertextPhase(
                handle, c.handle(), key.handle(), values.length, values, message),
        c,
        key);
    return values;
  }

  @Override
  public int noiseBudgetBits(Ciphertext ciphertext, SecretKey secretKey) {
    SealCiphertext c = own(ciphertext);
    SealKeys.Secret key = own(secretKey);
    int[] bits = new int[1];
    call(
        message -> library.ciphertextNoiseBudget(handle, c.handle(), key.handle(), bits, message),
        c,
        key);
    return bits[0];
  }
}
