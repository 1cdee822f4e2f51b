package org.autoprivacy.seal;

import java.util.Map;
import java.util.TreeMap;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.CiphertextData;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.PublicKey;
import org.autoprivacy.bfv.RelinearizationKey;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.bfv.SwitchingKeyData;
import org.autoprivacy.seal.spi.SealLibrary;

/** The keys of a context: made, and as arrays from and to the outside. */
abstract class SealKeyContext extends SealObjects {

  SealKeyContext(SealLibrary library, BfvParameters parameters) {
    super(library, parameters);
  }

  @Override
  public SecretKey newSecretKey() {
    return new SealKeys.Secret(
        this, make((out, message) -> library.secretKeyCreate(handle, out, message)));
  }

  @Override
  public long[] export(SecretKey secretKey) {
    SealKeys.Secret key = own(secretKey);
    long[] ternary = new long[n()];
    call(
        message -> library.secretKeyExport(handle, key.handle(), ternary.length, ternary, message),
        key);
    return ternary;
  }

  @Override
  public SecretKey importSecretKey(long[] ternary) {
    return new SealKeys.Secret(
        this,
        make((out, message) ->
            library.secretKeyImport(handle, ternary.length, ternary, out, message)));
  }

  @Override
  public PublicKey newPublicKey(SecretKey secretKey) {
    SealKeys.Secret key = own(secretKey);
    return new SealKeys.Public(
        this,
        make((out, message) -> library.publicKeyCreate(handle, key.handle(), out, message), key));
  }

  @Override
  public CiphertextData export(PublicKey publicKey) {
    SealKeys.Public key = own(publicKey, SealKeys.Public.class);
    long[] values = new long[2 * keyLimbs() * n()];
    call(
        message -> library.publicKeyExport(handle, key.handle(), values.length, values, message),
        key);
    return new CiphertextData(2, keyLimbs(), true, values);
  }

  @Override
  public PublicKey importPublicKey(CiphertextData data) {
    requireFit(data.size() == 2 && data.limbs() == keyLimbs() && data.ntt(), "public key");
    long[] values = data.coefficients();
    return new SealKeys.Public(
        this,
        make((out, message) ->
            library.publicKeyImport(handle, values.length, values, out, message)));
  }

  @Override
  public RelinearizationKey newRelinearizationKey(SecretKey secretKey) {
    SealKeys.Secret key = own(secretKey);
    return new SealKeys.Relinearization(
        this,
        make((out, message) -> library.relinKeyCreate(handle, key.handle(), out, message), key));
  }

  @Override
  public SwitchingKeyData export(RelinearizationKey relinearizationKey) {
    SealKeys.Relinearization key = own(relinearizationKey, SealKeys.Relinearization.class);
    long[] values = newSwitchingKeyArray();
    call(
        message -> library.relinKeyExport(handle, key.handle(), values.length, values, message),
        key);
    return new SwitchingKeyData(parameters.limbs(), keyLimbs(), values);
  }

  @Override
  public RelinearizationKey importRelinearizationKey(SwitchingKeyData data) {
    requireFit(data);
    long[] values = data.values();
    return new SealKeys.Relinearization(
        this,
        make(
            (out, message) -> library.relinKeyImport(handle, values.length, values, out, message)));
  }

  @Override
  public GaloisKeys newGaloisKeys(SecretKey secretKey, int... galoisElements) {
    SealKeys.Secret key = own(secretKey);
    int[] elements = galoisElements.clone();
    return new SealKeys.Galois(
        this,
        make(
            (out, message) ->
                library.galoisKeysCreate(
                    handle, key.handle(), elements.length, elements, out, message),
            key));
  }

  @Override
  public int[] galoisElements(GaloisKeys galoisKeys) {
    SealKeys.Galois keys = own(galoisKeys);
    int[] count = new int[1];
    int[] none = new int[0];
    call(
        message -> library.galoisKeysElements(handle, keys.handle(), 0, none, count, message),
        keys);
    int[] elements = new int[count[0]];
    call(
        message ->
            library.galoisKeysElements(
                handle, keys.handle(), elements.length, elements, count, message),
        keys);
    return elements;
  }

  @Override
  public SwitchingKeyData export(GaloisKeys galoisKeys, int galoisElement) {
    SealKeys.Galois keys = own(galoisKeys);
    long[] values = newSwitchingKeyArray();
    call(
        message ->
            library.galoisKeysExport(
                handle, keys.handle(), galoisElement, values.length, values, message),
        keys);
    return new SwitchingKeyData(parameters.limbs(), keyLimbs(), values);
  }

  @Override
  public GaloisKeys importGaloisKeys(Map<Integer, SwitchingKeyData> keys) {
    keys.values().forEach(this::requireFit);
    SealKeys.Galois set =
        new SealKeys.Galois(
            this, make((out, message) -> library.galoisKeysEmpty(handle, out, message)));
    try {
      new TreeMap<>(keys)
          .forEach((element, data) ->
              call(
                  message ->
                      library.galoisKeysImport(
                          handle,
                          set.handle(),
                          element,
                          data.values().length,
                          data.values(),
                          message),
                  set));
    } catch (RuntimeException e) {
      set.close();
      throw e;
    }
    return set;
  }

  private long[] newSwitchingKeyArray() {
    return new long[Math.multiplyExact(parameters.limbs(), 2 * keyLimbs() * n())];
  }

  private void requireFit(SwitchingKeyData data) {
    requireFit(
        data.digits() == parameters.limbs() && data.keyLimbs() == keyLimbs(), "switching key");
  }

  private void requireFit(boolean fits, String what) {
    if (!fits) {
      throw new IllegalArgumentException(
          "the %s has not the shape that %d limbs need".formatted(what, parameters.limbs()));
    }
  }
}
