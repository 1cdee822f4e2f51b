package org.autoprivacy.learn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.autoprivacy.bfv.EngineUnavailableException;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class TorchTest {

  /** Run in a JVM that takes itself for another machine. */
  static final class Elsewhere {
    private Elsewhere() {}

    public static void main(String[] args) {
      try {
        Torch.require(1);
      } catch (EngineUnavailableException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static List<String> lines(String... properties) throws IOException {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of(properties));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Elsewhere.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  @Test
  void platformsWithoutLibtorchAreToldWhereToTrain() throws IOException {
    assertEquals(
        List.of(
            "training needs libtorch, which comes for linux-x86_64 and not for linux-riscv64:"
                + " train there; everything else works here"),
        lines("-Dorg.bytedeco.javacpp.platform=linux-riscv64"));
  }

  @Test
  void aCacheThatCannotBeWrittenIsNamed() throws IOException {
    List<String> lines =
        lines(
            "-Dorg.bytedeco.javacpp.cachedir=/dev/null/cache",
            "-Duser.home=/dev/null/home",
            "-Djava.io.tmpdir=/dev/null/tmp");
    assertEquals(1, lines.size(), lines.toString());
    assertTrue(lines.getFirst().startsWith("libtorch could not be loaded ("), lines.getFirst());
  }

  @Test
  void roundingPassesGradientsThrough() {
    Torch.require(1);
    Tensor x =
        Torch.tensor(new float[] {-1.5f, -0.2f, 0.5f, 1.5f, 2.7f}, 5).set_requires_grad(true);
    Tensor rounded = Torch.roundStraightThrough(x);
    assertTrue(torch.equal(rounded.detach(), Torch.tensor(new float[] {-2, 0, 0, 2, 3}, 5)));
    Tensor down = Torch.roundWithin(x, -1, 2);
    assertTrue(torch.equal(down.detach(), Torch.tensor(new float[] {-1, -1, 0, 1, 2}, 5)));
    Tensor nearest = Torch.roundWithin(x.to(ScalarType.BFloat16), -1, 2).to(ScalarType.Float);
    assertTrue(torch.equal(nearest.detach(), Torch.tensor(new float[] {-1, 0, 0, 2, 2}, 5)));
    rounded.sum().add(down.sum()).add(nearest.sum()).backward();
    assertTrue(torch.equal(x.grad(), Torch.tensor(new float[] {1, 3, 3, 3, 2}, 5)));
  }
}
