package org.autoprivacy.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.autoprivacy.linear.LayerWork;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.Node;
import org.autoprivacy.network.Topologies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputCiphertextsTest {

  @ParameterizedTest
  @ValueSource(ints = {2048, 4096, 8192, 16384})
  void groupsAreAsManyAsTheCountsSayAndPartitionTheValues(int polyDegree) {
    for (String name : Topologies.names()) {
      for (Node.Linear layer : Topologies.byName(name).layers()) {
        LayerShape shape = layer.shape();
        OutputCiphertexts groups = OutputCiphertexts.of(shape, polyDegree);
        assertEquals(
            LayerWork.of(shape, Packing.SLOTS_DELPHI, polyDegree).counts().ciphertextsDown(),
            groups.ciphertexts(),
            name + " " + shape + " at " + polyDegree);
        int next = 0;
        for (int i = 0; i < groups.ciphertexts(); i++) {
          assertEquals(next, groups.from(i));
          next = groups.to(i);
        }
        assertEquals(shape.outputs(), next);
      }
    }
  }

  @Test
  void channelsShareACiphertextAsDelphiLaysThemOut() {
    // 14x14 pixels take 256 slots: 4 channels in a row of 1024, 8 in a ciphertext.
    OutputCiphertexts groups =
        OutputCiphertexts.of(LayerShape.convolution(3, 14, 14, 20, 3, 1, 1), 2048);
    assertEquals(3, groups.ciphertexts());
    assertEquals(8 * 196, groups.to(0));
    assertEquals(20 * 196, groups.to(2));
    assertThrows(
        IllegalArgumentException.class,
        () -> OutputCiphertexts.of(LayerShape.convolution(3, 64, 64, 20, 3, 1, 1), 4096));
  }
}
