package org.autoprivacy.kernel;

import java.util.List;
import org.autoprivacy.kernel.spi.ConversionKernel;
import org.autoprivacy.kernel.spi.KernelProvider;
import org.autoprivacy.kernel.spi.Modulus;
import org.autoprivacy.kernel.spi.ScalingKernel;
import org.autoprivacy.kernel.spi.ScalingTables;

/**
 * ⌊t·x/q⌉ mod t of n numbers from their residues modulo the factors of q: whole parts are exact,
 * fractions are added in double precision (Halevi, Polyakov, Shoup, CT-RSA 2019), and a call says
 * whether that was enough. Takes time that depends on sizes alone. Immutable and thread-safe.
 */
public final class PlainScaling {

  private final int n;
  private final int limbs;
  private final ScalingKernel kernel;

  private PlainScaling(int n, ScalingTables tables, KernelProvider provider) {
    this.n = n;
    limbs = tables.from().size();
    ScalingKernel fast = n < KernelProvider.LEAST_DEGREE ? null : provider.scaling(tables);
    kernel = fast == null ? Kernels.reference().scaling(tables) : fast;
  }

  /**
   * Scaling on the kernels that this process chose.
   *
   * @param n how many numbers, a power of two
   * @throws IllegalArgumentException if it is not, there is no modulus or there are more than 60,
   *     two share a factor, or one shares a factor with t
   */
  public static PlainScaling of(int n, List<Modulus> from, Modulus t) {
    return new PlainScaling(
        BaseConversion.checked(n), ScalingTables.of(from, t), Kernels.chosenProvider());
  }

  /**
   * Scaling on kernels of this kind.
   *
   * @throws IllegalArgumentException as {@link #of(int, List, Modulus)}
   * @throws KernelUnavailableException if the kind cannot run here
   */
  public static PlainScaling of(int n, List<Modulus> from, Modulus t, KernelKind kind) {
    return new PlainScaling(
        BaseConversion.checked(n), ScalingTables.of(from, t), Kernels.provider(kind));
  }

  /** Arrays of scratch memory, of {@link #scratchLength} numbers or more each. */
  public int scratchArrays() {
    return limbs + 1;
  }

  /** Numbers in each scratch array: n or 512, whichever is less. */
  public int scratchLength() {
    return Math.min(n, ConversionKernel.BLOCK);
  }

  /**
   * Scales, with halves rounded up.
   *
   * @param out n values from {@code outAt} on, in [0, t) after; not in
   * @param in {@code long[k][n]} at its beginning, each in [0, qᵢ)
   * @param scratch {@link #scratchArrays} arrays, overwritten
   * @return true if every result is ⌊t·x/q⌉, which is so where t·x/q is further than (k + 1)·(k +
   *     4)·2^-53 from every half, as in a decryption whose noise is below its bound; false if some
   *     is nearer and may be off by one
   * @throws IllegalArgumentException if an array is too short or out is in
   */
  public boolean scale(long[] out, int outAt, long[] in, long[][] scratch) {
    if (out == in || outAt < 0 || outAt > out.length - n || in.length < (long) limbs * n) {
      throw new IllegalArgumentException(
          "%d limbs of n = %d values and as many results need two arrays, got %s of %d and %d from %d"
              .formatted(limbs, n, out == in ? "one" : "two", in.length, out.length, outAt));
    }
    BaseConversion.requireScratch(scratch, scratchArrays(), scratchLength());
    return kernel.scale(out, outAt, in, n, scratch);
  }
}
