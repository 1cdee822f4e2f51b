package org.autoprivacy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.Node;
import org.autoprivacy.network.Topologies;

/**
 * What a survey of encrypted layers covers.
 *
 * @param networks names of networks
 * @param engines names of engines
 * @param degrees poly degrees, where a survey goes over them
 * @param runs evaluations of each layer
 * @param folder where its file and table go
 * @param progress is told stage and fraction
 */
public record SurveyRequest(
    List<String> networks,
    List<String> engines,
    List<Integer> degrees,
    int runs,
    Path folder,
    BiConsumer<String, Double> progress) {

  public SurveyRequest {
    networks = List.copyOf(networks);
    engines = List.copyOf(engines);
    degrees = List.copyOf(degrees);
    if (runs < 1) {
      throw new IllegalArgumentException("at least one run is needed, got " + runs);
    }
  }

  /** How often each shape occurs in a network. */
  static Map<LayerShape, Integer> shapes(String network) {
    Map<LayerShape, Integer> shapes = new LinkedHashMap<>();
    for (Node.Linear layer : Topologies.byName(network).layers()) {
      shapes.merge(layer.shape(), 1, Integer::sum);
    }
    return shapes;
  }

  /** All shapes of all networks. */
  List<LayerShape> shapes() {
    return networks.stream().flatMap(name -> shapes(name).keySet().stream()).distinct().toList();
  }
}
