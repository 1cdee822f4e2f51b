package org.autoprivacy.bfv.engine;

import org.autoprivacy.bfv.HeContract;

final class JavaCentredEngineTest extends HeContract {
  JavaCentredEngineTest() {
    super(JavaBackend.centredDigits());
  }
}
