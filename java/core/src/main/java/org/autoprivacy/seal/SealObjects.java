package org.autoprivacy.seal;

import java.util.concurrent.atomic.AtomicInteger;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.seal.spi.SealLibrary;

/**
 * The native objects of one context. Native calls hold the context and every operand, so that no
 * thread can destroy what another one is using.
 */
abstract class SealObjects implements HeContext {

  final SealLibrary library;
  final BfvParameters parameters;
  final long handle;
  private final AtomicInteger state = new AtomicInteger();

  SealObjects(SealLibrary library, BfvParameters parameters) {
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

  final void call(Status.Call body, SealObject... used) {
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
  interface Maker {
    int make(long[] out, byte[] message);
  }

  final long make(Maker maker, SealObject... used) {
    long[] out = new long[1];
    call(message -> maker.make(out, message), used);
    return out[0];
  }

  final SealCiphertext ciphertext(Maker maker, SealObject... used) {
    return new SealCiphertext(this, make(maker, used));
  }

  final SealPlaintext plaintext(Maker maker, SealObject... used) {
    return new SealPlaintext(this, make(maker, used));
  }

  final <T extends SealObject> T own(AutoCloseable object, Class<T> type) {
    if (!type.isInstance(object) || type.cast(object).owner() != this) {
      throw new IllegalArgumentException(
          "the operand belongs to another context or engine: export it there and import it here");
    }
    return type.cast(object);
  }

  final SealCiphertext own(Ciphertext ciphertext) {
    return own(ciphertext, SealCiphertext.class);
  }

  final SealPlaintext own(Plaintext plaintext) {
    return own(plaintext, SealPlaintext.class);
  }

  final SealKeys.Secret own(SecretKey key) {
    return own(key, SealKeys.Secret.class);
  }

  final SealKeys.Galois own(GaloisKeys keys) {
    return own(keys, SealKeys.Galois.class);
  }

  @Override
  public BfvParameters parameters() {
    return parameters;
  }

  final int n() {
    return parameters.polyDegree();
  }

  final int keyLimbs() {
    return parameters.limbs() + (parameters.specialPrime().isPresent() ? 1 : 0);
  }

  int nttLimbs(SealPlaintext plaintext) {
    int[] limbs = new int[1];
    call(
        message -> library.plaintextNttLimbs(handle, plaintext.handle(), limbs, message),
        plaintext);
    return limbs[0];
  }

  /** Size, limbs, and 1 in NTT form. */
  int[] shape(SealCiphertext ciphertext) {
    int[] shape = new int[3];
    call(
        message -> library.ciphertextShape(handle, ciphertext.handle(), shape, message),
        ciphertext);
    return shape;
  }
}
