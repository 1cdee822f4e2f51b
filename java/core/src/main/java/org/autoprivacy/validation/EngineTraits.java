package org.autoprivacy.validation;

import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.engine.DigitForm;
import org.autoprivacy.bfv.engine.JavaBackend;

/**
 * What noise depends on and engines do differently.
 *
 * @param digits which whole numbers a key switch multiplies with
 * @param hoists whether many rotations of one ciphertext share digits, which the automorphism then
 *     moves, signs included
 */
record EngineTraits(DigitForm digits, boolean hoists) {

  static EngineTraits of(HeBackend backend) {
    return new EngineTraits(
        backend == JavaBackend.centredDigits() ? DigitForm.CENTRED : DigitForm.RESIDUES,
        backend instanceof JavaBackend);
  }
}
