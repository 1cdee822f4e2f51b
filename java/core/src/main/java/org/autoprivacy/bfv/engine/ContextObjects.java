package org.autoprivacy.bfv.engine;

import java.util.function.Supplier;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.SecretKey;

/**
 * What the objects of one context share: its constants and its lifetime. Nothing is computed on an
 * object of another context, on a closed one, or while an operand can be wiped.
 */
abstract class ContextObjects implements HeContext {

  final Instance instance;
  private volatile boolean closed;

  ContextObjects(Instance instance) {
    this.instance = instance;
  }

  /** Takes the array of an object that is closed. */
  void recycle(long[] values) {
    instance.recycled().give(values);
  }

  @Override
  public void close() {
    closed = true;
  }

  final void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the context is closed");
    }
  }

  /** Computes while none of the operands can be wiped. */
  final <T> T using(Supplier<T> body, EngineObject... operands) {
    requireOpen();
    int held = 0;
    try {
      for (EngineObject operand : operands) {
        operand.acquire();
        held++;
      }
      return body.get();
    } finally {
      while (held > 0) {
        operands[--held].release();
      }
    }
  }

  final <T extends EngineObject> T own(AutoCloseable object, Class<T> type) {
    if (!type.isInstance(object) || type.cast(object).owner() != this) {
      throw new IllegalArgumentException(
          "the operand belongs to another context or engine: export it there and import it here");
    }
    return type.cast(object);
  }

  final EngineCiphertext own(Ciphertext ciphertext) {
    return own(ciphertext, EngineCiphertext.class);
  }

  final EnginePlaintext own(Plaintext plaintext) {
    return own(plaintext, EnginePlaintext.class);
  }

  final EngineKeys.Secret own(SecretKey key) {
    return own(key, EngineKeys.Secret.class);
  }

  final EngineKeys.Galois own(GaloisKeys keys) {
    return own(keys, EngineKeys.Galois.class);
  }

  @Override
  public BfvParameters parameters() {
    return instance.parameters();
  }

  final int n() {
    return instance.n();
  }

  static boolean isZeroFrom(long[] values, int from) {
    for (int i = from; i < values.length; i++) {
      if (values[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Computes a ciphertext that must not be readable without a key. */
  final EngineCiphertext opaque(Supplier<EngineCiphertext> body, EngineObject... operands) {
    return using(
        () -> {
          EngineCiphertext result = body.get();
          requireOpaque(result);
          return result;
        },
        operands);
  }

  static void requireOpaque(EngineCiphertext result) {
    if (!Evaluator.isOpaque(result)) {
      throw Evaluator.transparent();
    }
  }
}
