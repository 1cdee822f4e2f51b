package org.autoprivacy.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nonsense                                                          | nonsense
          select --no-such-option                                           | --no-such-option
          select --network nowhere                                          | nowhere
          select --dataset svhn                                             | svhn
          select --dataset cifar10:/nonexistent                             | /nonexistent
          select --engine opencl                                            | opencl
          select --packing diagonal                                         | diagonal
          select --policy sarsa                                             | sarsa
          select --policy fixed:0                                           | (0, 1)
          select --policy fixed:1                                           | (0, 1)
          select --policy fixed:2^10                                        | 2^10
          select --reward latency                                           | latency
          select --error-model uniform                                      | uniform
          select --error-range 40:5                                         | 40
          select --error-range x                                            | A:B
          select --privacy statistical:500                                  | 500
          select --episodes 0                                               | episodes
          select --max-accuracy-loss 200                                    | loss
          select --level 100                                                | 100
          select --profile /nonexistent.json                                | /nonexistent.json
          security --poly-degree 5000 --log-q 100                           | power of two
          security --poly-degree 4096                                       | --log-q
          security --poly-degree 4096 --log-q 100 --model guess             | guess
          security --poly-degree 4096 --log-q 100 --secret sparse           | sparse
          security --poly-degree 4096 --log-q 100 --samples 4000            | fewer than n
          security --poly-degree 512 --log-q 20                             | outside the model
          security --poly-degree 4096 --level 128 --samples 9000            | --log-q
          security --batch /nonexistent.csv                                 | /nonexistent.csv
          counts --shape conv:1x2:3 --packing slots-delphi --poly-degree 4096 | conv:1x2:3
          counts --shape fc:8:8 --packing slots-delphi --poly-degree 5000   | power of two
          counts --network nowhere --packing slots-delphi --poly-degree 4096 | nowhere
          params --shape fc:8:8 --packing slots-delphi --error-rate 0       | (0, 1)
          params --shape fc:8:8 --packing slots-delphi --error-rate 1.5     | (0, 1)
          params --shape fc:8:8 --packing slots-delphi --error-rate often   | often
          accuracy --network nowhere                                        | nowhere
          accuracy --samples 100000                                         | samples
          accuracy --errors /nonexistent.json                               | /nonexistent.json
          study table2                                                      | table1
          study                                                             | STUDY
          params --shape fc:8:8 --packing slots-sci --error-rate 2^-9 --privacy flooding | divide-and-round
          accuracy --errors a --error-rate 2^-5                             | --error
          train mnist-cnn                                                   | --out
          train nowhere --out /tmp/x.weights                                | nowhere
          train mnist-cnn --epochs 1 --out /tmp/x.weights                   | epochs
          """)
  void badUsageIsOneLineAndCode2(String command, String word) {
    Cli.run(command.strip().split(" +")).failed(ExitCode.USAGE, word.strip());
  }

  @Test
  void nothingFits() {
    Cli.withProfile(
            "params",
            "--shape",
            "fc:8:8",
            "--packing",
            "slots-delphi",
            "--error-rate",
            "2^-10",
            "--rules",
            "paper",
            "--plain-bits",
            "60")
        .failed(ExitCode.NO_PARAMETERS, "no parameters fit");
    Cli.withProfile("select", "--latency-budget", "0.001", "--out", folder.toString())
        .failed(ExitCode.NO_PARAMETERS, "budget");
  }

  @Test
  void aProfileOfAnotherMachineIsRefused() throws IOException {
    Path foreign = folder.resolve("foreign.json");
    Files.writeString(
        foreign,
        Files.readString(Cli.profile())
            .replaceFirst("\"cpuModel\" : \"[^\"]*\"", "\"cpuModel\" : \"Abacus 2000\""));
    Cli.run("select", "--profile", foreign.toString(), "--out", folder.resolve("s").toString())
        .failed(ExitCode.USAGE, "Abacus 2000", "--foreign");
    assertFalse(Files.exists(folder.resolve("s")));
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    for (String text :
        new String[] {"", "{", "{}", "[]", "{\"schemaVersion\": 99}", "\u0000\u0001"}) {
      Path broken = Files.writeString(folder.resolve("broken.json"), text);
      Cli.run("select", "--profile", broken.toString(), "--foreign")
          .failed(ExitCode.USAGE, "broken.json");
      Cli.run("accuracy", "--errors", broken.toString()).failed(ExitCode.USAGE, "broken.json");
    }
    byte[] profile = Files.readAllBytes(Cli.profile());
    Path half =
        Files.write(folder.resolve("half.json"), Arrays.copyOf(profile, profile.length / 2));
    Cli.run("select", "--profile", half.toString(), "--foreign")
        .failed(ExitCode.USAGE, "half.json");
    Path weights = Files.write(folder.resolve("broken.weights"), new byte[1000]);
    Cli.run("accuracy", "--network", weights.toString()).failed(ExitCode.USAGE, "broken.weights");
    Path state = folder.resolve("sel");
    Files.createDirectories(state);
    Files.write(state.resolve("search.state"), new byte[100]);
    Cli.withProfile("select", "--resume", "--out", state.toString(), "--episodes", "2")
        .failed(ExitCode.USAGE, "search.state");
  }

  @Test
  void aFolderThatCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Cli.withProfile("select", "--episodes", "1", "--out", file.resolve("sub").toString(), "--quiet")
        .failed(ExitCode.FAILED, "file");
  }
}
