package org.autoprivacy.linear;

import org.autoprivacy.linear.SlotConvolution.Style;

/**
 * How the channels of a convolution fill rows of slots, two rows in a ciphertext, and what becomes
 * of an output row that stands alone in its ciphertext: where both input rows go to it, they are
 * folded; and where it is at most half full, its channels are padded to a power of two and
 * repeated, and the copies are folded.
 *
 * @param inChannels input channels, one after the other
 * @param outPlaces places of output channels
 * @param perRow blocks in a row
 * @param style whose program it is
 */
record SlotRows(int inChannels, int outPlaces, int perRow, Style style) {

  /** Rows of input channels. */
  int in() {
    return Math.ceilDiv(inChannels, perRow);
  }

  private int out() {
    return Math.ceilDiv(outPlaces, perRow);
  }

  /** Ciphertexts of input channels. */
  int inputs() {
    return Math.ceilDiv(in(), 2);
  }

  /** Ciphertexts of output channels. */
  int outputs() {
    return Math.ceilDiv(out(), 2);
  }

  /** Whether an output has one row only. */
  private boolean alone(int output) {
    return output == outputs() - 1 && out() % 2 == 1;
  }

  /** Whether the only row of an output is so empty that its channels are repeated. */
  boolean repeats(int output) {
    return alone(output) && lastOut() <= perRow / 2 && style != Style.SCI;
  }

  private int lastOut() {
    return outPlaces - (out() - 1) * perRow;
  }

  /** Blocks after which repeated channels come again. */
  int repeated() {
    return SlotMatrix.nextPowerOfTwo(lastOut());
  }

  /** Blocks after which the output channels of a row come again. */
  int period(int output) {
    return repeats(output) ? repeated() : perRow;
  }

  /** Whether both input rows go to the same output row, and are folded in the end. */
  boolean folds(int output) {
    return style == Style.BABY_GIANT ? alone(output) : out() == 1;
  }

  /** Blocks over which repeated channels have to be added up. */
  int reach() {
    return in() == 1 ? fewBlocks() : perRow;
  }

  /** What DELPHI's program takes, but for ciphertexts with a full row, where that is too few. */
  int delphiReach(int permutation, int input) {
    boolean few = (permutation + input + 1) % inputs() == 0;
    return few && input == inputs() - 1 && in() % 2 == 1 ? fewBlocks() : perRow;
  }

  private int fewBlocks() {
    int lastIn = inChannels - (in() - 1) * perRow;
    int copies = Math.ceilDiv(lastIn, repeated());
    boolean fits = (long) repeated() * copies % lastIn == repeated() - 1;
    int groupsNeeded = SlotMatrix.nextPowerOfTwo(fits ? copies : copies + 1);
    return (int) Math.min((long) groupsNeeded * repeated(), perRow);
  }
}
