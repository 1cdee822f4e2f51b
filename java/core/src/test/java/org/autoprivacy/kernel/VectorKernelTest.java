package org.autoprivacy.kernel;

class VectorKernelTest extends KernelContract {

  @Override
  KernelKind kind() {
    return KernelKind.VECTOR;
  }
}
