package org.autoprivacy.linear;

import java.util.Arrays;
import org.autoprivacy.network.LayerShape;

/**
 * A depthwise layer in slots: one mask for each pixel of the kernel, no channels to mix, so that
 * outputs need no rotation. The client rotates the input in DELPHI, the server in SCI.
 */
final class SlotDepthwiseWork {

  private SlotDepthwiseWork() {}

  static LayerWork of(LayerShape shape, Packing packing, int polyDegree) {
    SlotLayout layout = SlotLayout.of(shape, polyDegree);
    boolean serverRotates = packing == Packing.SLOTS_SCI;
    int[] taps = serverRotates ? layout.tapSwitches(shape) : new int[0];
    long in = layout.in();
    long kernel = (long) shape.kernel() * shape.kernel();
    return LayerWork.slots(
        new OperationCounts(
            serverRotates ? in : in * kernel,
            in,
            in * kernel,
            in * kernel,
            in * taps.length,
            in * Arrays.stream(taps).asLongStream().sum()),
        in * kernel,
        in,
        new NoisePath(kernel, Arrays.stream(taps).max().orElse(0), 0),
        polyDegree);
  }
}
