package org.autoprivacy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.autoprivacy.json.JsonFiles;
import org.autoprivacy.network.AccumulatorRange;
import org.autoprivacy.network.IntegerInference;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.Node;
import org.autoprivacy.network.TrainingRecord;
import org.autoprivacy.network.WeightsFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a weights file holds, and the plaintext bits that its layers need. */
@Command(
    name = "weights",
    mixinStandardHelpOptions = true,
    description =
        "What a weights file holds, and the bits of plaintext that each layer needs: for any"
            + " image, and for the test images of a data set.")
final class WeightsCommand implements Callable<Integer> {

  @Spec CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin DownloadOption download;

  @Parameters(
      paramLabel = "NAME",
      defaultValue = "mnist-cnn",
      description = "A network's name or weights file (default: ${DEFAULT-VALUE}).")
  String network = "mnist-cnn";

  @Option(
      names = "--dataset",
      description = "Also the bits that its test images reach: mnist, cifar10:DIR or cifar100:DIR.")
  @Nullable String dataset;

  @Option(names = "--threads", paramLabel = "N", description = "Threads (default: all cores).")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the same weights there, in the newest format.")
  @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    if (out != null) {
      JsonFiles.requireWritable(out);
    }
    Network read = WeightsFile.load(network);
    List<AccumulatorRange> observed =
        dataset == null
            ? List.of()
            : new IntegerInference(read)
                .observedRanges(download.open(dataset, common.quiet).test(), threads);
    if (out != null) {
      WeightsFile.write(out, read);
    }
    new Weights(read, observed).print(spec.commandLine().getOut(), common);
    return ExitCode.OK.code();
  }

  /** A network as the command prints it. */
  private record Weights(Network network, List<AccumulatorRange> observed) implements Report {

    private int least(int layer) {
      int least = Integer.MAX_VALUE;
      for (int c = 0; c < network.layer(layer).outChannels(); c++) {
        least = Math.min(least, network.layer(layer).shift(c));
      }
      return least;
    }

    private int most(int layer) {
      int most = 0;
      for (int c = 0; c < network.layer(layer).outChannels(); c++) {
        most = Math.max(most, network.layer(layer).shift(c));
      }
      return most;
    }

    private long count() {
      return network.topology().layers().stream().mapToLong(node -> node.shape().weights()).sum();
    }

    @Override
    public ObjectNode json() {
      TrainingRecord training = network.training();
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("network", network.name());
      node.put("bits", network.topology().bits());
      node.put("weights", count());
      node.put("command", training.command());
      node.put("seed", training.seed());
      node.put("epochs", training.epochs());
      node.put("top1Float", training.top1Float());
      node.put("top1Int", training.top1Int());
      ArrayNode layers = node.putArray("layers");
      for (int i = 0; i < network.layerCount(); i++) {
        Node.Linear linear = network.topology().layers().get(i);
        ObjectNode layer = layers.addObject();
        layer.put("name", linear.name()).put("shape", linear.shape().toString());
        layer.putArray("shifts").add(least(i)).add(most(i));
        layer.put("plainBits", network.worstCaseRange(i).plainBits());
        range(layer, "worstCase", network.worstCaseRange(i));
        if (!observed.isEmpty()) {
          layer.put("observedPlainBits", observed.get(i).plainBits());
          range(layer, "observed", observed.get(i));
        }
      }
      return node;
    }

    private static void range(ObjectNode layer, String name, AccumulatorRange range) {
      layer.putArray(name).add(range.least()).add(range.most());
    }

    @Override
    public String text() {
      TrainingRecord training = network.training();
      Table table =
          new Table("layer", "shift", "bits for any image", "largest value", "bits observed");
      for (int i = 0; i < network.layerCount(); i++) {
        Node.Linear linear = network.topology().layers().get(i);
        AccumulatorRange worst = network.worstCaseRange(i);
        table.row(
            linear.name() + " " + linear.shape(),
            least(i) == most(i) ? String.valueOf(least(i)) : least(i) + "-" + most(i),
            String.valueOf(worst.plainBits()),
            String.valueOf(Math.max(worst.most(), -worst.least())),
            observed.isEmpty() ? "" : String.valueOf(observed.get(i).plainBits()));
      }
      return String.format(
              Locale.ROOT,
              "%s: %d weights of %d bits, top-1 %s in float, %s in integers%n%s, seed %d, %d epochs%n",
              network.name(),
              count(),
              network.topology().bits(),
              Quantities.percent(training.top1Float()),
              Quantities.percent(training.top1Int()),
              training.command(),
              training.seed(),
              training.epochs())
          + table;
    }
  }
}
