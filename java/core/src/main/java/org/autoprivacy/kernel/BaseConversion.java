package org.autoprivacy.kernel;

import java.util.List;
import org.autoprivacy.kernel.spi.ConversionKernel;
import org.autoprivacy.kernel.spi.ConversionTables;
import org.autoprivacy.kernel.spi.KernelProvider;
import org.autoprivacy.kernel.spi.Modulus;

/**
 * Residues of n numbers modulo q₀ … q₍ₖ₋₁₎, with product q, to residues modulo p₀ … p₍ₘ₋₁₎: x = Σ
 * vᵢ·(q/qᵢ) - a·q with vᵢ = xᵢ·(q/qᵢ)^-1 mod qᵢ. The centred conversion finds a in double precision
 * (Halevi, Polyakov, Shoup, CT-RSA 2019), the approximate one leaves it out (Bajard, Eynard, Hasan,
 * Zucca, SAC 2016). Takes time that depends on sizes alone. Immutable and thread-safe.
 */
public final class BaseConversion {

  private final int n;
  private final int limbs;
  private final int targets;
  private final ConversionKernel kernel;

  private BaseConversion(int n, ConversionTables tables, KernelProvider provider) {
    this.n = n;
    limbs = tables.from().size();
    targets = tables.to().size();
    ConversionKernel fast = n < KernelProvider.LEAST_DEGREE ? null : provider.conversion(tables);
    kernel = fast == null ? Kernels.reference().conversion(tables) : fast;
  }

  /**
   * Conversion on the kernels that this process chose.
   *
   * @param n how many numbers, a power of two
   * @throws IllegalArgumentException if it is not, a base is empty, the first has more than 60
   *     moduli, or two of the first share a factor
   */
  public static BaseConversion of(int n, List<Modulus> from, List<Modulus> to) {
    return new BaseConversion(checked(n), ConversionTables.of(from, to), Kernels.chosenProvider());
  }

  /**
   * Conversion on kernels of this kind.
   *
   * @throws IllegalArgumentException as {@link #of(int, List, List)}
   * @throws KernelUnavailableException if the kind cannot run here
   */
  public static BaseConversion of(int n, List<Modulus> from, List<Modulus> to, KernelKind kind) {
    return new BaseConversion(checked(n), ConversionTables.of(from, to), Kernels.provider(kind));
  }

  static int checked(int n) {
    if (n < 1 || Integer.bitCount(n) != 1) {
      throw new IllegalArgumentException("n must be a power of two, got " + n);
    }
    return n;
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
   * out = the x in [-q/2, q/2) with these residues; where x is within k·(k + 3)·2^-53·q of ±q/2 it
   * may be x ± q instead.
   *
   * @param out {@code long[m][n]} at its beginning, each in [0, pⱼ) after; not in
   * @param in {@code long[k][n]} at its beginning, each in [0, qᵢ)
   * @param scratch {@link #scratchArrays} arrays, overwritten
   * @throws IllegalArgumentException if an array is too short or out is in
   */
  public void centred(long[] out, long[] in, long[][] scratch) {
    check(out, in, scratch);
    kernel.centred(out, in, n, scratch);
  }

  /**
   * out = x + u·q for the x in [0, q) with these residues and a u in [0, k), the same in all limbs.
   *
   * @throws IllegalArgumentException as {@link #centred}
   */
  public void approximate(long[] out, long[] in, long[][] scratch) {
    check(out, in, scratch);
    kernel.approximate(out, in, n, scratch);
  }

  private void check(long[] out, long[] in, long[][] scratch) {
    if (out == in || out.length < (long) targets * n || in.length < (long) limbs * n) {
      throw new IllegalArgumentException(
          "%d limbs to %d of n = %d values need two arrays, got %s of %d and %d"
              .formatted(limbs, targets, n, out == in ? "one" : "two", in.length, out.length));
    }
    requireScratch(scratch, scratchArrays(), scratchLength());
  }

  static void requireScratch(long[][] scratch, int arrays, int length) {
    boolean enough = scratch.length >= arrays;
    for (int i = 0; enough && i < arrays; i++) {
      enough = scratch[i].length >= length;
    }
    if (!enough) {
      throw new IllegalArgumentException(
          "scratch memory of %d arrays of %d values is needed".formatted(arrays, length));
    }
  }
}
