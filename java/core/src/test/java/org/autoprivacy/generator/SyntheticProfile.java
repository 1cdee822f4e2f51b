package org.autoprivacy.generator;

import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.cost.Machine;
import org.autoprivacy.cost.MachineProfile;
import org.autoprivacy.cost.Operation;
import org.autoprivacy.cost.ProfileEntry;

/** A profile made up of round numbers with the right growth in n and limbs, for tests. */
public final class SyntheticProfile {

  private SyntheticProfile() {}

  /** Everything up to so many limbs at each degree up to {@code largestDegree}. */
  public static MachineProfile upTo(int largestDegree, int limbs) {
    List<ProfileEntry> entries = new ArrayList<>();
    for (int n = 1024; n <= largestDegree; n *= 2) {
      for (int l = 1; l <= limbs; l++) {
        for (boolean special : new boolean[] {false, true}) {
          for (Operation operation : Operation.values()) {
            entries.add(
                new ProfileEntry(operation, n, l, 60, special, nanos(operation, n, l), 11, 0.01));
          }
        }
      }
    }
    return new MachineProfile(
        new Machine("synthetic", 1, "none", "none"),
        "seal-ffm",
        "none",
        "",
        "2026-01-01T00:00:00Z",
        entries);
  }

  private static double nanos(Operation operation, int n, int limbs) {
    double transform = 1.0 * n * Integer.numberOfTrailingZeros(n);
    return switch (operation) {
      case NTT_FORWARD, NTT_INVERSE -> transform;
      case ADD, ADD_PLAIN, EXPORT, IMPORT, PLAINTEXT, COEFFICIENTS, EXPAND -> 1.0 * n * limbs;
      case PACK, UNPACK, DRAW -> 1.0 * n;
      case ARRANGE -> 0.1 * n;
      case FLOOD -> 10.0 * n * limbs;
      case MULTIPLY_PLAIN_NTT -> 2.0 * n * limbs;
      case SUM_OF_TWO -> 5.0 * n * limbs;
      case SUM_OF_SIXTEEN, SUM_MIDDLE, SUM_FAR -> 47.0 * n * limbs;
      case MULTIPLY_PLAIN_COEFF -> 5 * limbs * transform;
      case ENCODE, DECODE -> transform;
      case ENCRYPT_SYMMETRIC, ENCRYPT_SEEDED, PLAIN_TO_NTT -> 3 * limbs * transform + 20.0 * n;
      case ENCRYPT_PUBLIC, DECRYPT -> 4 * limbs * transform + 20.0 * n;
      case HOISTED_TWO -> 1.0 * (limbs + 1) * (limbs + 2) * transform;
      case HOISTED_SIXTEEN -> 8.0 * (limbs + 1) * (limbs + 2) * transform;
      case ROTATE, ROTATE_FAR, GALOIS_KEY, PUBLIC_KEY, SECRET_KEY ->
          (limbs + 1) * (limbs + 2) * transform;
      case GALOIS_EXPORT, GALOIS_IMPORT -> 2.0 * n * limbs * (limbs + 1);
      case MULTIPLY_RELINEARIZE -> 20 * (limbs + 1) * transform;
      case MOD_SWITCH -> 2.0 * n * limbs;
    };
  }
}
