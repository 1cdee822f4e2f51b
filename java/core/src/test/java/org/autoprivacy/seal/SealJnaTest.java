package org.autoprivacy.seal;

final class SealJnaTest extends SealContract {
  SealJnaTest() {
    super(SealBackend.jna());
  }
}
