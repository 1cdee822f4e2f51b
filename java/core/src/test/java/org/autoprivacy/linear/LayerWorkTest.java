package org.autoprivacy.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.autoprivacy.network.LayerShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LayerWorkTest {

  private record Row(String layer, LayerShape shape, int polyDegree, List<Long> counts) {}

  /** The counts of every layer of three networks, made by a program of its own. */
  private static List<Row> rows() throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(LayerWorkTest.class.getResourceAsStream("/opcounts/opcounts.csv"))) {
      List<Row> rows = new ArrayList<>();
      new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .forEach(line -> {
            String[] f = line.split(",", -1);
            rows.add(
                new Row(
                    f[0],
                    LayerShape.parse(f[1]),
                    Integer.parseInt(f[2]),
                    Arrays.stream(f).skip(3).map(Long::valueOf).toList()));
          });
      return rows;
    }
  }

  @Test
  void everyRowOfTheReferenceIsMet() throws IOException {
    List<Row> rows = rows();
    assertEquals(186, rows.size());
    for (Row row : rows) {
      List<Long> c = row.counts();
      OperationCounts delphi =
          LayerWork.of(row.shape(), Packing.SLOTS_DELPHI, row.polyDegree()).counts();
      assertEquals(
          new OperationCounts(c.get(0), c.get(2), c.get(3), c.get(6), c.get(4), c.get(5)),
          delphi,
          row.layer());
      OperationCounts sci = LayerWork.of(row.shape(), Packing.SLOTS_SCI, row.polyDegree()).counts();
      assertEquals(
          new OperationCounts(c.get(1), c.get(2), c.get(7), sci.additions(), c.get(8), c.get(9)),
          sci,
          row.layer());
      OperationCounts cheetah =
          LayerWork.of(row.shape(), Packing.COEFFICIENTS_CHEETAH, row.polyDegree()).counts();
      assertEquals(
          new OperationCounts(c.get(10), c.get(11), c.get(12), c.get(13), 0, 0),
          cheetah,
          row.layer());
    }
  }

  // DELPHI's program: 3 channels fill less than one repeat of 16, so that two copies suffice.
  @Test
  void fewInputChannelsNeedFewerFolds() {
    OperationCounts counts =
        LayerWork.of(LayerShape.parse("conv:3x8x8:16:k1:s1:p0"), Packing.SLOTS_DELPHI, 8192)
            .counts();
    assertEquals(16, counts.plainProducts());
    assertEquals(15 + 1, counts.rotations());
  }

  @ParameterizedTest
  @CsvSource({
    "conv:1x28x28:8:k3:s1:p1, 4096",
    "conv:8x14x14:16:k3:s2:p1, 1024",
    "conv:5x7x9:3:k3:s1:p0, 2048",
    "dw:10x15x15:k3:s1:p1, 2048",
    "fc:784:128, 1024",
    "fc:3000:10, 1024",
    "fc:10:3000, 1024"
  })
  void anyShapeHasAWork(String token, int polyDegree) {
    LayerShape shape = LayerShape.parse(token);
    for (Packing packing : Packing.values()) {
      LayerWork work = LayerWork.of(shape, packing, polyDegree);
      OperationCounts counts = work.counts();
      assertTrue(counts.ciphertextsUp() > 0 && counts.ciphertextsDown() > 0);
      // As many slots or coefficients as values, at least.
      assertTrue(counts.ciphertextsUp() * polyDegree >= shape.inputs(), packing.token());
      assertTrue(
          counts.ciphertextsDown() * work.releasedPerCiphertext() >= shape.outputs(),
          packing.token());
      // As many products of slots or coefficients as multiplications, at least.
      long each = packing.usesSlots() ? polyDegree : (long) polyDegree * polyDegree;
      assertTrue(counts.plainProducts() * each >= shape.macs(), packing.token());
      assertTrue(work.path().terms() >= (packing.usesSlots() ? 1 : shape.terms()));
      assertEquals(packing.usesSlots(), work.releasedPerCiphertext() == polyDegree);
    }
  }

  @Test
  void largeImagesAreTiled() {
    LayerShape shape = LayerShape.parse("conv:3x64x64:4:k3:s1:p1");
    OperationCounts counts = LayerWork.of(shape, Packing.COEFFICIENTS_CHEETAH, 1024).counts();
    // 66 x 66 pixels in tiles of 32 x 32 that overlap by two: three by three tiles.
    assertEquals(new OperationCounts(27, 36, 108, 72, 0, 0), counts);
    // In rows of 512 slots two by five tiles, 34 x 15 pixels each; two channels in a ciphertext.
    OperationCounts delphi = LayerWork.of(shape, Packing.SLOTS_DELPHI, 1024).counts();
    OperationCounts tile =
        LayerWork.of(LayerShape.parse("conv:3x34x15:4:k3:s1:p0"), Packing.SLOTS_DELPHI, 1024)
            .counts();
    assertEquals(180, delphi.ciphertextsUp());
    assertEquals(20, delphi.ciphertextsDown());
    assertEquals(tile.times(10), delphi);
    // A kernel that sees more than a row holds can be evaluated in no tiles.
    LayerShape wide = LayerShape.parse("conv:1x30x30:1:k30:s1:p0");
    String message =
        assertThrows(IllegalArgumentException.class, () -> LayerWork.of(wide, Packing.SLOTS, 1024))
            .getMessage();
    assertTrue(Objects.requireNonNull(message).contains("512 slots"), message);
  }

  @ParameterizedTest
  @EnumSource(Packing.class)
  void degreesThatAreNoPowerOfTwoAreRefused(Packing packing) {
    LayerShape shape = LayerShape.parse("fc:64:10");
    for (int polyDegree : new int[] {0, 512, 3000, 131072, -4096}) {
      assertThrows(IllegalArgumentException.class, () -> LayerWork.of(shape, packing, polyDegree));
    }
  }

  @Test
  void stridedOneByOneSeesTheSubsampledImage() {
    assertEquals(
        LayerWork.of(
            LayerShape.parse("conv:16x16x16:32:k1:s1:p0"), Packing.COEFFICIENTS_CHEETAH, 4096),
        LayerWork.of(
            LayerShape.parse("conv:16x32x32:32:k1:s2:p0"), Packing.COEFFICIENTS_CHEETAH, 4096));
  }

  @Test
  void batchGivesARowForARow() {
    assertEquals(
        List.of(
            CountsBatch.HEADER_OUT,
            "fc:1024:10,slots-delphi,4096,1,1,4,12,11,12",
            "fc:1024:10,coefficients-cheetah,8192,1,2,2,0,0,0"),
        CountsBatch.run(
            List.of(
                CountsBatch.HEADER_IN,
                "fc:1024:10,slots-delphi,4096",
                "",
                "fc:1024:10, coefficients-cheetah , 8192")));
    for (String bad :
        List.of("fc:1024:10,slots-delphi", "fc:1024:10,none,4096", "fc:1:2,slots-sci,x")) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> CountsBatch.run(List.of(CountsBatch.HEADER_IN, bad)))
              .getMessage();
      assertTrue(Objects.requireNonNull(message).startsWith("line 2: "), message);
    }
    assertThrows(IllegalArgumentException.class, () -> CountsBatch.run(List.of("a,b,c")));
  }
}
