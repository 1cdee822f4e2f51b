package org.autoprivacy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.autoprivacy.accuracy.NetworkOracle;
import org.autoprivacy.accuracy.Tuning;
import org.autoprivacy.accuracy.TuningOracle;
import org.autoprivacy.cost.MachineProfile;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.generator.ParameterGenerator;
import org.autoprivacy.json.JsonFiles;
import org.autoprivacy.network.IntegerInference;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.WeightsFile;
import org.autoprivacy.search.AccuracyOracle;
import org.autoprivacy.search.Provenance;
import org.autoprivacy.search.SearchLayer;
import org.autoprivacy.search.SearchRequest;
import org.autoprivacy.search.Selection;
import org.autoprivacy.search.SelectionJson;
import org.autoprivacy.search.SelectionSearch;
import org.jspecify.annotations.Nullable;

/** The main job: BFV parameters for every linear layer of a network. */
public final class AutoPrivacy {

  /** The file in a request's folder that holds the result. */
  public static final String RESULT_FILE = "selection.json";

  /** The file in a request's folder that holds the network that was trained on under errors. */
  public static final String TUNED_FILE = "finetuned.weights";

  /** The file in a request's folder that holds the state after each episode. */
  public static final String STATE_FILE = "search.state";

  private AutoPrivacy() {}

  /**
   * Chooses the parameters of every layer: the cheapest on this machine that keep the security
   * level and the network's accuracy. Measures this machine first where no profile of it is known,
   * which takes about a minute.
   *
   * @throws IllegalArgumentException if the request names what does not exist or cannot be used
   * @throws org.autoprivacy.generator.NoFeasibleParametersException if no parameters fit
   * @throws org.autoprivacy.bfv.EngineUnavailableException if the engine must measure and is
   *     missing
   * @throws IOException if a file cannot be read or written; the last saved state then stays
   */
  public static Selection select(SelectionRequest request) throws IOException {
    Network network = WeightsFile.load(request.network());
    Path folder = request.folder();
    if (folder != null) {
      JsonFiles.requireWritable(folder.resolve(RESULT_FILE));
    }
    LabelledImages images = request.images();
    MachineProfile profile = Profiles.obtain(request);
    ParameterGenerator generator = ParameterGenerator.of(profile);
    Baselines baselines =
        new Baselines(generator, new LayerTables(generator, network, request), request);
    request.progress().accept("tabulating parameters", 0.0);
    List<SearchLayer> layers = baselines.searchLayers();
    SearchRequest search =
        new SearchRequest(
            network.name(),
            request.privacy().toString(),
            provenance(images, profile),
            request.search(),
            layers);
    AccuracyOracle oracle = oracle(request, network, images);
    Selection found =
        new SelectionSearch(search, oracle)
            .run(
                stateFile(request),
                request.resume(),
                (episode, episodes, outcome, best) ->
                    request.progress().accept("searching", (double) episode / episodes));
    Selection selection = baselines.addTo(found);
    if (folder != null) {
      if (oracle instanceof TuningOracle tuned) {
        WeightsFile.write(folder.resolve(TUNED_FILE), tuned.tuned(selection.candidates()));
      }
      SelectionJson.write(folder.resolve(RESULT_FILE), selection);
    }
    return selection;
  }

  private static AccuracyOracle oracle(
      SelectionRequest request, Network network, LabelledImages images) {
    Tuning tuning = request.tuning();
    if (tuning != null) {
      return new TuningOracle(
          network,
          images,
          request.errorModel(),
          request.search().seed(),
          request.threads(),
          tuning);
    }
    return new NetworkOracle(
        new IntegerInference(network),
        images,
        request.errorModel(),
        request.search().seed(),
        request.threads());
  }

  private static @Nullable Path stateFile(SelectionRequest request) {
    Path folder = request.folder();
    return folder == null ? null : folder.resolve(STATE_FILE);
  }

  private static Provenance provenance(LabelledImages images, MachineProfile profile) {
    BuildInfo build = BuildInfo.current();
    return new Provenance(
        build.version(),
        build.commit(),
        images.name(),
        profile.engine() + ", " + profile.library(),
        Profiles.identity(profile));
  }
}
