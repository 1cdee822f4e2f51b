package org.autoprivacy.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.autoprivacy.LayerRun;
import org.autoprivacy.json.JsonNumbers;
import org.autoprivacy.linear.LayerMeasurement;
import org.autoprivacy.linear.OperationCounts;
import org.autoprivacy.noise.ErrorRate;

/** An evaluated layer as documents and tables show it. */
final class LayerRunJson {

  private LayerRunJson() {}

  /** What was measured, beside what was predicted. */
  static ObjectNode toJson(LayerRun run) {
    LayerRun.Prediction predicted = run.predicted();
    LayerMeasurement measured = run.measured();
    ErrorRate.Of of = predicted.rate().of();
    LayerMeasurement.Rate failures = measured.failures(of);
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("runs", measured.outcomes().size());
    node.set("values", JsonNumbers.node(measured.values()));
    node.set("wrongValues", JsonNumbers.node(measured.wrongValues()));
    node.set("largestError", JsonNumbers.node(measured.largestError()));
    ObjectNode ciphertexts = node.putObject("ciphertexts");
    ciphertexts.put("check", measured.plan().check().token());
    ciphertexts.put("evaluated", measured.ciphertexts());
    ciphertexts.put("checked", measured.checkedCiphertexts());
    ciphertexts.put("wrong", measured.wrong().size());
    ciphertexts.put("reported", measured.reportedCiphertexts());
    ObjectNode noise = node.putObject("noise");
    noise.put("predictedStd", predicted.std());
    noise.put("measuredStd", measured.noiseStd());
    noise.put("predictedErrorRate", predicted.rate().probability());
    noise.put("predictedErrorRateLog2", predicted.rate().log2());
    noise.put("measuredErrorRate", failures.rate());
    noise.put("of", of.token());
    noise.putArray("interval99").add(failures.low99()).add(failures.high99());
    noise.put("withinInterval", within(predicted, failures));
    ObjectNode latency = node.putObject("latency");
    latency.put("predictedNanos", predicted.latencyNanos());
    latency.put("measuredNanos", measured.nanos());
    latency.put("clientNanos", measured.clientNanos());
    latency.put("serverNanos", measured.serverNanos());
    node.set("bytesUp", JsonNumbers.node(measured.bytesUp()));
    node.set("bytesDown", JsonNumbers.node(measured.bytesDown()));
    node.set("predictedBytesUp", JsonNumbers.node(predicted.bytesUp()));
    node.set("predictedBytesDown", JsonNumbers.node(predicted.bytesDown()));
    ObjectNode setup = node.putObject("setup");
    setup.put("keyNanos", measured.setup().keyNanos());
    setup.set("keyBytes", JsonNumbers.node(measured.setup().keyBytes()));
    setup.put("weightNanos", measured.setup().weightNanos());
    return node;
  }

  private static boolean within(LayerRun.Prediction predicted, LayerMeasurement.Rate failures) {
    double rate = predicted.rate().probability();
    return rate >= failures.low99() && rate <= failures.high99();
  }

  static ObjectNode counts(OperationCounts counts) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    return node.put("ciphertextsUp", counts.ciphertextsUp())
        .put("ciphertextsDown", counts.ciphertextsDown())
        .put("plainProducts", counts.plainProducts())
        .put("additions", counts.additions())
        .put("rotations", counts.rotations())
        .put("keySwitches", counts.keySwitches());
  }

  /** The first row of a table of runs. */
  static Table table() {
    return new Table(
        "layer",
        "packing",
        "wrong",
        "of values",
        "noise",
        "predicted",
        "latency",
        "predicted",
        "up",
        "predicted",
        "down",
        "predicted");
  }

  /** Adds a run to the table. */
  static void row(Table table, String name, LayerRun run) {
    LayerRun.Prediction predicted = run.predicted();
    LayerMeasurement measured = run.measured();
    table.row(
        name,
        measured.plan().packing().token(),
        Long.toString(measured.wrongValues()),
        Long.toString(measured.values()),
        bits(measured.noiseStd()),
        bits(predicted.std()),
        Quantities.time(measured.nanos()),
        Quantities.time(predicted.latencyNanos()),
        Quantities.bytes(measured.bytesUp()),
        Quantities.bytes(predicted.bytesUp()),
        Quantities.bytes(measured.bytesDown()),
        Quantities.bytes(predicted.bytesDown()));
  }

  /** What became of the ciphertexts, and what the client noticed of it; empty in coefficients. */
  static String failures(LayerRun run) {
    LayerMeasurement measured = run.measured();
    if (!measured.plan().packing().usesSlots()) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "%d of %d ciphertexts failed; %d have a slot that has to be zero, by which %d were"
            + " reported%n",
        measured.wrong().size(),
        measured.ciphertexts(),
        measured.checkedCiphertexts(),
        measured.reportedCiphertexts());
  }

  private static String bits(double std) {
    return std == 0 ? "-" : String.format(Locale.ROOT, "2^%.2f", Math.log(std) / Math.log(2));
  }
}
