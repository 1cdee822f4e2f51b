package org.autoprivacy.seal.ffm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The shapes that many native functions share. The handles are constants where these methods are
 * called from, so that the compiler folds them once it has inlined the call.
 */
final class Downcalls {

  private Downcalls() {}

  /** An operation without result. */
  static int run(MethodHandle function, long a, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try {
      int status = (int) function.invokeExact(a, scratch.message());
      return scratch.finish(status, message);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static int run(MethodHandle function, long a, int b, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try {
      int status = (int) function.invokeExact(a, b, scratch.message());
      return scratch.finish(status, message);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static int run(MethodHandle function, long context, long a, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try {
      int status = (int) function.invokeExact(context, a, scratch.message());
      return scratch.finish(status, message);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static int run(MethodHandle function, long context, long a, long b, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try {
      int status = (int) function.invokeExact(context, a, b, scratch.message());
      return scratch.finish(status, message);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** An operation that makes an object. */
  static int make(MethodHandle function, long context, long[] result, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try {
      int status = (int) function.invokeExact(context, scratch.result(), scratch.message());
      return scratch.finish(status, result, message);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static int make(MethodHandle function, long context, long a, long[] result, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try {
      int status = (int) function.invokeExact(context, a, scratch.result(), scratch.message());
      return scratch.finish(status, result, message);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static int make(
      MethodHandle function, long context, long a, long b, long[] result, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try {
      int status = (int) function.invokeExact(context, a, b, scratch.result(), scratch.message());
      return scratch.finish(status, result, message);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static int make(
      MethodHandle function, long context, long a, int b, long[] result, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try {
      int status = (int) function.invokeExact(context, a, b, scratch.result(), scratch.message());
      return scratch.finish(status, result, message);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static int make(
      MethodHandle function, long context, long a, int b, long c, long[] result, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try {
      int status =
          (int) function.invokeExact(context, a, b, c, scratch.result(), scratch.message());
      return scratch.finish(status, result, message);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** An operation that makes an object of an array. */
  static int build(
      MethodHandle function,
      long context,
      long length,
      long[] values,
      long[] result,
      byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment in = arena.allocateFrom(JAVA_LONG, values);
      int status =
          (int) function.invokeExact(context, length, in, scratch.result(), scratch.message());
      return scratch.finish(status, result, message);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** An operation that writes an object to an array. */
  static int read(
      MethodHandle function, long context, long a, long length, long[] values, byte[] message) {
    Scratch scratch = Scratch.ofThread();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(JAVA_LONG, values.length);
      int status = (int) function.invokeExact(context, a, length, out, scratch.message());
      copyOut(status, out, values);
      return scratch.finish(status, message);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** Copies what a successful call has written. */
  static void copyOut(int status, MemorySegment from, long[] to) {
    if (status == 0) {
      MemorySegment.copy(from, JAVA_LONG, 0, to, 0, to.length);
    }
  }

  static void copyOut(int status, MemorySegment from, int[] to) {
    if (status == 0) {
      MemorySegment.copy(from, JAVA_INT, 0, to, 0, to.length);
    }
  }

  static void copyOut(int status, MemorySegment from, byte[] to) {
    if (status == 0) {
      MemorySegment.copy(from, JAVA_BYTE, 0, to, 0, to.length);
    }
  }

  static RuntimeException rethrow(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    if (e instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    throw new AssertionError("a native call threw a checked exception", e);
  }
}
