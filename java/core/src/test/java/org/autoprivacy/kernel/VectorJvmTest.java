package org.autoprivacy.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a JVM of its own can show: other vector widths, forced kernels, compiled code. */
class VectorJvmTest {

  /** The methods that loop over vectors; those of narrower vectors have no part in a hot JVM. */
  private static final List<String> HOT =
      List.of(
          "Forward19Passes::firstThree",
          "Forward19Passes::nextThree",
          "Forward19Passes::firstTwo",
          "Forward19Passes::nextTwo",
          "Forward19Tail::lanes",
          "Forward19Tail::leave",
          "Inverse19Tail::lanes",
          "Inverse19Passes::nextThree",
          "Inverse19Passes::nextTwo",
          "Inverse19::lastTwo",
          "Inverse19::lastThree",
          "Forward50Passes::firstThree",
          "Forward50Passes::nextThree",
          "Forward50Passes::firstTwo",
          "Forward50Passes::nextTwo",
          "Forward50Tail::lanes",
          "Inverse50Tail::lanes",
          "Reduction50::reduce",
          "Reduction50::centre",
          "Inverse50Passes::nextThree",
          "Inverse50Passes::nextTwo",
          "Inverse50::lastTwo",
          "Inverse50::lastThree",
          "VectorNtt61::forwardLayer",
          "VectorNtt61::forwardInside",
          "VectorNtt61::inverseLayer",
          "VectorNtt61::inverseInside",
          "VectorElements::liftAbove",
          "VectorElements::liftSigned",
          "VectorElements50::multiply",
          "VectorElements50::multiplyAdd",
          "VectorElements50::divide",
          "VectorSums50::two",
          "VectorSums50::four",
          "VectorSums50::rest",
          "VectorPairs48::four",
          "VectorPairs48::two",
          "VectorConversion50::scale",
          "VectorConversion50::turns",
          "VectorConversion50::combine",
          "VectorConversion61::combine",
          "VectorScaling50::carries",
          "VectorLift50::fixes",
          "VectorLift50::accumulate",
          "VectorElements61::multiply",
          "VectorElements61::multiplyAdd",
          "VectorElements61::sumOfProducts");

  private static String run(String mode, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(KernelCheck.class.getName(), mode));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 128, 256, 512})
  void everyWidthEqualsTheScalarKernel(int bits) throws IOException {
    String output = run("compare", "-Dautoprivacy.vectorBits=" + bits);
    assertTrue(output.contains(bits + "-bit vectors"), output);
    assertTrue(output.contains("EQUAL"), output);
  }

  /** What the JVM itself offers on machines without AVX-512, and with 128 bits at most. */
  @ParameterizedTest
  @CsvSource({"-XX:UseAVX=2, 256", "-XX:MaxVectorSize=16, 128"})
  void narrowerMachinesEqualTheScalarKernel(String option, int bits) throws IOException {
    Assumptions.assumeTrue(System.getProperty("os.arch").equals("amd64"));
    String widest = Kernels.detail(KernelKind.VECTOR);
    Assumptions.assumeTrue(
        Integer.parseInt(widest.replaceAll("\\D+", "")) >= bits, "narrower than that already");
    String output = run("compare", option);
    assertTrue(output.contains(bits + "-bit vectors"), output);
    assertTrue(output.contains("EQUAL"), output);
  }

  @Test
  void hotLoopsAreCompiledAndMakeNoObjects() throws IOException {
    String output = run("hot", "-Xbatch", "-XX:+PrintCompilation", "-Xmx512m");
    assertTrue(output.contains("HOT"), output.substring(Math.max(0, output.length() - 3000)));
    for (String method : HOT) {
      // Time, number, flags, tier 4, name: flag % is a loop that was entered while it ran.
      Pattern compiled =
          Pattern.compile(
              "^ *\\d+ +\\d+ [ %sbn!]+ 4 +org\\.autoprivacy\\.kernel\\.vector\\."
                  + method
                  + "[0-9]* ",
              Pattern.MULTILINE);
      assertTrue(compiled.matcher(output).find(), method + " is not compiled by C2");
    }
    assertTrue(!output.contains("COMPILE SKIPPED"), "a method was given up on:\n" + output);
    List<String> allocations = output.lines().filter(l -> l.contains("ALLOCATES")).toList();
    assertEquals(5, allocations.size());
    for (String line : allocations) {
      int bytes = Integer.parseInt(line.replaceAll(".*ALLOCATES (\\d+) .*", "$1"));
      // One vector on the heap in one pass of one transform would already make 1024/8 · 80 bytes.
      assertTrue(bytes < 2000, line);
    }
  }

  @Test
  void aForcedKernelIsTakenOrRefused() throws IOException {
    assertTrue(run("compare", "-Dautoprivacy.kernel=scalar").contains("EQUAL"));
    assertTrue(
        run("compare", "-Dautoprivacy.kernel=simd").contains("'simd' is no kernel: choose one of"));
    assertTrue(
        run("compare", "-Dautoprivacy.vectorBits=100").contains("is 64, 128, 256 or 512, got 100"));
  }
}
