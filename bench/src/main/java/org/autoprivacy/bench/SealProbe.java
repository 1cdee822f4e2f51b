package org.autoprivacy.bench;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.seal.ffm.FfmSealLibrary;
import org.autoprivacy.seal.jna.JnaSealLibrary;
import org.autoprivacy.seal.spi.SealLibrary;

/** Operations of SEAL on operands of its own: what they take without copies across the boundary. */
final class SealProbe implements AutoCloseable {

  private final SealLibrary library;
  private final byte[] message = new byte[SealLibrary.MESSAGE_BYTES];
  private final long context;
  private final long probe;

  /** Through a twin, {@code seal-ffm} or {@code seal-jna}. */
  SealProbe(String implementation, BfvParameters parameters) {
    library =
        switch (implementation) {
          case "seal-ffm" -> new FfmSealLibrary();
          case "seal-jna" -> new JnaSealLibrary();
          default -> throw new IllegalArgumentException("no twin of SEAL: " + implementation);
        };
    long[] primes = parameters.dataPrimes().stream().mapToLong(Long::longValue).toArray();
    long[] handle = new long[1];
    OptionalLong special = parameters.specialPrime();
    check(
        library.contextCreate(
            parameters.polyDegree(),
            primes.length,
            primes,
            special.orElse(0),
            parameters.plainModulus(),
            handle,
            message));
    context = handle[0];
    check(library.probeCreate(context, handle, message));
    probe = handle[0];
  }

  /** Runs one operation, a {@code PROBE_} constant of {@link SealLibrary}. */
  void run(int operation) {
    check(library.probeRun(probe, operation, message));
  }

  private void check(int status) {
    if (status != 0) {
      throw new IllegalStateException(new String(message, StandardCharsets.UTF_8).strip());
    }
  }

  @Override
  public void close() {
    check(library.objectDestroy(probe, message));
    check(library.objectDestroy(context, message));
  }
}
