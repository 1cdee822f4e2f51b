package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.autoprivacy.network.LayerShape;

/** Operation counts of many layers, from CSV to CSV. */
public final class CountsBatch {

  /** The first line of the input. */
  public static final String HEADER_IN = "shape,packing,poly_degree";

  /** The first line of the output. */
  public static final String HEADER_OUT =
      HEADER_IN
          + ",ciphertexts_up,ciphertexts_down,plain_products,additions,rotations,key_switches";

  private CountsBatch() {}

  /**
   * The output's lines for the input's lines, header first; empty lines are skipped.
   *
   * @throws IllegalArgumentException naming the line that is wrong
   */
  public static List<String> run(List<String> lines) {
    if (lines.isEmpty() || !header(lines.get(0)).equals(HEADER_IN)) {
      throw new IllegalArgumentException("line 1: the header must be " + HEADER_IN);
    }
    List<String> out = new ArrayList<>(lines.size());
    out.add(HEADER_OUT);
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty()) {
        try {
          out.add(row(line));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
        }
      }
    }
    return out;
  }

  private static String header(String line) {
    return line.strip().toLowerCase(Locale.ROOT).replace(" ", "");
  }

  private static String row(String line) {
    String[] fields = line.split(",", -1);
    if (fields.length != 3) {
      throw new IllegalArgumentException("three fields are needed, got '" + line + "'");
    }
    int polyDegree;
    try {
      polyDegree = Integer.parseInt(fields[2].strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + fields[2] + "' is no poly degree", e);
    }
    OperationCounts counts =
        LayerWork.of(LayerShape.parse(fields[0]), Packing.parse(fields[1].strip()), polyDegree)
            .counts();
    return String.join(
        ",",
        fields[0].strip(),
        fields[1].strip(),
        Integer.toString(polyDegree),
        Long.toString(counts.ciphertextsUp()),
        Long.toString(counts.ciphertextsDown()),
        Long.toString(counts.plainProducts()),
        Long.toString(counts.additions()),
        Long.toString(counts.rotations()),
        Long.toString(counts.keySwitches()));
  }
}
