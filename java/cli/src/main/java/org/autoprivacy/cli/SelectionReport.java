package org.autoprivacy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.autoprivacy.SelectionVerification;
import org.autoprivacy.cost.KeyCost;
import org.autoprivacy.json.JsonNumbers;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.search.AccuracyEstimate;
import org.autoprivacy.search.Baseline;
import org.autoprivacy.search.LayerCandidate;
import org.autoprivacy.search.SelectedLayer;
import org.autoprivacy.search.Selection;
import org.autoprivacy.search.SelectionJson;

/**
 * A selection as the command prints it.
 *
 * @param keys what its keys cost, where that is known
 * @param verified layers that were evaluated under encryption, none if none were asked for
 */
record SelectionReport(
    Selection selection, Optional<KeyCost> keys, List<SelectionVerification.Layer> verified)
    implements Report {

  /** Without an evaluation. */
  SelectionReport(Selection selection) {
    this(selection, Optional.empty(), List.of());
  }

  @Override
  public ObjectNode json() {
    ObjectNode node = SelectionJson.toJson(selection);
    keys.ifPresent(cost ->
        node.putObject("keys")
            .put("predictedClientNanos", cost.clientNanos())
            .put("predictedServerNanos", cost.serverNanos())
            .set("bytes", JsonNumbers.node(cost.bytes())));
    if (!verified.isEmpty()) {
      ArrayNode layers = node.putArray("verification");
      for (SelectionVerification.Layer layer : verified) {
        layers.addObject().put("name", layer.name()).setAll(LayerRunJson.toJson(layer.run()));
      }
    }
    return node;
  }

  @Override
  public String text() {
    return heading()
        + "\n"
        + layers()
        + "\n"
        + accuracy()
        + "\n"
        + comparison()
        + keyText()
        + "\n"
        + verification()
        + search();
  }

  private String heading() {
    return String.format(
        Locale.ROOT,
        "%s: policy %s, reward %s, privacy %s, seed %d%nengine %s%n",
        selection.network(),
        selection.options().policy(),
        selection.options().reward().token(),
        selection.privacy(),
        selection.options().seed(),
        selection.provenance().engine());
  }

  private String layers() {
    Table table =
        new Table(
            "layer",
            "shape",
            "packing",
            "error rate",
            "n",
            "log q",
            "log qP",
            "log t",
            "security",
            "latency",
            "up",
            "down");
    for (SelectedLayer layer : selection.layers()) {
      LayerCandidate choice = layer.candidate();
      LayerParameters p = choice.parameters();
      table.row(
          layer.name(),
          layer.shape(),
          choice.packing().token()
              + (choice.encryption() == Encryption.PUBLIC ? ", public key" : ""),
          choice.errorRate().token() + "/" + choice.errorRate().of().token(),
          Integer.toString(p.polyDegree()),
          one(p.logQ()),
          one(p.logQP()),
          one(p.logT()),
          one(choice.securityBits()),
          Quantities.time(choice.latencyNanos()),
          Quantities.bytes(choice.bytesUp()),
          Quantities.bytes(choice.bytesDown()));
    }
    return table.toString();
  }

  private String accuracy() {
    AccuracyEstimate a = selection.accuracy();
    return String.format(
        Locale.ROOT,
        "accuracy %s without errors, %s under errors (95 %% interval %s to %s, %d samples, error model %s)%n%s",
        Quantities.percent(a.clean()),
        Quantities.percent(a.top1()),
        Quantities.percent(a.low95()),
        Quantities.percent(a.high95()),
        a.samples(),
        selection.errorModel(),
        selection.withinLimit()
            ? ""
            : "the loss is not shown to stay within "
                + Quantities.percent(selection.options().maxAccuracyLoss())
                + "\n");
  }

  private String keyText() {
    return keys.map(cost ->
            String.format(
                Locale.ROOT,
                "keys, once for all inferences: %s, %s%n",
                Quantities.time(cost.nanos()),
                Quantities.bytes(cost.bytes())))
        .orElse("");
  }

  private String comparison() {
    Table table =
        new Table("parameters", "latency", "times", "bytes", "times", "security", "privacy");
    double latency = selection.latencyNanos();
    double bytes = selection.bytes();
    table.row(
        "this selection",
        Quantities.time(latency),
        "1",
        Quantities.bytes(bytes),
        "1",
        one(selection.securityBits()),
        selection.privacy());
    for (Map.Entry<String, Baseline> entry : selection.baselines().entrySet()) {
      Baseline other = entry.getValue();
      table.row(
          entry.getKey(),
          Quantities.time(other.latencyNanos()),
          Quantities.times(other.latencyNanos() / latency),
          Quantities.bytes(other.bytes()),
          Quantities.times(other.bytes() / bytes),
          one(other.securityBits()),
          other.privacy());
    }
    StringBuilder text = new StringBuilder();
    text.append("linear layers of one inference, preprocessing, both sides' work, predicted\n");
    text.append(table);
    selection
        .baselines()
        .forEach((name, other) ->
            other.notes().forEach(note -> text.append("  " + name + ": " + note + "\n")));
    return text.toString();
  }

  private String verification() {
    if (verified.isEmpty()) {
      return "";
    }
    Table table = LayerRunJson.table();
    verified.forEach(layer -> LayerRunJson.row(table, layer.name(), layer.run()));
    double measured = verified.stream().mapToDouble(l -> l.run().measured().nanos()).sum();
    double predicted = verified.stream().mapToDouble(l -> l.run().predicted().latencyNanos()).sum();
    return String.format(
        Locale.ROOT,
        "evaluated under encryption, measured beside predicted; all layers %s, predicted %s%n%s%n",
        Quantities.time(measured),
        Quantities.time(predicted),
        table);
  }

  private String search() {
    return String.format(
        Locale.ROOT,
        "%d episodes, %d evaluations, %.1f s%n",
        selection.search().episodes(),
        selection.search().evaluations(),
        selection.search().seconds());
  }

  private static String one(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
