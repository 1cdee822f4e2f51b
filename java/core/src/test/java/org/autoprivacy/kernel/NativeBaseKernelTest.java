package org.autoprivacy.kernel;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

class NativeBaseKernelTest extends BaseKernelContract {

  @BeforeAll
  static void requireLibrary() {
    Assumptions.assumeTrue(
        Kernels.available().contains(KernelKind.NATIVE), "this build has no kernel library");
  }

  @Override
  KernelKind kind() {
    return KernelKind.NATIVE;
  }
}
