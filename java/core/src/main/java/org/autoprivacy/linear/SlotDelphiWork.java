package org.autoprivacy.linear;

import java.util.Arrays;
import org.autoprivacy.network.LayerShape;

/**
 * A convolution in slots as DELPHI's released program does it (ePrint 2020/050, output packing
 * after Gazelle, USENIX Security 2018): the client encrypts the input at every rotation that the
 * kernel needs; the server multiplies by masks, rotates each product sum to the output's block and
 * adds.
 *
 * <p>If the last row of outputs stands alone in its ciphertext and is at most half full, its
 * channels are padded to a power of two and repeated, and the copies are added up in
 * logarithmically many rotations.
 */
final class SlotDelphiWork {

  private final SlotLayout layout;
  private final LayerShape shape;
  private final int taps;
  private final int lastOut;
  private final int lastIn;
  private final int repeated;
  private final boolean lastRepeats;
  private final NoisePath[] outputs;
  private long sums;
  private long additions;
  private long rotations;
  private long keySwitches;

  private SlotDelphiWork(LayerShape shape, int polyDegree) {
    this.shape = shape;
    layout = SlotLayout.of(shape, polyDegree);
    taps = shape.kernel() * shape.kernel();
    int perRow = layout.channelsPerRow();
    lastOut = shape.outChannels() - (layout.outRows() - 1) * perRow;
    lastIn = shape.inChannels() - (layout.inRows() - 1) * perRow;
    repeated = (int) SlotLayout.nextPowerOfTwo(lastOut);
    lastRepeats = lastOut <= perRow / 2 && layout.outRows() % 2 == 1;
    outputs = new NoisePath[layout.out()];
    Arrays.fill(outputs, NoisePath.NONE);
  }

  static LayerWork of(LayerShape shape, int polyDegree) {
    return new SlotDelphiWork(shape, polyDegree).count();
  }

  private LayerWork count() {
    int in = layout.in();
    for (int pair = 0; 2 * pair < layout.rowPermutations(); pair++) {
      for (int i = 0; i < in; i++) {
        add(pair, i);
      }
    }
    long up = (long) in * taps;
    NoisePath worst = Arrays.stream(outputs).reduce(NoisePath.NONE, NoisePath::noisier);
    return LayerWork.slots(
        new OperationCounts(
            up, layout.out(), sums * taps, additions + sums * taps, rotations, keySwitches),
        up,
        sums,
        worst,
        layout.polyDegree());
  }

  /** Adds up what input ciphertext {@code i} gives under a pair of row permutations. */
  private void add(int pair, int i) {
    int perRow = layout.channelsPerRow();
    int output = (pair + i) % layout.out();
    boolean repeats = lastRepeats && output == layout.out() - 1;
    int blocks = repeats ? repeated : perRow;
    int permutations = Math.min(2, layout.rowPermutations());
    // Where no input channel is left over, the first sum needs no rotation and no addition.
    int first = shape.inChannels() <= shape.outChannels() || shape.outChannels() == 1 ? 1 : 0;

    long switches = NonAdjacentForm.keySwitchesUpTo(blocks, layout.block(), layout.row());
    NoisePath partial = new NoisePath((double) blocks * taps, 0, switches);
    sums += (long) permutations * blocks;
    rotations += (long) permutations * (blocks - 1);
    keySwitches += permutations * switches;
    additions += (long) permutations * (blocks - first);
    if (repeats) {
      for (int step = reach(2 * pair, i) / 2; step >= repeated; step /= 2) {
        int stepSwitches = layout.blockSwitches(step);
        rotations += permutations;
        keySwitches += (long) permutations * stepSwitches;
        additions += permutations;
        partial = partial.doubled();
      }
    }
    additions++;
    outputs[output] = outputs[output].plus(partial);
    boolean ownRow = pair == 0 ? layout.outRows() == 1 && layout.inRows() > 1 : repeats;
    boolean otherRow = permutations == 2 && !repeats;
    if (ownRow || otherRow) {
      rotations++;
      keySwitches++;
      additions++;
      outputs[output] = outputs[output].plus(partial.rotated(1));
    }
  }

  /** Blocks over which repeated channels have to be added up. */
  private int reach(int permutation, int i) {
    int perRow = layout.channelsPerRow();
    if ((permutation + i + 1) % layout.in() != 0) {
      return perRow;
    }
    int copies = SlotLayout.ceilDiv(lastIn, repeated);
    boolean fits = (long) repeated * copies % lastIn == repeated - 1;
    long effective = SlotLayout.nextPowerOfTwo(fits ? copies : copies + 1);
    return (int) Math.min(effective * repeated, perRow);
  }
}
