package org.autoprivacy.kernel.spi;

import org.jspecify.annotations.Nullable;

/** A family of kernels: one per way of computing. Thread-safe. */
public interface KernelProvider {

  /** The smallest degree, and a divisor of every count, that providers other than scalar see. */
  int LEAST_DEGREE = 64;

  /** How it computes on this machine, in one line: lanes, instruction sets. */
  String detail();

  /** The NTT of these tables. */
  NttKernel ntt(NttTables tables);

  /** Arithmetic modulo q. */
  ElementKernel elements(Modulus modulus);

  /** Conversion between two bases; null where it has none, and the scalar one is taken. */
  @Nullable ConversionKernel conversion(ConversionTables tables);

  /** Scaling to a plaintext modulus; null where it has none, and the scalar one is taken. */
  @Nullable ScalingKernel scaling(ScalingTables tables);

  /** Plaintexts into ciphertexts; null where it has none, and the scalar one is taken. */
  @Nullable LiftKernel lift(LiftTables tables);
}
