package org.autoprivacy.bfv.engine;

import org.autoprivacy.bfv.HeContract;

final class JavaEngineTest extends HeContract {
  JavaEngineTest() {
    super(JavaBackend.instance());
  }
}
