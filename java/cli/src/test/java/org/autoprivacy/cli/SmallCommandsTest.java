package org.autoprivacy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.autoprivacy.linear.Packing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallCommandsTest {

  @TempDir Path folder;

  @Test
  void infoHasItsKeys() {
    JsonNode info = Cli.run("info", "--json").json();
    for (String key : List.of("version", "commit", "java", "cpu", "kernels", "engines")) {
      assertTrue(info.has(key), key);
    }
    assertTrue(info.get("cpu").has("model"));
    assertTrue(info.get("cpu").get("features").isArray());
    for (JsonNode engine : info.get("engines")) {
      assertTrue(engine.get("name").isTextual());
      assertTrue(engine.get("available").isBoolean());
      assertTrue(engine.get("detail").isTextual());
    }
    String text = Cli.run("info").out();
    assertTrue(text.contains("seal-jna"));
    JsonNode table = info.get("security").get("otherLevelTables").get(0);
    assertEquals("he-standard-2018", table.get("name").asText());
    assertEquals(125, table.get("leastBits").asDouble(), 0.5);
    assertEquals(126, table.get("mostBits").asDouble(), 0.5);
    assertTrue(text.contains("2018") && text.contains("125.1 to 126.3 bits"), text);
  }

  @Test
  void validateHoldsTheModelAgainstAnEngine() throws IOException {
    String[] command = {
      "validate", "failures", "--quick", "--engine", "java", "--out", folder.toString(), "--json"
    };
    JsonNode table = Cli.run(command).json();
    assertEquals("java", table.get("engine").asText());
    assertEquals(2, table.get("rows").size());
    for (JsonNode row : table.get("rows")) {
      double ratio =
          row.get("measuredErrorRate").asDouble() / row.get("predictedErrorRate").asDouble();
      assertEquals(1, ratio, 0.3, row.toString());
    }
    // The table is there, and the same command gives it again.
    assertTrue(Files.readString(folder.resolve("failures-java-quick.md")).contains("| slots |"));
    assertEquals(table, Cli.run(command).json());
    JsonNode sampling =
        Cli.run(
                "validate",
                "sampling",
                "--quick",
                "--engine",
                "java",
                "--out",
                folder.toString(),
                "--json")
            .json();
    for (JsonNode row : sampling.get("rows")) {
      assertTrue(row.get("rootMeanSquareBits").asDouble() < 3, row.toString());
    }
    Cli.run("validate", "failures", "--engine", "none").failed(ExitCode.USAGE, "no engine");
    Cli.run("validate", "nothing").failed(ExitCode.USAGE, "nothing");
  }

  @Test
  void securityOfOnePointAndTheLargestModulus() {
    JsonNode point =
        Cli.run("security", "--poly-degree", "4096", "--log-q", "109", "--json").json();
    assertEquals(125.0988, point.get("securityBits").asDouble(), 0.05);
    assertEquals(125.5555, point.get("attacks").get("usvp").asDouble(), 0.05);
    assertEquals(125.7182, point.get("attacks").get("dualHybrid").asDouble(), 0.05);
    assertEquals("matzov", point.get("model").asText());
    JsonNode limit =
        Cli.run("security", "--poly-degree", "8192", "--level", "128", "--json").json();
    assertEquals(214, Math.floor(limit.get("maxLogQ").asDouble()));
    assertEquals(
        218,
        Cli.run(
                "security",
                "--poly-degree",
                "8192",
                "--level",
                "128",
                "--level-table",
                "he-standard-2018",
                "--json")
            .json()
            .get("maxLogQ")
            .asDouble());
  }

  @Test
  void securityInABatch() throws IOException {
    Path in = Files.writeString(folder.resolve("in.csv"), "poly_degree,log_q\n2048,54\n1024,27\n");
    Path out = folder.resolve("out.csv");
    assertEquals(0, Cli.run("security", "--batch", in.toString(), "--out", out.toString()).code());
    List<String> lines = Files.readAllLines(out);
    assertEquals("poly_degree,log_q,security_bits,usvp,bdd,dual_hybrid", lines.getFirst());
    assertEquals(3, lines.size());
    assertTrue(lines.get(1).startsWith("2048,54,"));
    Files.writeString(in, "poly_degree,log_q\n2048\n");
    Cli.run("security", "--batch", in.toString()).failed(ExitCode.USAGE, "in.csv:2");
  }

  @Test
  void countsOfALayerANetworkAndABatch() throws IOException {
    JsonNode layer =
        Cli.run(
                "counts",
                "--shape",
                "conv:64x16x16:64:k3:s1:p1",
                "--packing",
                "slots-delphi",
                "--poly-degree",
                "8192",
                "--json")
            .json();
    assertEquals(18, layer.get("ciphertextsUp").asInt());
    assertEquals(2, layer.get("ciphertextsDown").asInt());
    assertEquals(1152, layer.get("plainProducts").asInt());
    assertEquals(1280, layer.get("additions").asInt());
    assertEquals(124, layer.get("rotations").asInt());
    assertEquals(188, layer.get("keySwitches").asInt());
    JsonNode network =
        Cli.run(
                "counts",
                "--network",
                "7cnet-cifar10",
                "--packing",
                "coefficients-cheetah",
                "--poly-degree",
                "4096",
                "--json")
            .json();
    assertEquals(2451, network.get("plainProducts").asInt());
    assertEquals(8, network.get("layers").size());
    Path in =
        Files.writeString(
            folder.resolve("in.csv"),
            "shape,packing,poly_degree\nfc:1024:10,coefficients-cheetah,4096\n");
    assertEquals(
        "shape,packing,poly_degree,ciphertexts_up,ciphertexts_down,plain_products,additions,"
            + "rotations,key_switches\nfc:1024:10,coefficients-cheetah,4096,1,3,3,0,0,0\n",
        Cli.run("counts", "--batch", in.toString()).out());
  }

  @Test
  void aStudyWritesItsFilesAndItsPage() throws IOException {
    Path out = folder.resolve("envelope");
    Path page = Files.writeString(folder.resolve("envelope.md"), "nothing\n");
    Cli.withProfile("study", "envelope", "--page", page.toString())
        .failed(ExitCode.USAGE, "no place for results");
    assertEquals("nothing\n", Files.readString(page));
    Files.writeString(page, "before\n" + StudyPage.BEGIN + "old\n" + StudyPage.END + "behind\n");
    JsonNode study =
        Cli.withProfile(
                "study", "envelope", "--out", out.toString(), "--page", page.toString(), "--json")
            .json();
    assertEquals("envelope", study.get("study").asText());
    assertEquals(18, study.get("tables").get("kernel").size());
    for (String name : new String[] {"kernel.csv", "kernel-log-q.svg", "run.json"}) {
      assertTrue(Files.size(out.resolve(name)) > 100, name);
    }
    String written = Files.readString(page);
    assertTrue(written.startsWith("before\n") && written.endsWith("behind\n"), written);
    assertTrue(written.contains(Files.readString(out.resolve("results.md"))));
    assertTrue(!written.contains("old"));
  }

  @Test
  void privacyIsClaimedInNumbers() {
    JsonNode params =
        Cli.withProfile(
                "params",
                "--shape",
                "fc:1024:10",
                "--packing",
                "coefficients-cheetah",
                "--error-rate",
                "2^-10",
                "--privacy",
                "divide-and-round:40",
                "--json")
            .json();
    JsonNode claim = params.get("privacyClaim");
    assertEquals(-40, claim.get("log2DistancePerCoefficient").asDouble(), 0.1);
    assertEquals(10, claim.get("coefficients").asLong());
    assertEquals(5, params.get("rules").size());
    assertTrue(params.get("rules").get(1).get("holds").asBoolean());
  }

  @Test
  void theBestPackingIsTheQuickest() {
    double best = latency("best", "symmetric");
    for (Packing packing : Packing.values()) {
      assertTrue(best <= latency(packing.token(), "symmetric"), packing.token());
    }
    assertNotEquals(best, latency("best", "public"));
    assertTrue(Cli.run("params", "--help").out().contains("coefficients-cheetah"));
  }

  private static double latency(String packing, String encryption) {
    return Cli.withProfile(
            "params",
            "--shape",
            "fc:1024:10",
            "--packing",
            packing,
            "--encryption",
            encryption,
            "--error-rate",
            "2^-20",
            "--of",
            "coefficient",
            "--json")
        .json()
        .get("predictedLatencyNanos")
        .asDouble();
  }

  @Test
  void paramsOfALayer() {
    JsonNode params =
        Cli.withProfile(
                "params",
                "--shape",
                "conv:64x16x16:64:k3:s1:p1",
                "--packing",
                "slots-delphi",
                "--error-rate",
                "2^-10",
                "--plain-bits",
                "22",
                "--json")
            .json();
    JsonNode parameters = params.get("parameters");
    assertTrue(parameters.get("securityBits").asDouble() >= 128);
    long degree = parameters.get("polyDegree").asLong();
    for (JsonNode prime : parameters.get("dataPrimes")) {
      assertEquals(1, prime.asLong() % (2 * degree));
    }
    assertEquals(1, parameters.get("plainModuli").get(0).asLong() % (2 * degree));
    assertEquals("ciphertext", params.get("noise").get("of").asText());
    assertTrue(params.get("noise").get("predictedErrorRate").asDouble() <= Math.pow(2, -10));
    assertTrue(params.get("reasons").size() > 3);
    String explained =
        Cli.withProfile(
                "params",
                "--shape",
                "fc:1024:10",
                "--packing",
                "coefficients-cheetah",
                "--error-rate",
                "2^-40",
                "--explain")
            .out();
    assertTrue(explained.contains("cheaper:"), explained);
  }

  @Test
  void accuracyWithAndWithoutErrors() {
    JsonNode clean = Cli.run("accuracy", "--samples", "2000", "--json").json();
    assertTrue(clean.get("top1").asDouble() >= 0.98, clean.toString());
    assertEquals(2000, clean.get("samples").asInt());
    assertTrue(clean.get("imagesPerSecond").asDouble() > 0);
    JsonNode spoilt =
        Cli.withProfile(
                "accuracy",
                "--samples",
                "500",
                "--error-rate",
                "2^-3",
                "--error-model",
                "slots",
                "--json")
            .json();
    assertEquals("slots", spoilt.get("errorModel").asText());
    assertTrue(spoilt.get("interval95").get(1).asDouble() < 0.9, spoilt.toString());
  }
}
