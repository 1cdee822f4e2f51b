package org.autoprivacy.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.autoprivacy.json.JsonFiles;
import org.autoprivacy.json.JsonNumbers;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.Encryption;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.params.ParametersJson;
import org.autoprivacy.params.Privacy;

/** Selections as JSON documents and files; docs/notes/search.md lists the keys. */
public final class SelectionJson {

  /** Version of the document. */
  public static final int SCHEMA_VERSION = 1;

  private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

  private SelectionJson() {}

  /** Writes a selection; the file is the old one or the new one. */
  public static void write(Path file, Selection selection) throws IOException {
    JsonFiles.write(file, toJson(selection));
  }

  /**
   * Reads a selection.
   *
   * @throws IllegalArgumentException if the file is missing or holds no selection
   */
  public static Selection read(Path file) throws IOException {
    JsonNode document = JsonFiles.read(file);
    try {
      return fromJson(document);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          file + " holds no selection (" + e.getMessage() + "): make it again with select", e);
    }
  }

  /** The document of a selection. */
  public static ObjectNode toJson(Selection selection) {
    ObjectNode root = FACTORY.objectNode();
    SearchOptions options = selection.options();
    root.put("schemaVersion", SCHEMA_VERSION);
    root.put("network", selection.network());
    root.put("policy", options.policy().toString());
    root.put("reward", options.reward().token());
    root.put("errorModel", selection.errorModel());
    root.put("privacy", selection.privacy());
    root.set("seed", JsonNumbers.node(options.seed()));
    ArrayNode layers = root.putArray("layers");
    selection.layers().forEach(layer -> layers.add(layerJson(layer)));
    root.set("totals", totals(selection.latencyNanos(), selection.bytes()));
    root.set("accuracy", accuracyJson(selection));
    ObjectNode baselines = root.putObject("baselines");
    selection
        .baselines()
        .forEach((name, baseline) -> {
          ObjectNode node = baselines.putObject(name);
          node.set("totals", totals(baseline.latencyNanos(), baseline.bytes()));
          node.put("securityBits", baseline.securityBits());
          node.put("privacy", baseline.privacy());
          ArrayNode notes = node.putArray("notes");
          baseline.notes().forEach(notes::add);
        });
    ObjectNode search = root.putObject("search");
    search.put("episodes", selection.search().episodes());
    search.put("evaluations", selection.search().evaluations());
    search.put("seconds", selection.search().seconds());
    ArrayNode rewards = search.putArray("rewards");
    selection.search().rewards().forEach(rewards::add);
    root.set("config", configJson(options));
    root.set("provenance", provenanceJson(selection.provenance()));
    return root;
  }

  private static ObjectNode totals(double latencyNanos, long bytes) {
    ObjectNode node = FACTORY.objectNode();
    node.put("predictedLatencyNanos", latencyNanos);
    node.set("bytes", JsonNumbers.node(bytes));
    return node;
  }

  private static ObjectNode layerJson(SelectedLayer layer) {
    LayerCandidate candidate = layer.candidate();
    ObjectNode node = FACTORY.objectNode();
    node.put("name", layer.name());
    node.put("shape", layer.shape());
    node.put("packing", candidate.packing().token());
    node.put("encryption", candidate.encryption().token());
    node.put("errorRate", candidate.errorRate().probability());
    node.put("of", candidate.errorRate().of().token());
    node.set("parameters", ParametersJson.toJson(candidate.parameters(), candidate.securityBits()));
    ObjectNode noise = node.putObject("noise");
    noise.put("wireLimbs", candidate.wireLimbs());
    noise.put("predictedStd", candidate.predictedStd());
    noise.put("predictedErrorRate", candidate.predictedErrorRate().probability());
    noise.put("predictedErrorRateLog2", candidate.predictedErrorRate().log2());
    noise.put("of", candidate.predictedErrorRate().of().token());
    node.put("predictedLatencyNanos", candidate.latencyNanos());
    node.set("bytesUp", JsonNumbers.node(candidate.bytesUp()));
    node.set("bytesDown", JsonNumbers.node(candidate.bytesDown()));
    return node;
  }

  private static ObjectNode accuracyJson(Selection selection) {
    AccuracyEstimate accuracy = selection.accuracy();
    ObjectNode node = FACTORY.objectNode();
    node.put("clean", accuracy.clean());
    node.put("underErrors", accuracy.top1());
    node.set("samples", JsonNumbers.node(accuracy.samples()));
    node.putArray("interval95").add(accuracy.low95()).add(accuracy.high95());
    node.put("loss", accuracy.loss());
    node.putArray("lossInterval95").add(accuracy.lossLow95()).add(accuracy.lossHigh95());
    node.put("lossWithinLimit", selection.withinLimit());
    return node;
  }

  private static ObjectNode configJson(SearchOptions options) {
    ObjectNode node = FACTORY.objectNode();
    node.put("errorRange", options.leastExponent() + ":" + options.mostExponent());
    node.put("episodes", options.episodes());
    if (Double.isFinite(options.latencyBudgetNanos())) {
      node.put("latencyBudgetNanos", options.latencyBudgetNanos());
    } else {
      node.putNull("latencyBudgetNanos");
    }
    node.put("maxAccuracyLoss", options.maxAccuracyLoss());
    node.put("searchSamples", options.searchSamples());
    node.put("confirmSamples", options.confirmSamples());
    return node;
  }

  private static ObjectNode provenanceJson(Provenance provenance) {
    ObjectNode node = FACTORY.objectNode();
    node.put("version", provenance.version());
    node.put("commit", provenance.commit());
    node.put("dataset", provenance.dataset());
    node.put("engine", provenance.engine());
    node.put("calibration", provenance.calibration());
    return node;
  }

  /**
   * The selection of a document.
   *
   * @throws IllegalArgumentException if a key is missing or a value is not what it must be
   */
  public static Selection fromJson(JsonNode document) {
    CheckedNode root = new CheckedNode(document, "");
    long version = root.longAt("schemaVersion");
    if (version != SCHEMA_VERSION) {
      throw new IllegalArgumentException(
          "schemaVersion is " + version + ", this program reads " + SCHEMA_VERSION);
    }
    CheckedNode search = root.at("search");
    List<Double> rewards = new ArrayList<>();
    search.each("rewards").forEach(reward -> rewards.add(reward.asDouble()));
    List<SelectedLayer> layers = new ArrayList<>();
    Privacy privacy = Privacy.parse(root.textAt("privacy"));
    root.each("layers").forEach(layer -> layers.add(layer(layer, privacy)));
    CheckedNode accuracy = root.at("accuracy");
    List<Double> interval = accuracy.pair("interval95");
    List<Double> loss = accuracy.pair("lossInterval95");
    Map<String, Baseline> baselines = new TreeMap<>();
    root.at("baselines")
        .forEachField((name, node) ->
            baselines.put(
                name,
                new Baseline(
                    node.at("totals").doubleAt("predictedLatencyNanos"),
                    node.at("totals").longAt("bytes"),
                    node.doubleAt("securityBits"),
                    node.textAt("privacy"),
                    node.each("notes").stream().map(CheckedNode::asText).toList())));
    CheckedNode provenance = root.at("provenance");
    return new Selection(
        root.textAt("network"),
        root.textAt("errorModel"),
        root.textAt("privacy"),
        new Provenance(
            provenance.textAt("version"),
            provenance.textAt("commit"),
            provenance.textAt("dataset"),
            provenance.textAt("engine"),
            provenance.textAt("calibration")),
        options(root),
        layers,
        new AccuracyEstimate(
            accuracy.doubleAt("underErrors"),
            accuracy.doubleAt("clean"),
            accuracy.longAt("samples"),
            interval.getFirst(),
            interval.getLast(),
            loss.getFirst(),
            loss.getLast()),
        accuracy.booleanAt("lossWithinLimit"),
        baselines,
        new SearchSummary(
            search.intAt("episodes"),
            search.intAt("evaluations"),
            search.doubleAt("seconds"),
            rewards));
  }

  private static SearchOptions options(CheckedNode root) {
    CheckedNode config = root.at("config");
    String range = config.textAt("errorRange");
    int colon = range.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("config.errorRange is '" + range + "', not A:B");
    }
    return new SearchOptions(
        SearchPolicy.parse(root.textAt("policy")),
        RewardKind.parse(root.textAt("reward")),
        Integer.parseInt(range.substring(0, colon)),
        Integer.parseInt(range.substring(colon + 1)),
        config.intAt("episodes"),
        root.longAt("seed"),
        config.isNull("latencyBudgetNanos")
            ? Double.POSITIVE_INFINITY
            : config.doubleAt("latencyBudgetNanos"),
        config.doubleAt("maxAccuracyLoss"),
        config.intAt("searchSamples"),
        config.intAt("confirmSamples"));
  }

  private static SelectedLayer layer(CheckedNode node, Privacy privacy) {
    CheckedNode parameters = node.at("parameters");
    OptionalLong specialPrime =
        parameters.isNull("specialPrime")
            ? OptionalLong.empty()
            : OptionalLong.of(parameters.longAt("specialPrime"));
    ErrorRate.Of of = ErrorRate.Of.parse(node.textAt("of"));
    CheckedNode noise = node.at("noise");
    return new SelectedLayer(
        node.textAt("name"),
        node.textAt("shape"),
        new LayerCandidate(
            rate(node.doubleAt("errorRate"), of),
            Packing.parse(node.textAt("packing")),
            node.has("encryption")
                ? Encryption.parse(node.textAt("encryption"))
                : Encryption.SYMMETRIC,
            privacy,
            new LayerParameters(
                parameters.intAt("polyDegree"),
                parameters.longsAt("dataPrimes"),
                specialPrime,
                parameters.longsAt("plainModuli")),
            noise.intAt("wireLimbs"),
            noise.doubleAt("predictedStd"),
            new ErrorRate(
                noise.doubleAt("predictedErrorRateLog2"), ErrorRate.Of.parse(noise.textAt("of"))),
            node.doubleAt("predictedLatencyNanos"),
            node.longAt("bytesUp"),
            node.longAt("bytesDown"),
            parameters.doubleAt("securityBits")));
  }

  // The logarithm of a power of two comes out whole.
  private static ErrorRate rate(double probability, ErrorRate.Of of) {
    boolean powerOfTwo = probability == Math.scalb(1.0, Math.getExponent(probability));
    return new ErrorRate(
        powerOfTwo ? Math.getExponent(probability) : Math.log(probability) / Math.log(2), of);
  }
}
