package org.autoprivacy.seal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.HeContract;
import org.junit.jupiter.api.Test;

/** What both twins must do. */
abstract class SealContract extends HeContract {

  private final HeBackend backend;

  SealContract(HeBackend backend) {
    super(backend);
    this.backend = backend;
  }

  @Test
  void describesItself() {
    assertTrue(backend.library().startsWith("SEAL 4."), backend.library());
    assertTrue(backend.detail().contains(backend.library()), backend.detail());
    assertFalse(backend.detail().contains("\n"), backend.detail());
  }
}
