package org.autoprivacy.bench;

import java.util.List;

/**
 * A row of the table that we want to reach: our time over that of SEAL as our build makes it, on
 * one core with AVX-512.
 *
 * @param title what is measured
 * @param operation the benchmark's method
 * @param ofSeal the method to compare with
 * @param sizes all of which have to reach it
 * @param java at most, without a native library
 * @param withNative at most, with our kernels in C
 * @param hexl what SEAL reached with Intel HEXL on another machine (notes of the project's start)
 */
record Target(
    String title,
    String operation,
    String ofSeal,
    List<String> sizes,
    double java,
    double withNative,
    String hexl) {

  private static final List<String> LARGE = List.of(RecordedSuite.LARGE);
  private static final List<String> BOTH = List.of(RecordedSuite.SMALL, RecordedSuite.LARGE);

  /** The transforms. */
  static final List<Target> NTT =
      List.of(
          of("forward NTT, reduced", "forward", RecordedSuite.DEGREES, 0.115, 0.095, "0.13"),
          new Target(
              "forward NTT, lazy",
              "forwardLazy",
              "forward",
              RecordedSuite.DEGREES,
              0.105,
              0.088,
              "-"),
          of("inverse NTT, reduced", "inverse", RecordedSuite.DEGREES, 0.15, 0.13, "0.18"));

  /** The operations. */
  static final List<Target> BFV =
      List.of(
          of("plain product, NTT form", "multiplyPlainNtt", LARGE, 0.10, 0.10, "0.12"),
          of("rotation by one key", "rotate", LARGE, 0.16, 0.14, "0.37"),
          of("16 hoisted rotations", "rotateHoisted16", LARGE, 0.10, 0.08, "0.37"),
          of("product + relinearise", "multiplyRelinearize", LARGE, 0.22, 0.20, "0.56"),
          of("symmetric encryption", "encryptSymmetric", BOTH, 0.12, 0.10, "0.66"),
          of("public encryption", "encryptPublic", LARGE, 0.14, 0.12, "0.40"),
          of("decryption", "decrypt", LARGE, 0.15, 0.13, "0.34"),
          of("mod switch to one prime less", "modSwitch", LARGE, 0.15, 0.13, "0.27"),
          of("batch encode", "encode", LARGE, 0.20, 0.18, "0.28"),
          of("batch decode", "decode", LARGE, 0.20, 0.18, "0.24"));

  private static Target of(
      String title,
      String operation,
      List<String> sizes,
      double java,
      double withNative,
      String hexl) {
    return new Target(title, operation, operation, sizes, java, withNative, hexl);
  }
}
