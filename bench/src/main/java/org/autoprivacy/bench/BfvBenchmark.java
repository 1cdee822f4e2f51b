package org.autoprivacy.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.Ciphertext;
import org.autoprivacy.bfv.Plaintext;
import org.autoprivacy.seal.spi.SealLibrary;
import org.jspecify.annotations.Nullable;
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

/**
 * Operations of BFV, each with a new result, as its owner pays for them: SEAL's objects stay inside
 * SEAL, and what is encoded and decoded there is in its own memory ({@link SealProbe}).
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--enable-native-access=ALL-UNNAMED",
      "--add-modules=jdk.incubator.vector",
      "--sun-misc-unsafe-memory-access=allow",
      "-XX:+UseParallelGC",
      "-Xms1g",
      "-Xmx1g"
    })
public class BfvBenchmark {

  /** SEAL's 128-bit rows of 2018: what cost models are given at. */
  @Param({"4096-109", "8192-218"})
  public String parameters = "8192-218";

  /** Our engine on each of our kernels, and both twins of SEAL. */
  @Param({"scalar", "vector", "native", "seal-ffm", "seal-jna"})
  public String implementation = "vector";

  private BfvOperands on;
  private @Nullable SealProbe probe;

  /** Makes keys and operands. */
  @Setup(Level.Trial)
  public void open() {
    BfvParameters chosen = BfvOperands.parameters(parameters);
    on = new BfvOperands(BfvOperands.backend(implementation), chosen);
    probe = implementation.startsWith("seal") ? new SealProbe(implementation, chosen) : null;
  }

  /** Closes them. */
  @TearDown(Level.Trial)
  public void close() {
    if (probe != null) {
      probe.close();
    }
    on.close();
  }

  private static int closed(Ciphertext result) {
    result.close();
    return System.identityHashCode(result);
  }

  private static int closed(Plaintext result) {
    result.close();
    return System.identityHashCode(result);
  }

  /** Under the secret key. */
  @Benchmark
  public int encryptSymmetric() {
    return closed(on.context.encryptSymmetric(on.plain, on.key));
  }

  /** Under the public key, modulo q·P and divided. */
  @Benchmark
  public int encryptPublic() {
    return closed(on.context.encryptPublic(on.plain, on.published));
  }

  /** Of a fresh ciphertext. */
  @Benchmark
  public int decrypt() {
    return closed(on.context.decrypt(on.a, on.key));
  }

  /** n slots into a plaintext. */
  @Benchmark
  public int encode() {
    if (probe != null) {
      probe.run(SealLibrary.PROBE_ENCODE);
      return 0;
    }
    return closed(on.context.encodeSlots(on.slots));
  }

  /** n slots out of a plaintext. */
  @Benchmark
  public @Nullable Object decode() {
    if (probe != null) {
      probe.run(SealLibrary.PROBE_DECODE);
      return null;
    }
    return on.context.decodeSlots(on.plain);
  }

  /** Ciphertext times plaintext, both in NTT form. */
  @Benchmark
  public int multiplyPlainNtt() {
    return closed(on.context.multiplyPlain(on.ntt, on.plainNtt));
  }

  /** By one step with its key. */
  @Benchmark
  public int rotate() {
    return closed(on.context.applyGalois(on.a, on.elements[0], on.one()));
  }

  /** By sixteen keys, all of one ciphertext; SEAL decomposes it sixteen times. */
  @Benchmark
  public int rotateHoisted16() {
    List<Ciphertext> all = on.context.applyGaloisHoisted(on.a, on.elements, on.all());
    all.forEach(Ciphertext::close);
    return all.size();
  }

  /** Ciphertext times ciphertext, of size 2 again. */
  @Benchmark
  public int multiplyRelinearize() {
    try (Ciphertext product = on.context.multiply(on.a, on.b)) {
      return closed(on.context.relinearize(product, on.relin()));
    }
  }

  /** To one data prime less. */
  @Benchmark
  public int modSwitch() {
    return closed(on.context.modSwitch(on.a));
  }
}
