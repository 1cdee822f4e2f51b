package org.autoprivacy.seal.ffm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.autoprivacy.seal.spi.SealLibrary;

/** A thread's own native memory for messages and small results, so that a call allocates none. */
record Scratch(MemorySegment message, MemorySegment result) {

  private static final int RESULT_BYTES = 16;

  private static final ThreadLocal<Scratch> OF_THREAD =
      ThreadLocal.withInitial(() -> {
        MemorySegment memory = Arena.ofAuto().allocate(SealLibrary.MESSAGE_BYTES + RESULT_BYTES, 8);
        return new Scratch(
            memory.asSlice(RESULT_BYTES, SealLibrary.MESSAGE_BYTES),
            memory.asSlice(0, RESULT_BYTES));
      });

  static Scratch ofThread() {
    return OF_THREAD.get();
  }

  /** Hands the message of a failed call over. */
  int finish(int status, byte[] messageOut) {
    if (status != 0) {
      MemorySegment.copy(
          message,
          JAVA_BYTE,
          0,
          messageOut,
          0,
          Math.min(messageOut.length, (int) message.byteSize()));
    }
    return status;
  }

  int finish(int status, long[] resultOut, byte[] messageOut) {
    if (status == 0) {
      MemorySegment.copy(result, JAVA_LONG, 0, resultOut, 0, resultOut.length);
    }
    return finish(status, messageOut);
  }

  int finish(int status, int[] resultOut, byte[] messageOut) {
    if (status == 0) {
      MemorySegment.copy(result, JAVA_INT, 0, resultOut, 0, resultOut.length);
    }
    return finish(status, messageOut);
  }
}
