package org.autoprivacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.autoprivacy.SpeedSurvey.Way;
import org.autoprivacy.network.LayerShape;

/** The tables of a survey of speed, in Markdown. */
final class SpeedTables {

  /** Times are those of a machine at the speed of the median row. */
  private record Total(double nanos, double weightNanos, double bytes, long wrong) {
    double withWeights() {
      return nanos + weightNanos;
    }
  }

  /** What issue 6 asks of a network. */
  private record Aims(
      double delphi, double delphiBytes, double cheetah, double cheetahNtt, double cheetahBytes) {

    Aims halved() {
      return new Aims(delphi / 2, delphiBytes / 2, cheetah / 2, cheetahNtt / 2, cheetahBytes / 2);
    }
  }

  private static final Map<String, Aims> AIMS =
      Map.of(
          "resnet32-cifar100", new Aims(250, 8, 12, 4, 1.5),
          "7cnet-cifar10", new Aims(400, 8, 15, 5, 1.5),
          "mobilenetv2-cifar100", new Aims(100, 6, 10, 4, 4));
  private static final double SLOTS_ON_SEAL_AIM = 3.5;

  private final SurveyFile file;
  private final double reference;
  private final StringBuilder text = new StringBuilder();

  private SpeedTables(SurveyFile file) {
    this.file = file;
    double[] all =
        file.rows().stream()
            .mapToDouble(row -> row.path("referenceNanos").asDouble())
            .filter(nanos -> nanos > 0)
            .sorted()
            .toArray();
    reference = all.length == 0 ? 1 : all[all.length / 2];
  }

  static String of(SurveyRequest request, SurveyFile file) {
    SpeedTables tables = new SpeedTables(file);
    tables.ways(request.networks());
    tables.aims(request.networks());
    tables.resident(request.networks());
    tables.threads(request.networks());
    return tables.text.toString();
  }

  private double speed(JsonNode row) {
    return reference / row.path("referenceNanos").asDouble(reference);
  }

  private Optional<Total> total(String network, Way way) {
    double nanos = 0;
    double weights = 0;
    double bytes = 0;
    long wrong = 0;
    for (Map.Entry<LayerShape, Integer> entry : SurveyRequest.shapes(network).entrySet()) {
      JsonNode row = file.row(SpeedSurvey.key(entry.getKey(), way));
      if (row.isMissingNode()) {
        return Optional.empty();
      }
      nanos += entry.getValue() * row.path("nanos").asDouble() * speed(row);
      weights += entry.getValue() * row.path("weightNanos").asDouble() * speed(row);
      bytes += entry.getValue() * row.path("bytes").asDouble();
      wrong += row.path("wrongValues").asLong();
    }
    return Optional.of(new Total(nanos, weights, bytes, wrong));
  }

  private void ways(List<String> networks) {
    text.append(
        "| network | how | privacy | time | with set-up of weights | MB | wrong values |\n");
    text.append("|--|--|--|--|--|--|--|\n");
    for (String network : networks) {
      for (Way way : Way.values()) {
        total(network, way)
            .ifPresent(row ->
                text.append(
                    "| %s | %s | %s | %.3f s | %.3f s | %.2f | %d |%n"
                        .formatted(
                            network,
                            way.what,
                            way.privacy,
                            row.nanos() / 1e9,
                            row.withWeights() / 1e9,
                            row.bytes() / 1e6,
                            row.wrong())));
      }
    }
  }

  private void aims(List<String> networks) {
    text.append("\n| network | ours | its privacy | beside (privacy none) | times faster | aim |");
    text.append(" with set-up of weights | times fewer bytes | aim |\n");
    text.append("|--|--|--|--|--|--|--|--|--|\n");
    for (String network : networks) {
      Aims aims = AIMS.get(network);
      for (Way way : List.of(Way.BEST, Way.BEST_FLOODED)) {
        Aims wanted = aims == null || way == Way.BEST ? aims : aims.halved();
        double delphi = wanted == null ? 0 : wanted.delphi();
        double bytes = wanted == null ? 0 : wanted.cheetahBytes();
        line(network, way, Way.DELPHI, delphi, wanted == null ? 0 : wanted.delphiBytes());
        line(network, way, Way.CHEETAH, wanted == null ? 0 : wanted.cheetah(), bytes);
        line(network, way, Way.CHEETAH_NTT, wanted == null ? 0 : wanted.cheetahNtt(), bytes);
      }
      line(network, Way.SLOTS_ON_SEAL, Way.DELPHI, SLOTS_ON_SEAL_AIM, 0);
    }
  }

  private void line(String network, Way ours, Way theirs, double faster, double fewer) {
    Optional<Total> mine = total(network, ours);
    Optional<Total> other = total(network, theirs);
    if (mine.isPresent() && other.isPresent()) {
      double times = other.get().nanos() / mine.get().nanos();
      double bytes = other.get().bytes() / mine.get().bytes();
      text.append(
          "| %s | %s | %s | %s | %.1f | %s | %.1f | %.2f | %s |%n"
              .formatted(
                  network,
                  ours.what,
                  ours.privacy,
                  theirs.what,
                  times,
                  verdict(times, faster),
                  other.get().withWeights() / mine.get().withWeights(),
                  bytes,
                  verdict(bytes, fewer)));
    }
  }

  private static String verdict(double measured, double aim) {
    return aim == 0 ? "" : "%.3g%s".formatted(aim, measured >= aim ? "" : ", missed");
  }

  private void threads(List<String> networks) {
    text.append("\n| network, best packing, our engine, wall time | one thread | two threads |");
    text.append(" times faster | by the model |\n|--|--|--|--|--|\n");
    for (String network : networks) {
      JsonNode row = file.row(network + " threads");
      if (!row.isMissingNode()) {
        text.append(
            "| %s | %.3f s | %.3f s | %.2f | %.2f |%n"
                .formatted(
                    network,
                    row.path("oneThreadNanos").asDouble() / 1e9,
                    row.path("twoThreadsNanos").asDouble() / 1e9,
                    row.path("speedUp").asDouble(),
                    row.path("predictedSpeedUp").asDouble()));
      }
    }
  }

  private void resident(List<String> networks) {
    text.append("\n| network, all layers resident | layers | heap | one layer after the other |");
    text.append(" sum of layers alone |\n|--|--|--|--|--|\n");
    for (String network : networks) {
      JsonNode row = file.row(network + " resident");
      Optional<Total> alone = total(network, Way.BEST);
      if (!row.isMissingNode() && alone.isPresent()) {
        text.append(
            "| %s | %d | %.2f GiB | %.3f s | %.3f s |%n"
                .formatted(
                    network,
                    row.path("layers").asInt(),
                    row.path("heapBytes").asDouble() / (1L << 30),
                    row.path("nanos").asDouble() * speed(row) / 1e9,
                    alone.get().nanos() / 1e9));
      }
    }
  }
}
