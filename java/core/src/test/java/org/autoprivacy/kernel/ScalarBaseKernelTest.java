package org.autoprivacy.kernel;

class ScalarBaseKernelTest extends BaseKernelContract {

  @Override
  KernelKind kind() {
    return KernelKind.SCALAR;
  }
}
