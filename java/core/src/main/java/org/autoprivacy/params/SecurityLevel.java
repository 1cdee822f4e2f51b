package org.autoprivacy.params;

import org.autoprivacy.security.LevelTable;

/**
 * The security that parameters must have.
 *
 * @param bits 128, 192 or 256
 * @param table how the largest modulus of that level is found
 */
public record SecurityLevel(int bits, LevelTable table) {

  /** 128 bits by today's estimate. */
  public static final SecurityLevel BITS_128 = new SecurityLevel(128, LevelTable.ESTIMATOR);

  public SecurityLevel {
    if (bits != 128 && bits != 192 && bits != 256) {
      throw new IllegalArgumentException("a security level has 128, 192 or 256 bits, got " + bits);
    }
  }

  /**
   * log2 of the largest whole modulus, q·P where keys are switched, that has this security.
   *
   * @param polyDegree n, a power of two in [1024, 32768]
   * @throws IllegalArgumentException if no modulus of that degree has it
   */
  public double maxLogQ(int polyDegree) {
    return table.maxLogQ(polyDegree, bits);
  }
}
