package org.autoprivacy.kernel;

class VectorBaseKernelTest extends BaseKernelContract {

  @Override
  KernelKind kind() {
    return KernelKind.VECTOR;
  }
}
