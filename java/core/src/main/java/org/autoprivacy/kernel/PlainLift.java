package org.autoprivacy.kernel;

import java.util.List;
import org.autoprivacy.kernel.spi.KernelProvider;
import org.autoprivacy.kernel.spi.LiftKernel;
import org.autoprivacy.kernel.spi.LiftTables;
import org.autoprivacy.kernel.spi.Modulus;

/**
 * Plaintexts into ciphertexts: ⌊(q·m + ⌊(t+1)/2⌋)/t⌋ = m·⌊q/t⌋ + fix, with fix = ⌊((q mod t)·m +
 * ⌊(t+1)/2⌋)/t⌋ the same for all limbs. Takes time that depends on sizes alone. Immutable and
 * thread-safe.
 */
public final class PlainLift {

  private final int n;
  private final int limbs;
  private final LiftKernel kernel;

  private PlainLift(int n, LiftTables tables, KernelProvider provider) {
    this.n = n;
    limbs = tables.to().size();
    LiftKernel fast = n < KernelProvider.LEAST_DEGREE ? null : provider.lift(tables);
    kernel = fast == null ? Kernels.reference().lift(tables) : fast;
  }

  /**
   * Lifts on the kernels that this process chose.
   *
   * @param n how many coefficients, a power of two
   * @throws IllegalArgumentException if it is not, or there is no modulus
   */
  public static PlainLift of(int n, Modulus t, List<Modulus> to) {
    return new PlainLift(BaseConversion.checked(n), LiftTables.of(t, to), Kernels.chosenProvider());
  }

  /**
   * Lifts on kernels of this kind.
   *
   * @throws IllegalArgumentException as {@link #of(int, Modulus, List)}
   * @throws KernelUnavailableException if the kind cannot run here
   */
  public static PlainLift of(int n, Modulus t, List<Modulus> to, KernelKind kind) {
    return new PlainLift(BaseConversion.checked(n), LiftTables.of(t, to), Kernels.provider(kind));
  }

  /**
   * values = values + ⌊(q·m + ⌊(t+1)/2⌋)/t⌋.
   *
   * @param values {@code long[k][n]} at its beginning, each in [0, qᵢ)
   * @param plain {@code long[n]}, in [0, t)
   * @param fixes {@code long[n]}, overwritten with what depends on the plaintext
   * @throws IllegalArgumentException if an array is too short or two are one
   */
  public void add(long[] values, long[] plain, long[] fixes) {
    check(values, plain, fixes);
    kernel.add(values, plain, fixes, n);
  }

  /**
   * values = values - ⌊(q·m + ⌊(t+1)/2⌋)/t⌋.
   *
   * @throws IllegalArgumentException as {@link #add}
   */
  public void subtract(long[] values, long[] plain, long[] fixes) {
    check(values, plain, fixes);
    kernel.subtract(values, plain, fixes, n);
  }

  private void check(long[] values, long[] plain, long[] fixes) {
    boolean apart = values != plain && values != fixes && plain != fixes;
    if (!apart || values.length < (long) limbs * n || plain.length < n || fixes.length < n) {
      throw new IllegalArgumentException(
          "%d limbs, a plaintext and scratch memory of n = %d values need three arrays, got %s of %d, %d and %d"
              .formatted(
                  limbs, n, apart ? "three" : "fewer", values.length, plain.length, fixes.length));
    }
  }
}
