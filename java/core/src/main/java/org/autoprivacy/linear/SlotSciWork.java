package org.autoprivacy.linear;

import java.util.Arrays;
import org.autoprivacy.network.LayerShape;

/**
 * A convolution in slots as SCI (CrypTFlow2, ePrint 2020/1002) does it: the server rotates the
 * input, and sums over the input ciphertexts before it rotates the outputs.
 */
final class SlotSciWork {

  private SlotSciWork() {}

  static LayerWork of(LayerShape shape, int polyDegree) {
    SlotLayout layout = SlotLayout.of(shape, polyDegree);
    int[] taps = layout.tapSwitches(shape);
    int in = layout.in();
    int perRow = layout.channelsPerRow();
    int permutations = layout.rowPermutations();
    int kernel = shape.kernel() * shape.kernel();
    boolean ownRow = layout.outRows() == 1 && layout.inRows() > 1;
    long columns = layout.outRows() > 1 ? permutations / 2 : ownRow ? 1 : 0;
    long blockSwitches = NonAdjacentForm.keySwitchesUpTo(perRow, layout.block(), layout.row());

    long sums = (long) permutations * perRow;
    long products = sums * in * kernel;
    NoisePath row =
        new NoisePath(
            (double) perRow * in * kernel, Arrays.stream(taps).max().orElse(0), blockSwitches);
    NoisePath output =
        ownRow ? row.doubled() : layout.outRows() > 1 ? row.plus(row.rotated(1)) : row;
    return LayerWork.slots(
        new OperationCounts(
            in,
            layout.out(),
            products,
            products - sums + permutations * (perRow - 1L) + columns,
            permutations * (perRow - 1L) + columns + (long) in * taps.length,
            permutations * blockSwitches + columns + in * Arrays.stream(taps).asLongStream().sum()),
        (long) in * kernel,
        sums,
        output,
        polyDegree);
  }
}
