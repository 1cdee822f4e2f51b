package org.autoprivacy.validation;

/** Hears how far a validation is. */
@FunctionalInterface
public interface ValidationListener {

  /**
   * Called before each row.
   *
   * @param fraction of the sets that are done
   * @param row what is measured next
   */
  void update(double fraction, String row);
}
