package org.autoprivacy.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerShapeTest {

  @ParameterizedTest
  @CsvSource({
    "conv:64x16x16:64:k3:s1:p1, 16, 576, 36864, 9437184",
    "conv:16x32x32:32:k3:s2:p1, 16, 144, 4608, 1179648",
    "dw:192x16x16:k3:s2:p1, 8, 9, 1728, 110592",
    "fc:1024:10, 1, 1024, 10240, 10240",
    "conv:3x5x7:2:k3:s1:p0, 3, 27, 54, 810",
  })
  void tokensAreReadAndWritten(String token, int outHeight, long terms, long weights, long macs) {
    LayerShape shape = LayerShape.parse(token);
    assertEquals(token, shape.toString());
    assertEquals(outHeight, shape.outHeight());
    assertEquals(terms, shape.terms());
    assertEquals(weights, shape.weights());
    assertEquals(macs, shape.macs());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "conv",
        "conv:64x16:64:k3:s1:p1",
        "conv:0x16x16:64:k3:s1:p1",
        "conv:64x16x16:64:k3:s0:p1",
        "conv:64x2x2:64:k5:s1:p0",
        "conv:64x16x16:64:k1:s1:p1",
        "conv:99999999999999999999x1x1:1:k1:s1:p0",
        "dw:8x4x4:k3:s1",
        "fc:0:1",
        "fc:-1:1",
      })
  void otherTokensAreRefused(String token) {
    assertThrows(IllegalArgumentException.class, () -> LayerShape.parse(token));
  }

  @Test
  void aDepthwiseLayerKeepsItsChannels() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new LayerShape(LayerShape.Kind.DEPTHWISE, 8, 4, 4, 9, 3, 1, 1));
  }
}
