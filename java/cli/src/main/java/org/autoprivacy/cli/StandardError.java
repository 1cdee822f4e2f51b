package org.autoprivacy.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Puts back the standard error that the launcher handed over as another descriptor, so that the
 * JVM's own note about incubator modules is not seen.
 */
final class StandardError {

  private static final int STANDARD_ERROR = 2;

  private StandardError() {}

  /** Duplicates the descriptor in the property {@code autoprivacy.stderr}, if set, onto 2. */
  static void restore() {
    Integer handedOver = Integer.getInteger("autoprivacy.stderr");
    if (handedOver == null) {
      return;
    }
    Linker linker = Linker.nativeLinker();
    SymbolLookup libc = linker.defaultLookup();
    MemorySegment dup2 = libc.find("dup2").orElseThrow();
    MethodHandle call =
        linker.downcallHandle(
            dup2,
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    try {
      int result = (int) call.invokeExact(handedOver.intValue(), STANDARD_ERROR);
      if (result != STANDARD_ERROR) {
        throw new IllegalStateException("descriptor " + handedOver + " is not open");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
