package org.autoprivacy.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.autoprivacy.kernel.KernelKind;
import org.autoprivacy.kernel.LimbArithmetic;
import org.autoprivacy.math.Primes;
import org.autoprivacy.seal.ffm.FfmSealLibrary;
import org.autoprivacy.seal.jna.JnaSealLibrary;
import org.autoprivacy.seal.spi.SealLibrary;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The NTT of one limb, in place, on the result of the call before: {@value #TIMES} in a row, of
 * which one is reported. SEAL's are run in a row inside its library, so that a score is SEAL's own
 * transform; what the call adds (two copies of the limb and a check of its range) is a 32nd of
 * itself, about one per cent. The lazy row of SEAL is its lazy transform. Vector kernels need some
 * thousand calls before they are compiled: see docs/notes/vector-api.md.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {
      "--enable-native-access=ALL-UNNAMED",
      "--add-modules=jdk.incubator.vector",
      "--sun-misc-unsafe-memory-access=allow"
    })
public class NttBenchmark {

  private static final long PLAIN_MODULUS = 65537;

  /** Transforms in a row: enough to hide one copy of the limb. */
  static final int TIMES = 32;

  private static final int FORWARD = 0;
  private static final int FORWARD_LAZY = 1;
  private static final int INVERSE = 2;

  /** Our kernels, and SEAL's transform through both twins. */
  @Param({"scalar", "vector", "native", "seal-ffm", "seal-jna"})
  public String implementation = "vector";

  /** From SEAL's smallest degree that has keys to the largest in its table. */
  @Param({"4096", "8192", "16384", "32768"})
  public int polyDegree = 4096;

  /**
   * Plaintext moduli as 65537 (floats), wider ones (doubles: docs/notes/vector-api.md says why
   * there are no 32-bit lanes), the widest primes of doubles, those of other libraries.
   */
  @Param({"17", "30", "48", "60"})
  public int modulusBits = 48;

  private long[] values;
  private Transform transform;

  private interface Transform extends AutoCloseable {

    void forward(long[] values);

    void forwardLazy(long[] values);

    void inverse(long[] values);

    @Override
    void close();
  }

  private record Ours(LimbArithmetic limb) implements Transform {

    @Override
    public void forward(long[] values) {
      for (int i = 0; i < TIMES; i++) {
        limb.forward(values, 0);
      }
    }

    @Override
    public void forwardLazy(long[] values) {
      for (int i = 0; i < TIMES; i++) {
        limb.forwardLazy(values, 0);
      }
    }

    @Override
    public void inverse(long[] values) {
      for (int i = 0; i < TIMES; i++) {
        limb.inverse(values, 0);
      }
    }

    @Override
    public void close() {}
  }

  private static final class Seal implements Transform {

    private final SealLibrary library;
    private final byte[] message = new byte[SealLibrary.MESSAGE_BYTES];
    private final long context;

    Seal(SealLibrary library, int polyDegree, long prime) {
      this.library = library;
      long[] handle = new long[1];
      check(
          library.contextCreate(
              polyDegree, 1, new long[] {prime}, 0, PLAIN_MODULUS, handle, message));
      context = handle[0];
    }

    private void check(int status) {
      if (status != 0) {
        throw new IllegalStateException(new String(message, StandardCharsets.UTF_8).strip());
      }
    }

    private void repeat(int kind, long[] values) {
      check(library.nttRepeat(context, 0, kind, TIMES, values.length, values, message));
    }

    @Override
    public void forward(long[] values) {
      repeat(FORWARD, values);
    }

    @Override
    public void forwardLazy(long[] values) {
      repeat(FORWARD_LAZY, values);
    }

    @Override
    public void inverse(long[] values) {
      repeat(INVERSE, values);
    }

    @Override
    public void close() {
      check(library.objectDestroy(context, message));
    }
  }

  /** Makes tables and a random limb, and checks the transform against the scalar one. */
  @Setup(Level.Trial)
  public void open() {
    long prime = Primes.largest(modulusBits, 2L * polyDegree, 1).getFirst();
    transform =
        switch (implementation) {
          case "seal-ffm" -> new Seal(new FfmSealLibrary(), polyDegree, prime);
          case "seal-jna" -> new Seal(new JnaSealLibrary(), polyDegree, prime);
          default ->
              new Ours(LimbArithmetic.of(polyDegree, prime, KernelKind.parse(implementation)));
        };
    values = new Random(1).longs(polyDegree, 0, prime).toArray();
    long[] expected = values.clone();
    new Ours(LimbArithmetic.of(polyDegree, prime, KernelKind.SCALAR)).forward(expected);
    long[] actual = values.clone();
    transform.forward(actual);
    if (!Arrays.equals(expected, actual)) {
      throw new IllegalStateException(implementation + " transforms to other values than scalar");
    }
  }

  /** Frees SEAL's context. */
  @TearDown(Level.Trial)
  public void close() {
    transform.close();
  }

  /** In [0, q), out [0, q). */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public long[] forward() {
    transform.forward(values);
    return values;
  }

  /** In and out [0, 4q). */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public long[] forwardLazy() {
    transform.forwardLazy(values);
    return values;
  }

  /** In [0, q), out [0, q). */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public long[] inverse() {
    transform.inverse(values);
    return values;
  }
}
