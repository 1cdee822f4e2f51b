package org.autoprivacy.seal.ffm;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_ADD;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_ADD_IN_PLACE;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_ADD_PLAIN;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_APPLY_GALOIS;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_DECRYPT;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_ENCRYPT_PUBLIC;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_ENCRYPT_SEEDED;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_ENCRYPT_SYMMETRIC;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_EXPORT;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_FROM_NTT;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_FROM_NTT_IN_PLACE;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_IMPORT;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_MOD_SWITCH;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_MULTIPLY;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_MULTIPLY_PLAIN;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_NOISE_BUDGET;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_PHASE;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_RELINEARIZE;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_ROTATE_COLUMNS;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_ROTATE_ROWS;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_SHAPE;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_SUBTRACT;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_SUBTRACT_PLAIN;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_TO_NTT;
import static org.autoprivacy.seal.ffm.SealBindings.CIPHERTEXT_TO_NTT_IN_PLACE;
import static org.autoprivacy.seal.ffm.SealBindings.PLAINTEXT_CREATE;
import static org.autoprivacy.seal.ffm.SealBindings.PLAINTEXT_DECODE;
import static org.autoprivacy.seal.ffm.SealBindings.PLAINTEXT_ENCODE;
import static org.autoprivacy.seal.ffm.SealBindings.PLAINTEXT_EXPORT;
import static org.autoprivacy.seal.ffm.SealBindings.PLAINTEXT_IMPORT_NTT;
import static org.autoprivacy.seal.ffm.SealBindings.PLAINTEXT_NTT_LIMBS;
import static org.autoprivacy.seal.ffm.SealBindings.PLAINTEXT_TO_NTT;
import static org.autoprivacy.seal.ffm.SealBindings.PROBE_CREATE;
import static org.autoprivacy.seal.ffm.SealBindings.PROBE_RUN;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The native interface through the Foreign Function and Memory API. Arrays are copied to and from
 * native memory: SEAL calls are too long to be critical ones, which would hold off the collector.
 */
public final class FfmSealLibrary extends FfmKeys {

  @Override
  public int plaintextCreate(
      long context, long length, long[] coefficients, long[] plaintext, byte[] message) {
    return Downcalls.build(PLAINTEXT_CREATE, context, length, coefficients, plaintext, message);
  }

  @Override
  public int plaintextEncode(
      long context, long length, long[] slots, long[] plaintext, byte[] message) {
    return Downcalls.build(PLAINTEXT_ENCODE, context, length, slots, plaintext, message);
  }

  @Override
  public int plaintextDecode(
      long context, long plaintext, long length, long[] slots, byte[] message) {
    return Downcalls.read(PLAINTEXT_DECODE, context, plaintext, length, slots, message);
  }

  @Override
  public int plaintextNttLimbs(long context, long plaintext, int[] limbs, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try {
      int status =
          (int)
              PLAINTEXT_NTT_LIMBS.invokeExact(
                  context, plaintext, scratch.result(), scratch.message());
      return scratch.finish(status, limbs, message);
    } catch (Throwable e) {
      throw Downcalls.rethrow(e);
    }
  }

  @Override
  public int plaintextToNtt(
      long context, long plaintext, int limbs, long[] result, byte[] message) {
    return Downcalls.make(PLAINTEXT_TO_NTT, context, plaintext, limbs, result, message);
  }

  @Override
  public int plaintextExport(
      long context, long plaintext, long length, long[] values, byte[] message) {
    return Downcalls.read(PLAINTEXT_EXPORT, context, plaintext, length, values, message);
  }

  @Override
  public int plaintextImportNtt(
      long context, int limbs, long length, long[] values, long[] plaintext, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment valuesIn = arena.allocateFrom(JAVA_LONG, values);
      int status =
          (int)
              PLAINTEXT_IMPORT_NTT.invokeExact(
                  context, limbs, length, valuesIn, scratch.result(), scratch.message());
      return scratch.finish(status, plaintext, message);
    } catch (Throwable e) {
      throw Downcalls.rethrow(e);
    }
  }

  @Override
  public int ciphertextEncryptSymmetric(
      long context, long plaintext, long secretKey, long[] result, byte[] message) {
    return Downcalls.make(
        CIPHERTEXT_ENCRYPT_SYMMETRIC, context, plaintext, secretKey, result, message);
  }

  @Override
  public int ciphertextEncryptSeeded(
      long context,
      long plaintext,
      long secretKey,
      long length,
      long[] second,
      long[] first,
      byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment both = arena.allocateFrom(JAVA_LONG, second);
      int status =
          (int)
              CIPHERTEXT_ENCRYPT_SEEDED.invokeExact(
                  context, plaintext, secretKey, length, both, both, scratch.message());
      Downcalls.copyOut(status, both, first);
      return scratch.finish(status, message);
    } catch (Throwable e) {
      throw Downcalls.rethrow(e);
    }
  }

  @Override
  public int ciphertextEncryptPublic(
      long context, long plaintext, long publicKey, long[] result, byte[] message) {
    return Downcalls.make(
        CIPHERTEXT_ENCRYPT_PUBLIC, context, plaintext, publicKey, result, message);
  }

  @Override
  public int ciphertextDecrypt(
      long context, long ciphertext, long secretKey, long[] plaintext, byte[] message) {
    return Downcalls.make(CIPHERTEXT_DECRYPT, context, ciphertext, secretKey, plaintext, message);
  }

  @Override
  public int ciphertextShape(long context, long ciphertext, int[] shape, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try {
      int status =
          (int)
              CIPHERTEXT_SHAPE.invokeExact(
                  context, ciphertext, scratch.result(), scratch.message());
      return scratch.finish(status, shape, message);
    } catch (Throwable e) {
      throw Downcalls.rethrow(e);
    }
  }

  @Override
  public int ciphertextExport(
      long context, long ciphertext, long length, long[] values, byte[] message) {
    return Downcalls.read(CIPHERTEXT_EXPORT, context, ciphertext, length, values, message);
  }

  @Override
  public int ciphertextImport(
      long context,
      int size,
      int limbs,
      int ntt,
      long length,
      long[] values,
      long[] ciphertext,
      byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment valuesIn = arena.allocateFrom(JAVA_LONG, values);
      int status =
          (int)
              CIPHERTEXT_IMPORT.invokeExact(
                  context, size, limbs, ntt, length, valuesIn, scratch.result(), scratch.message());
      return scratch.finish(status, ciphertext, message);
    } catch (Throwable e) {
      throw Downcalls.rethrow(e);
    }
  }

  @Override
  public int ciphertextAdd(long context, long a, long b, long[] result, byte[] message) {
    return Downcalls.make(CIPHERTEXT_ADD, context, a, b, result, message);
  }

  @Override
  public int ciphertextAddInPlace(long context, long a, long b, byte[] message) {
    return Downcalls.run(CIPHERTEXT_ADD_IN_PLACE, context, a, b, message);
  }

  @Override
  public int ciphertextSubtract(long context, long a, long b, long[] result, byte[] message) {
    return Downcalls.make(CIPHERTEXT_SUBTRACT, context, a, b, result, message);
  }

  @Override
  public int ciphertextAddPlain(
      long context, long a, long plaintext, long[] result, byte[] message) {
    return Downcalls.make(CIPHERTEXT_ADD_PLAIN, context, a, plaintext, result, message);
  }

  @Override
  public int ciphertextSubtractPlain(
      long context, long a, long plaintext, long[] result, byte[] message) {
    return Downcalls.make(CIPHERTEXT_SUBTRACT_PLAIN, context, a, plaintext, result, message);
  }

  @Override
  public int ciphertextMultiplyPlain(
      long context, long a, long plaintext, long[] result, byte[] message) {
    return Downcalls.make(CIPHERTEXT_MULTIPLY_PLAIN, context, a, plaintext, result, message);
  }

  @Override
  public int ciphertextMultiply(long context, long a, long b, long[] result, byte[] message) {
    return Downcalls.make(CIPHERTEXT_MULTIPLY, context, a, b, result, message);
  }

  @Override
  public int ciphertextRelinearize(
      long context, long a, long relinKey, long[] result, byte[] message) {
    return Downcalls.make(CIPHERTEXT_RELINEARIZE, context, a, relinKey, result, message);
  }

  @Override
  public int ciphertextRotateRows(
      long context, long a, int steps, long galoisKeys, long[] result, byte[] message) {
    return Downcalls.make(CIPHERTEXT_ROTATE_ROWS, context, a, steps, galoisKeys, result, message);
  }

  @Override
  public int ciphertextRotateColumns(
      long context, long a, long galoisKeys, long[] result, byte[] message) {
    return Downcalls.make(CIPHERTEXT_ROTATE_COLUMNS, context, a, galoisKeys, result, message);
  }

  @Override
  public int ciphertextApplyGalois(
      long context, long a, int element, long galoisKeys, long[] result, byte[] message) {
    return Downcalls.make(
        CIPHERTEXT_APPLY_GALOIS, context, a, element, galoisKeys, result, message);
  }

  @Override
  public int ciphertextModSwitch(long context, long a, long[] result, byte[] message) {
    return Downcalls.make(CIPHERTEXT_MOD_SWITCH, context, a, result, message);
  }

  @Override
  public int ciphertextToNtt(long context, long a, long[] result, byte[] message) {
    return Downcalls.make(CIPHERTEXT_TO_NTT, context, a, result, message);
  }

  @Override
  public int ciphertextFromNtt(long context, long a, long[] result, byte[] message) {
    return Downcalls.make(CIPHERTEXT_FROM_NTT, context, a, result, message);
  }

  @Override
  public int ciphertextToNttInPlace(long context, long a, byte[] message) {
    return Downcalls.run(CIPHERTEXT_TO_NTT_IN_PLACE, context, a, message);
  }

  @Override
  public int ciphertextFromNttInPlace(long context, long a, byte[] message) {
    return Downcalls.run(CIPHERTEXT_FROM_NTT_IN_PLACE, context, a, message);
  }

  @Override
  public int ciphertextPhase(
      long context, long ciphertext, long secretKey, long length, long[] values, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment valuesOut = arena.allocate(JAVA_LONG, values.length);
      int status =
          (int)
              CIPHERTEXT_PHASE.invokeExact(
                  context, ciphertext, secretKey, length, valuesOut, scratch.message());
      Downcalls.copyOut(status, valuesOut, values);
      return scratch.finish(status, message);
    } catch (Throwable e) {
      throw Downcalls.rethrow(e);
    }
  }

  @Override
  public int ciphertextNoiseBudget(
      long context, long ciphertext, long secretKey, int[] bits, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try {
      int status =
          (int)
              CIPHERTEXT_NOISE_BUDGET.invokeExact(
                  context, ciphertext, secretKey, scratch.result(), scratch.message());
      return scratch.finish(status, bits, message);
    } catch (Throwable e) {
      throw Downcalls.rethrow(e);
    }
  }

  @Override
  public int probeCreate(long context, long[] probe, byte[] message) {
    return Downcalls.make(PROBE_CREATE, context, probe, message);
  }

  @Override
  public int probeRun(long probe, int operation, byte[] message) {
    return Downcalls.run(PROBE_RUN, probe, operation, message);
  }
}
