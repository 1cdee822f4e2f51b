package org.autoprivacy.seal.ffm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.autoprivacy.seal.ffm.SealBindings.CONTEXT_CREATE;
import static org.autoprivacy.seal.ffm.SealBindings.CONTEXT_GALOIS_ELEMENT;
import static org.autoprivacy.seal.ffm.SealBindings.GALOIS_KEYS_CREATE;
import static org.autoprivacy.seal.ffm.SealBindings.GALOIS_KEYS_ELEMENTS;
import static org.autoprivacy.seal.ffm.SealBindings.GALOIS_KEYS_EMPTY;
import static org.autoprivacy.seal.ffm.SealBindings.GALOIS_KEYS_EXPORT;
import static org.autoprivacy.seal.ffm.SealBindings.GALOIS_KEYS_IMPORT;
import static org.autoprivacy.seal.ffm.SealBindings.LIBRARY_DESCRIBE;
import static org.autoprivacy.seal.ffm.SealBindings.NTT_FORWARD;
import static org.autoprivacy.seal.ffm.SealBindings.NTT_INVERSE;
import static org.autoprivacy.seal.ffm.SealBindings.NTT_REPEAT;
import static org.autoprivacy.seal.ffm.SealBindings.OBJECT_DESTROY;
import static org.autoprivacy.seal.ffm.SealBindings.PUBLIC_KEY_CREATE;
import static org.autoprivacy.seal.ffm.SealBindings.PUBLIC_KEY_EXPORT;
import static org.autoprivacy.seal.ffm.SealBindings.PUBLIC_KEY_IMPORT;
import static org.autoprivacy.seal.ffm.SealBindings.RELIN_KEY_CREATE;
import static org.autoprivacy.seal.ffm.SealBindings.RELIN_KEY_EXPORT;
import static org.autoprivacy.seal.ffm.SealBindings.RELIN_KEY_IMPORT;
import static org.autoprivacy.seal.ffm.SealBindings.SECRET_KEY_CREATE;
import static org.autoprivacy.seal.ffm.SealBindings.SECRET_KEY_EXPORT;
import static org.autoprivacy.seal.ffm.SealBindings.SECRET_KEY_IMPORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.autoprivacy.seal.spi.SealLibrary;

/** The library, contexts and keys through the Foreign Function and Memory API. */
abstract class FfmKeys implements SealLibrary {

  @Override
  public int abiVersion(int[] version, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try {
      int status = (int) SealBindings.ABI_VERSION.invokeExact(scratch.result(), scratch.message());
      return scratch.finish(status, version, message);
    } catch (Throwable e) {
      throw Downcalls.rethrow(e);
    }
  }

  @Override
  public int libraryDescribe(int capacity, byte[] text, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment textOut = arena.allocate(JAVA_BYTE, text.length);
      int status = (int) LIBRARY_DESCRIBE.invokeExact(capacity, textOut, scratch.message());
      Downcalls.copyOut(status, textOut, text);
      return scratch.finish(status, message);
    } catch (Throwable e) {
      throw Downcalls.rethrow(e);
    }
  }

  @Override
  public int objectDestroy(long object, byte[] message) {
    return Downcalls.run(OBJECT_DESTROY, object, message);
  }

  @Override
  public int contextCreate(
      int polyDegree,
      int limbs,
      long[] dataPrimes,
      long specialPrime,
      long plainModulus,
      long[] context,
      byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment dataPrimesIn = arena.allocateFrom(JAVA_LONG, dataPrimes);
      int status =
          (int)
              CONTEXT_CREATE.invokeExact(
                  polyDegree,
                  limbs,
                  dataPrimesIn,
                  specialPrime,
                  plainModulus,
                  scratch.result(),
                  scratch.message());
      return scratch.finish(status, context, message);
    } catch (Throwable e) {
      throw Downcalls.rethrow(e);
    }
  }

  @Override
  public int contextGaloisElement(long context, int steps, int[] element, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try {
      int status =
          (int)
              CONTEXT_GALOIS_ELEMENT.invokeExact(
                  context, steps, scratch.result(), scratch.message());
      return scratch.finish(status, element, message);
    } catch (Throwable e) {
      throw Downcalls.rethrow(e);
    }
  }

  @Override
  public int nttForward(long context, int limb, long length, long[] values, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment valuesBoth = arena.allocateFrom(JAVA_LONG, values);
      int status =
          (int) NTT_FORWARD.invokeExact(context, limb, length, valuesBoth, scratch.message());
      Downcalls.copyOut(status, valuesBoth, values);
      return scratch.finish(status, message);
    } catch (Throwable e) {
      throw Downcalls.rethrow(e);
    }
  }

  @Override
  public int nttInverse(long context, int limb, long length, long[] values, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment valuesBoth = arena.allocateFrom(JAVA_LONG, values);
      int status =
          (int) NTT_INVERSE.invokeExact(context, limb, length, valuesBoth, scratch.message());
      Downcalls.copyOut(status, valuesBoth, values);
      return scratch.finish(status, message);
    } catch (Throwable e) {
      throw Downcalls.rethrow(e);
    }
  }

  @Override
  public int nttRepeat(
      long context, int limb, int kind, int times, long length, long[] values, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment valuesBoth = arena.allocateFrom(JAVA_LONG, values);
      int status =
          (int)
              NTT_REPEAT.invokeExact(
                  context, limb, kind, times, length, valuesBoth, scratch.message());
      Downcalls.copyOut(status, valuesBoth, values);
      return scratch.finish(status, message);
    } catch (Throwable e) {
      throw Downcalls.rethrow(e);
    }
  }

  @Override
  public int secretKeyCreate(long context, long[] key, byte[] message) {
    return Downcalls.make(SECRET_KEY_CREATE, context, key, message);
  }

  @Override
  public int secretKeyExport(long context, long key, long length, long[] ternary, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ternaryOut = arena.allocate(JAVA_LONG, ternary.length);
      int status =
          (int) SECRET_KEY_EXPORT.invokeExact(context, key, length, ternaryOut, scratch.message());
      Downcalls.copyOut(status, ternaryOut, ternary);
      ternaryOut.fill((byte) 0);
      return scratch.finish(status, message);
    } catch (Throwable e) {
      throw Downcalls.rethrow(e);
    }
  }

  @Override
  public int secretKeyImport(
      long context, long length, long[] ternary, long[] key, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ternaryIn = arena.allocateFrom(JAVA_LONG, ternary);
      int status =
          (int)
              SECRET_KEY_IMPORT.invokeExact(
                  context, length, ternaryIn, scratch.result(), scratch.message());
      ternaryIn.fill((byte) 0);
      return scratch.finish(status, key, message);
    } catch (Throwable e) {
      throw Downcalls.rethrow(e);
    }
  }

  @Override
  public int publicKeyCreate(long context, long secretKey, long[] key, byte[] message) {
    return Downcalls.make(PUBLIC_KEY_CREATE, context, secretKey, key, message);
  }

  @Override
  public int publicKeyExport(long context, long key, long length, long[] values, byte[] message) {
    return Downcalls.read(PUBLIC_KEY_EXPORT, context, key, length, values, message);
  }

  @Override
  public int publicKeyImport(long context, long length, long[] values, long[] key, byte[] message) {
    return Downcalls.build(PUBLIC_KEY_IMPORT, context, length, values, key, message);
  }

  @Override
  public int relinKeyCreate(long context, long secretKey, long[] key, byte[] message) {
    return Downcalls.make(RELIN_KEY_CREATE, context, secretKey, key, message);
  }

  @Override
  public int relinKeyExport(long context, long key, long length, long[] values, byte[] message) {
    return Downcalls.read(RELIN_KEY_EXPORT, context, key, length, values, message);
  }

  @Override
  public int relinKeyImport(long context, long length, long[] values, long[] key, byte[] message) {
    return Downcalls.build(RELIN_KEY_IMPORT, context, length, values, key, message);
  }

  @Override
  public int galoisKeysCreate(
      long context, long secretKey, int count, int[] elements, long[] keys, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment elementsIn = arena.allocateFrom(JAVA_INT, elements);
      int status =
          (int)
              GALOIS_KEYS_CREATE.invokeExact(
                  context, secretKey, count, elementsIn, scratch.result(), scratch.message());
      return scratch.finish(status, keys, message);
    } catch (Throwable e) {
      throw Downcalls.rethrow(e);
    }
  }

  @Override
  public int galoisKeysEmpty(long context, long[] keys, byte[] message) {
    return Downcalls.make(GALOIS_KEYS_EMPTY, context, keys, message);
  }

  @Override
  public int galoisKeysElements(
      long context, long keys, int capacity, int[] elements, int[] count, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment elementsOut = arena.allocate(JAVA_INT, elements.length);
      int status =
          (int)
              GALOIS_KEYS_ELEMENTS.invokeExact(
                  context, keys, capacity, elementsOut, scratch.result(), scratch.message());
      Downcalls.copyOut(status, elementsOut, elements);
      return scratch.finish(status, count, message);
    } catch (Throwable e) {
      throw Downcalls.rethrow(e);
    }
  }

  @Override
  public int galoisKeysExport(
      long context, long keys, int element, long length, long[] values, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment valuesOut = arena.allocate(JAVA_LONG, values.length);
      int status =
          (int)
              GALOIS_KEYS_EXPORT.invokeExact(
                  context, keys, element, length, valuesOut, scratch.message());
      Downcalls.copyOut(status, valuesOut, values);
      return scratch.finish(status, message);
    } catch (Throwable e) {
      throw Downcalls.rethrow(e);
    }
  }

  @Override
  public int galoisKeysImport(
      long context, long keys, int element, long length, long[] values, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment valuesIn = arena.allocateFrom(JAVA_LONG, values);
      int status =
          (int)
              GALOIS_KEYS_IMPORT.invokeExact(
                  context, keys, element, length, valuesIn, scratch.message());
      return scratch.finish(status, message);
    } catch (Throwable e) {
      throw Downcalls.rethrow(e);
    }
  }
}
