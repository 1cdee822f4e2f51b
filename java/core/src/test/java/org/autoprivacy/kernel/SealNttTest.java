package org.autoprivacy.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.autoprivacy.bfv.EngineUnavailableException;
import org.autoprivacy.seal.ffm.FfmSealLibrary;
import org.autoprivacy.seal.spi.NativeLibraryFile;
import org.autoprivacy.seal.spi.SealLibrary;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our transformed values are SEAL's, bit for bit, so that they can travel. */
class SealNttTest {

  private static final long PLAIN_MODULUS = 65537;

  private final byte[] message = new byte[SealLibrary.MESSAGE_BYTES];

  @ParameterizedTest
  @CsvSource({"1024,27", "2048,36", "4096,48", "4096,60", "8192,44", "16384,49"})
  void transformsEqualSeals(int n, int bits) {
    try {
      NativeLibraryFile.locate();
    } catch (EngineUnavailableException e) {
      Assumptions.abort("no SEAL library: " + e.getMessage());
    }
    SealLibrary seal = new FfmSealLibrary();
    long q = KernelContract.prime(n, bits);
    LimbArithmetic limb = LimbArithmetic.of(n, q);
    long[] handle = new long[1];
    check(seal.contextCreate(n, 1, new long[] {q}, 0, PLAIN_MODULUS, handle, message));
    for (long[] input : KernelContract.inputs(n, q, n)) {
      long[] ours = input.clone();
      long[] theirs = input.clone();
      limb.forward(ours, 0);
      check(seal.nttForward(handle[0], 0, n, theirs, message));
      assertArrayEquals(theirs, ours);
      limb.inverse(ours, 0);
      check(seal.nttInverse(handle[0], 0, n, theirs, message));
      assertArrayEquals(theirs, ours);
    }
    check(seal.objectDestroy(handle[0], message));
  }

  private void check(int status) {
    assertEquals(0, status, () -> new String(message, StandardCharsets.UTF_8).strip());
  }
}
