package org.autoprivacy.seal;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.CiphertextData;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.PublicKey;
import org.autoprivacy.bfv.RelinearizationKey;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.bfv.SwitchingKeyData;
import org.autoprivacy.seal.spi.SealLibrary;

/**
 * One BFV instance on SEAL. Native calls hold the context and every operand, so that no thread can
 * destroy what another one is using.
 */
final class SealContext implements HeContext {

  private final SealLibrary library;
  private final BfvParameters parameters;
  private final long handle;
  private final AtomicInteger state = new AtomicInteger();

  SealContext(SealLibrary library, BfvParameters parameters) {
    this.library = library;
    this.parameters = parameters;
    long[] primes = parameters.dataPrimes().stream().mapToLong(Long::longValue).toArray();
    long[] out = new long[1];
    Status.check(message ->
        library.contextCreate(
            parameters.polyDegree(),
            primes.length,
            primes,
            parameters.specialPrime().orElse(0),
            parameters.plainModulus(),
            out,
            message));
    this.handle = out[0];
  }

  // --- lifetime ---

  /** Destroys a native object of this context. */
  void destroy(long object) {
    Status.check(message -> library.objectDestroy(object, message));
  }

  @Override
  public void close() {
    if (SealObject.closedFirst(state)) {
      destroy(handle);
    }
  }

  private void call(Status.Call body, SealObject... used) {
    if (!SealObject.acquired(state)) {
      throw new IllegalStateException("the context is closed");
    }
    int held = 0;
    try {
      for (SealObject object : used) {
        object.acquire();
        held++;
      }
      Status.check(body);
    } finally {
      while (held > 0) {
        used[--held].release();
      }
      if (SealObject.isLastRelease(state)) {
        destroy(handle);
      }
    }
  }

  /** A native call that makes an object. */
  @FunctionalInterface
  private interface Maker {
    int make(long[] out, byte[] message);
  }

  private long make(Maker maker, SealObject... used) {
    long[] out = new long[1];
    call(message -> maker.make(out, message), used);
    return out[0];
  }

  private SealCiphertext ciphertext(Maker maker, SealObject... used) {
    return new SealCiphertext(this, make(maker, used));
  }

  private SealPlaintext plaintext(Maker maker, SealObject... used) {
    return new SealPlaintext(this, make(maker, used));
  }

  private <T extends SealObject> T own(AutoCloseable object, Class<T> type) {
    if (!type.isInstance(object) || type.cast(object).owner() != this) {
      throw new IllegalArgumentException(
          "the operand belongs to another context or engine: export it there and import it here");
    }
    return type.cast(object);
  }

  private SealCiphertext own(Ciphertext ciphertext) {
    return own(ciphertext, SealCiphertext.class);
  }

  private SealPlaintext own(Plaintext plaintext) {
    return own(plaintext, SealPlaintext.class);
  }

  private SealKeys.Secret own(SecretKey key) {
    return own(key, SealKeys.Secret.class);
  }

  private SealKeys.Galois own(GaloisKeys keys) {
    return own(keys, SealKeys.Galois.class);
  }

  @Override
  public BfvParameters parameters() {
    return parameters;
  }

  private int n() {
    return parameters.polyDegree();
  }

  private int keyLimbs() {
    return parameters.limbs() + (parameters.specialPrime().isPresent() ? 1 : 0);
  }

  // --- keys ---

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

  @Override
  public int galoisElement(int steps) {
    int[] element = new int[1];
    call(message -> library.contextGaloisElement(handle, steps, element, message));
    return element[0];
  }

  // --- plaintexts ---

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

  int nttLimbs(SealPlaintext plaintext) {
    int[] limbs = new int[1];
    call(
        message -> library.plaintextNttLimbs(handle, plaintext.handle(), limbs, message),
        plaintext);
    return limbs[0];
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

  // --- ciphertexts ---

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

  /** Size, limbs, and 1 in NTT form. */
  int[] shape(SealCiphertext ciphertext) {
    int[] shape = new int[3];
    call(
        message -> library.ciphertextShape(handle, ciphertext.handle(), shape, message),
        ciphertext);
    return shape;
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

  // --- noise ---

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
