package org.autoprivacy.cli;

import org.autoprivacy.generator.LayerRequest;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.Encryption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One layer and what is asked of its parameters. */
final class LayerOptions {

  /** Widths of weights and inputs where nothing is said of results. */
  private static final int BITS = 8;

  @Mixin SafetyOptions safety;

  @Option(
      names = "--shape",
      required = true,
      description = "conv:CINxHxW:COUT:kK:sS:pP, dw:CxHxW:kK:sS:pP or fc:IN:OUT.")
  String shape = "";

  @Option(
      names = "--of",
      description = "coefficient, ciphertext or inference (default: ciphertext for slots).")
  @Nullable String of;

  @Option(
      names = "--plain-bits",
      paramLabel = "B",
      description = "Bits of a result with sign (default: 8-bit weights and inputs at worst).")
  @Nullable Integer plainBits;

  @Option(
      names = "--encryption",
      defaultValue = "symmetric",
      description = "symmetric or public (default: ${DEFAULT-VALUE}).")
  Encryption encryption = Encryption.SYMMETRIC;

  /** The layer. */
  LayerShape shape() {
    return LayerShape.parse(shape);
  }

  /** What is asked under a packing, at a rate such as {@code 2^-10}. */
  LayerRequest request(Packing packing, String errorRate) {
    LayerShape layer = shape();
    ErrorRate.Of counted = of == null ? packing.defaultRateOf() : ErrorRate.Of.parse(of);
    return LayerRequest.of(
            layer,
            packing,
            plainBits == null ? LayerRequest.worstCaseBits(layer, BITS, BITS) : plainBits,
            ErrorRate.parse(errorRate, counted))
        .withLevel(safety.level())
        .withPrivacy(safety.privacy())
        .withRules(safety.rules())
        .withEncryption(encryption);
  }
}
