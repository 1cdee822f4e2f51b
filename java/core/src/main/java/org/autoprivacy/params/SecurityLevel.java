package org.autoprivacy.params;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The security that parameters must have.
 *
 * @param bits 128, 192 or 256
 * @param table how the largest modulus of that level is found
 */
public record SecurityLevel(int bits, Table table) {

  /** How the largest modulus of a level is found. */
  public enum Table {
    /** Computed by today's estimate of the best known attacks. */
    ESTIMATOR("estimator"),
    /**
     * The homomorphic encryption standard's table of 2018, which SEAL and OpenFHE enforce; today's
     * estimate gives its 128-bit rows 125 to 126 bits.
     */
    HE_STANDARD_2018("he-standard-2018");

    private final String token;

    Table(String token) {
      this.token = token;
    }

    /** Name as on the command line. */
    public String token() {
      return token;
    }

    /**
     * Reads a token.
     *
     * @throws IllegalArgumentException if there is no such table
     */
    public static Table parse(String token) {
      for (Table table : values()) {
        if (table.token.equals(token)) {
          return table;
        }
      }
      throw new IllegalArgumentException(
          "'%s' is no level table: use %s"
              .formatted(
                  token,
                  Arrays.stream(values()).map(Table::token).collect(Collectors.joining(", "))));
    }
  }

  /** 128 bits by today's estimate. */
  public static final SecurityLevel BITS_128 = new SecurityLevel(128, Table.ESTIMATOR);

  public SecurityLevel {
    if (bits != 128 && bits != 192 && bits != 256) {
      throw new IllegalArgumentException("a security level has 128, 192 or 256 bits, got " + bits);
    }
  }
}
