package org.autoprivacy.kernel;

class ScalarKernelTest extends KernelContract {

  @Override
  KernelKind kind() {
    return KernelKind.SCALAR;
  }
}
