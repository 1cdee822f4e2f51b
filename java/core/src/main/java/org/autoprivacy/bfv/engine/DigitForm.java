package org.autoprivacy.bfv.engine;

/** Which whole numbers stand for the residues of a polynomial when its key is switched. */
public enum DigitForm {
  /** The residues in [0, qi) as they are: SEAL's, bit for bit. */
  RESIDUES,
  /** Those nearest to 0: the noise that a key switch adds has a quarter of the energy. */
  CENTRED
}
