package org.autoprivacy.seal;

final class SealFfmTest extends SealContract {
  SealFfmTest() {
    super(SealBackend.ffm());
  }
}
