package org.autoprivacy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.autoprivacy.linear.CountsBatch;
import org.autoprivacy.linear.LayerWork;
import org.autoprivacy.linear.OperationCounts;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.Topologies;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Operations and ciphertexts of an encrypted layer or network. */
@Command(
    name = "counts",
    mixinStandardHelpOptions = true,
    description = "Operations and ciphertexts of an encrypted layer or network.")
final class CountsCommand implements Callable<Integer> {

  @Spec CommandSpec spec;
  @Mixin CommonOptions common;

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      description = "conv:CINxHxW:COUT:kK:sS:pP, dw:CxHxW:kK:sS:pP or fc:IN:OUT.")
  @Nullable String shape;

  @Option(names = "--network", paramLabel = "NAME", description = "All linear layers of a network.")
  @Nullable String network;

  @Option(
      names = "--packing",
      paramLabel = "PACKING",
      description = "slots-delphi, slots-sci, slots, coefficients-cheetah or coefficients.")
  @Nullable String packing;

  @Option(names = "--poly-degree", paramLabel = "N", description = "Degree n of the ring.")
  @Nullable Integer polyDegree;

  @Option(
      names = "--batch",
      paramLabel = "FILE",
      description = "CSV with the columns " + CountsBatch.HEADER_IN + "; the result is CSV.")
  @Nullable Path batch;

  @Option(names = "--out", paramLabel = "FILE", description = "Write the batch's result there.")
  @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    if (batch == null ? out != null : common.json) {
      throw new ParameterException(
          spec.commandLine(), "--out goes with --batch, and a batch is CSV: it takes no --json");
    }
    if (batch != null) {
      BatchOutput.write(counts(batch), out, spec.commandLine().getOut());
      return ExitCode.OK.code();
    }
    if (packing == null || polyDegree == null || (shape == null) == (network == null)) {
      throw new ParameterException(
          spec.commandLine(),
          "give --packing, --poly-degree and one of --shape and --network, or --batch");
    }
    counts(packing, polyDegree).print(spec.commandLine().getOut(), common);
    return ExitCode.OK.code();
  }

  private static List<String> counts(Path file) throws IOException {
    List<String> lines = BatchOutput.read(file);
    try {
      return CountsBatch.run(lines);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ", " + e.getMessage(), e);
    }
  }

  private Counts counts(String packingToken, int degree) {
    Packing layout = Packing.parse(packingToken);
    List<Row> rows = new ArrayList<>();
    if (shape != null) {
      LayerShape layer = LayerShape.parse(shape);
      rows.add(new Row("", layer, LayerWork.of(layer, layout, degree).counts()));
    } else if (network != null) {
      Topologies.byName(network)
          .layers()
          .forEach(layer ->
              rows.add(
                  new Row(
                      layer.name(),
                      layer.shape(),
                      LayerWork.of(layer.shape(), layout, degree).counts())));
    }
    return new Counts(network, layout, degree, rows);
  }

  private record Row(String name, LayerShape shape, OperationCounts counts) {
    ObjectNode put(ObjectNode node) {
      node.setAll(LayerRunJson.counts(counts));
      return node;
    }
  }

  /** Counts of all layers, and their sum. */
  private record Counts(@Nullable String network, Packing packing, int polyDegree, List<Row> rows)
      implements Report {

    private Row total() {
      OperationCounts sum =
          rows.stream().map(Row::counts).reduce(OperationCounts.ZERO, OperationCounts::plus);
      return new Row("total", rows.getFirst().shape(), sum);
    }

    @Override
    public ObjectNode json() {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("packing", packing.token());
      node.put("polyDegree", polyDegree);
      if (network == null) {
        node.put("shape", rows.getFirst().shape().toString());
      } else {
        node.put("network", network);
        ArrayNode layers = node.putArray("layers");
        for (Row row : rows) {
          row.put(layers.addObject().put("name", row.name()).put("shape", row.shape().toString()));
        }
      }
      return total().put(node);
    }

    @Override
    public String text() {
      Table table =
          new Table("layer", "ct up", "ct down", "products", "adds", "rotations", "key switches");
      if (network != null) {
        rows.forEach(row -> add(table, row.name() + " " + row.shape(), row.counts()));
      }
      add(table, network == null ? rows.getFirst().shape().toString() : "total", total().counts());
      return table.toString();
    }

    private static void add(Table table, String name, OperationCounts counts) {
      table.row(
          name,
          Long.toString(counts.ciphertextsUp()),
          Long.toString(counts.ciphertextsDown()),
          Long.toString(counts.plainProducts()),
          Long.toString(counts.additions()),
          Long.toString(counts.rotations()),
          Long.toString(counts.keySwitches()));
    }
  }
}
