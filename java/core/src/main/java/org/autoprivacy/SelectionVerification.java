package org.autoprivacy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.WeightsFile;
import org.autoprivacy.params.Privacy;
import org.autoprivacy.search.SelectedLayer;
import org.autoprivacy.search.Selection;

/** The layers of a selection, evaluated with the network's own weights under encryption. */
public final class SelectionVerification {

  /**
   * One layer of it.
   *
   * @param name the layer's name
   * @param run what was predicted and measured
   */
  public record Layer(String name, LayerRun run) {}

  private SelectionVerification() {}

  /**
   * Evaluates every layer on random inputs. What the paper's privacy allows for flooding is in the
   * prices of a selection, but nothing is flooded.
   *
   * @param runs evaluations of each layer, positive
   * @throws org.autoprivacy.bfv.EngineUnavailableException if the engine is missing
   */
  public static List<Layer> run(Selection selection, SelectionRequest request, int runs)
      throws IOException {
    Network network = WeightsFile.load(request.network());
    HeBackend engine = Engines.byName(request.engine());
    Privacy privacy = Privacy.parse(selection.privacy());
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < selection.layers().size(); i++) {
      SelectedLayer layer = selection.layers().get(i);
      request
          .progress()
          .accept("verifying under encryption", (double) i / selection.layers().size());
      layers.add(
          new Layer(
              layer.name(),
              LayerRun.of(
                  engine,
                  LayerShape.parse(layer.shape()),
                  layer.candidate(),
                  layer.candidate().encryption(),
                  privacy,
                  network.layer(i),
                  runs,
                  selection.options().seed())));
    }
    return layers;
  }
}
