package org.autoprivacy.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsCommandTest {

  @TempDir Path folder;

  @Test
  void itSaysWhatEachLayerNeedsForAnyImageAndForTheseImages() {
    JsonNode weights = Cli.run("weights", "--dataset", "mnist", "--json", "--quiet").json();
    assertEquals("mnist-cnn", weights.get("network").asText());
    assertEquals(8, weights.get("bits").asInt());
    assertEquals(157_264, weights.get("weights").asInt());
    assertEquals(5, weights.get("layers").size());
    for (JsonNode layer : weights.get("layers")) {
      long least = layer.get("worstCase").get(0).asLong();
      long most = layer.get("worstCase").get(1).asLong();
      assertTrue(least <= layer.get("observed").get(0).asLong());
      assertTrue(most >= layer.get("observed").get(1).asLong());
      int bits = layer.get("plainBits").asInt();
      assertTrue(1L << bits > 2 * Math.max(most, -least));
      assertTrue(1L << (bits - 1) <= 2 * Math.max(most, -least));
      assertTrue(layer.get("observedPlainBits").asInt() <= bits);
    }
    Cli text = Cli.run("weights");
    assertTrue(text.out().contains("conv1 conv:1x28x28:16:k3:s1:p1"), text.out());
  }

  @Test
  void theSameWeightsAreWrittenAgain() throws IOException {
    Path one = folder.resolve("one.weights");
    Path two = folder.resolve("two.weights");
    assertEquals(0, Cli.run("weights", "mnist-cnn", "--out", one.toString()).code());
    assertEquals(0, Cli.run("weights", one.toString(), "--out", two.toString()).code());
    assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
  }

  @Test
  void whatCannotBeReadIsOneLine() throws IOException {
    Path file = folder.resolve("cut.weights");
    assertEquals(0, Cli.run("weights", "mnist-cnn", "--out", file.toString()).code());
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    Cli.run("weights", file.toString()).failed(ExitCode.USAGE, "cut.weights", "cut off");
    Cli.run("weights", "lenet").failed(ExitCode.USAGE, "choose one of mnist-cnn");
    Cli.run("weights", "mobilenetv2-cifar10-14bit")
        .failed(ExitCode.USAGE, "no weights of mobilenetv2-cifar10-14bit come with this version");
  }
}
