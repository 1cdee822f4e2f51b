package org.autoprivacy.linear;

import org.autoprivacy.network.LayerShape;

/**
 * A fully connected layer in slots, by Gazelle's hybrid diagonal method: the input is repeated to
 * fill the ciphertext, multiplied by generalised diagonals at rotations 0 to d-1, and the sum
 * folded onto itself log2(w'/d) times, where w' is the next power of two of the inputs.
 *
 * <p>More than n inputs are split over several ciphertexts whose products are summed before they
 * are folded; more than n outputs are split over several results.
 */
final class SlotMatrixWork {

  private SlotMatrixWork() {}

  static LayerWork of(LayerShape shape, int polyDegree) {
    int inBlocks = SlotLayout.ceilDiv(shape.inChannels(), polyDegree);
    int outBlocks = SlotLayout.ceilDiv(shape.outChannels(), polyDegree);
    long inputs = SlotLayout.nextPowerOfTwo(SlotLayout.ceilDiv(shape.inChannels(), inBlocks));
    long outputs = SlotLayout.nextPowerOfTwo(SlotLayout.ceilDiv(shape.outChannels(), outBlocks));
    long copies = polyDegree / inputs;
    long diagonals = Math.ceilDiv(outputs, copies);
    int row = polyDegree / 2;

    long inSwitches = 0;
    int mostSwitches = 0;
    for (long j = 1; j < diagonals; j++) {
      int switches = NonAdjacentForm.keySwitches(j % row, row) + (j >= row ? 1 : 0);
      inSwitches += switches;
      mostSwitches = Math.max(mostSwitches, switches);
    }
    NoisePath path = new NoisePath((double) diagonals * inBlocks, mostSwitches, 0);
    long folds = 0;
    for (long step = diagonals; step < inputs; step *= 2) {
      folds++;
      path = path.doubled();
    }
    long products = diagonals * inBlocks * outBlocks;
    return LayerWork.slots(
        new OperationCounts(
            inBlocks,
            outBlocks,
            products,
            products + folds * outBlocks,
            (diagonals - 1) * inBlocks + folds * outBlocks,
            inSwitches * inBlocks + folds * outBlocks),
        diagonals * inBlocks,
        outBlocks,
        path,
        polyDegree);
  }
}
