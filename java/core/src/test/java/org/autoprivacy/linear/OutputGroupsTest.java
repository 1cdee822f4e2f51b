package org.autoprivacy.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.Node;
import org.autoprivacy.network.Topologies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutputGroupsTest {

  @ParameterizedTest
  @EnumSource(Packing.class)
  void groupsAreAsManyAsTheCountsSayAndPartitionTheValues(Packing packing) {
    for (Node.Linear layer : Topologies.byName("resnet32-cifar100").layers()) {
      LayerShape shape = layer.shape();
      OutputGroups groups = OutputGroups.of(shape, packing, 4096);
      assertEquals(
          LayerWork.of(shape, packing, 4096).counts().ciphertextsDown(), groups.ciphertexts());
      assertArrayEquals(
          IntStream.range(0, (int) shape.outputs()).toArray(),
          IntStream.range(0, groups.ciphertexts()).flatMap(groups::values).sorted().toArray());
    }
  }

  @Test
  void channelsShareACiphertextAsTheyAreLaidOut() {
    // 14x14 pixels take 256 slots: 4 channels in a row of 1024, 8 in a ciphertext.
    LayerShape shape = LayerShape.convolution(3, 14, 14, 20, 3, 1, 1);
    OutputGroups delphi = OutputGroups.of(shape, Packing.SLOTS_DELPHI, 2048);
    assertEquals(3, delphi.ciphertexts());
    assertArrayEquals(IntStream.range(0, 8 * 196).toArray(), delphi.values(0).toArray());
    // Strided outputs lie side by side in ours: four times as many in a ciphertext.
    LayerShape strided = LayerShape.convolution(3, 32, 32, 16, 3, 2, 1);
    assertEquals(4, OutputGroups.of(strided, Packing.SLOTS_DELPHI, 4096).ciphertexts());
    assertEquals(1, OutputGroups.of(strided, Packing.SLOTS, 4096).ciphertexts());
    // A tile's outputs are not beside each other in the image.
    LayerShape large = LayerShape.convolution(1, 40, 40, 1, 1, 1, 0);
    OutputGroups tiles = OutputGroups.of(large, Packing.SLOTS, 2048);
    assertEquals(2, tiles.ciphertexts());
  }
}
