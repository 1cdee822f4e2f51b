package org.autoprivacy.security;

import java.util.Locale;

/** The published ways to count what lattice reduction costs. */
public enum CostModelKind {
  /** Gates, as the MATZOV report counts them; what levels are judged by here. */
  MATZOV,
  /** Core-SVP 2^{0.292β} (Alkim, Ducas, Pöppelmann, Schwabe 2016); about 30 bits lower. */
  ADPS16,
  /** Core-SVP with quantum search, 2^{0.265β}. */
  ADPS16_QUANTUM,
  /**
   * 8d sieves of 2^{0.292β+16.4} (Becker, Ducas, Gama, Laarhoven 2016); the HE standard's model.
   */
  BDGL16,
  /** The same with quantum search (Laarhoven, Mosca, van de Pol 2015). */
  LAAMOSPOL14,
  /** Core-SVP with quantum walks, 2^{0.257β} (Chailloux, Loyer 2021). */
  CHALOY21;

  CostModel model() {
    return switch (this) {
      case MATZOV -> MatzovCost.INSTANCE;
      case ADPS16 -> new SieveCost(0.292, 0, false);
      case ADPS16_QUANTUM -> new SieveCost(0.265, 0, false);
      case BDGL16 -> new SieveCost(0.292, 16.4, true);
      case LAAMOSPOL14 -> new SieveCost(0.265, 16.4, true);
      case CHALOY21 -> new SieveCost(0.257, 0, false);
    };
  }

  /** Name as on the command line. */
  public String token() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads a token.
   *
   * @throws IllegalArgumentException if there is no such model
   */
  public static CostModelKind parse(String token) {
    StringBuilder known = new StringBuilder();
    for (CostModelKind kind : values()) {
      if (kind.token().equals(token)) {
        return kind;
      }
      known.append(known.isEmpty() ? "" : ", ").append(kind.token());
    }
    throw new IllegalArgumentException("'" + token + "' is no cost model: use one of " + known);
  }
}
