package org.autoprivacy.bench;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.GaloisKeys;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.bfv.SecretKey;
import org.autoprivacy.math.Primes;
import org.autoprivacy.seal.SealBackend;
import org.autoprivacy.seal.ffm.FfmSealLibrary;
import org.autoprivacy.seal.jna.JnaSealLibrary;
import org.autoprivacy.seal.spi.SealLibrary;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What crossing into SEAL costs through each twin, beside an operation that is worth it. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {
      "--enable-native-access=ALL-UNNAMED",
      "--add-modules=jdk.incubator.vector",
      "--sun-misc-unsafe-memory-access=allow"
    })
public class SealCallBenchmark {

  /** Both twins; neither is the baseline of the other. */
  @Param({"seal-ffm", "seal-jna"})
  public String implementation = "seal-ffm";

  // The size of SEAL's own 128-bit row at n = 4096: 109 bits with the special prime.
  private static final int POLY_DEGREE = 4096;
  private static final int DATA_BITS = 36;
  private static final int SPECIAL_BITS = 37;
  private static final long PLAIN_MODULUS = 65537;

  private final int[] version = new int[1];
  private final byte[] message = new byte[SealLibrary.MESSAGE_BYTES];
  private SealLibrary library;
  private HeContext context;
  private SecretKey key;
  private GaloisKeys keys;
  private Ciphertext ciphertext;

  /** Opens a context with a ciphertext and the key of one rotation. */
  @Setup(Level.Trial)
  public void open() {
    boolean ffm = implementation.equals("seal-ffm");
    library = ffm ? new FfmSealLibrary() : new JnaSealLibrary();
    HeBackend backend = ffm ? SealBackend.ffm() : SealBackend.jna();
    List<Long> data = Primes.largest(DATA_BITS, 2L * POLY_DEGREE, 2);
    long special = Primes.largest(SPECIAL_BITS, 2L * POLY_DEGREE, 1).get(0);
    context =
        backend.newContext(
            new BfvParameters(POLY_DEGREE, data, OptionalLong.of(special), PLAIN_MODULUS));
    key = context.newSecretKey();
    keys = context.newGaloisKeys(key, context.galoisElement(1));
    try (Plaintext plaintext = context.encodeSlots(new long[] {1, 2, 3})) {
      ciphertext = context.encryptSymmetric(plaintext, key);
    }
  }

  /** Closes them. */
  @TearDown(Level.Trial)
  public void close() {
    ciphertext.close();
    keys.close();
    key.close();
    context.close();
  }

  /** The smallest native call: one number out, nothing done. */
  @Benchmark
  public int smallestCall() {
    library.abiVersion(version, message);
    return version[0];
  }

  /** The smallest call on an object, with its lifetime checks. */
  @Benchmark
  public int objectCall() {
    return ciphertext.size();
  }

  /** One rotation with one key switch, as an owner of the result pays for it. */
  @Benchmark
  public int rotate() {
    try (Ciphertext rotated = context.rotateRows(ciphertext, 1, keys)) {
      return rotated.hashCode();
    }
  }
}
