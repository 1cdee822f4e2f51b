package org.autoprivacy.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.autoprivacy.AutoPrivacy;
import org.autoprivacy.SelectionKeys;
import org.autoprivacy.SelectionRequest;
import org.autoprivacy.SelectionVerification;
import org.autoprivacy.accuracy.ErrorModelKind;
import org.autoprivacy.cost.KeyCost;
import org.autoprivacy.learn.data.Dataset;
import org.autoprivacy.learn.train.FineTuning;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.search.RewardKind;
import org.autoprivacy.search.SearchOptions;
import org.autoprivacy.search.SearchPolicy;
import org.autoprivacy.search.Selection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job. */
@Command(
    name = "select",
    mixinStandardHelpOptions = true,
    description =
        "Chooses the BFV parameters of every linear layer of a network: the cheapest on this"
            + " machine that keep the security level and the network's accuracy. No option is"
            + " required.")
final class SelectCommand implements Callable<Integer> {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,4}):(\\d{1,4})");

  @Spec CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin NetworkOptions on;
  @Mixin LatencyOptions latencies;
  @Mixin SafetyOptions safety;

  @Option(
      names = "--packing",
      defaultValue = "best",
      description = "A packing for all layers, or best (default: ${DEFAULT-VALUE}).")
  String packing = "best";

  @Option(
      names = "--policy",
      defaultValue = "ddpg",
      description =
          "ddpg, random, fixed:RATE, greedy, exact, delphi, darl, delphi-code or cheetah-code (default: ddpg).")
  String policy = "ddpg";

  @Option(
      names = "--reward",
      defaultValue = "default",
      description = "default or paper (default: ${DEFAULT-VALUE}).")
  String reward = "default";

  @Option(
      names = "--error-model",
      description = "paper, slots or coefficients (default: the one of each layer's packing).")
  @Nullable String errorModel;

  @Option(
      names = "--error-range",
      paramLabel = "A:B",
      description = "Rates from 2^-A to 2^-B (default: 5:40; 5:15 with the paper's reward).")
  @Nullable String errorRange;

  @Option(names = "--episodes", paramLabel = "N", description = "Policies to try (default: 300).")
  int episodes = SearchOptions.DEFAULT.episodes();

  @Option(names = "--seed", paramLabel = "S", description = "Seed of every draw (default: 1).")
  long seed = SearchOptions.DEFAULT.seed();

  @Option(names = "--latency-budget", paramLabel = "MS", description = "Milliseconds at most.")
  @Nullable Double latencyBudget;

  @Option(
      names = "--max-accuracy-loss",
      paramLabel = "PP",
      defaultValue = "0.5",
      description = "Percentage points that accuracy may lose (default: ${DEFAULT-VALUE}).")
  double maxAccuracyLoss = 0.5;

  @Option(
      names = "--finetune",
      description =
          "Before each policy is measured, train the network on for an epoch under half of its"
              + " errors: in the search on a tenth of the classes, at the end on all. Takes hours,"
              + " and libtorch.")
  boolean finetune;

  @Option(
      names = "--verify",
      paramLabel = "RUNS",
      description = "Evaluate the chosen layers under encryption so many times (default: not).")
  int verify;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "selection",
      description = "Folder of selection.json and the saved state (default: ${DEFAULT-VALUE}).")
  Path out = Path.of("selection");

  @Option(names = "--resume", description = "Go on from the state saved in the folder.")
  boolean resume;

  @Override
  public Integer call() throws IOException {
    if (verify < 0) {
      throw new IllegalArgumentException("--verify takes a number of runs, got " + verify);
    }
    SelectionRequest request = request();
    Selection selection;
    List<SelectionVerification.Layer> verified = List.of();
    Optional<KeyCost> keys;
    try (Progress progress = Progress.onStandardError(common.quiet);
        Interruption _ =
            Interruption.announce(
                common.quiet,
                out.resolve(AutoPrivacy.STATE_FILE),
                "the same command with --resume")) {
      selection = AutoPrivacy.select(request.progress(progress::update));
      keys = SelectionKeys.of(selection, request);
      if (verify > 0) {
        verified = SelectionVerification.run(selection, request, verify);
      }
    }
    new SelectionReport(selection, keys, verified).print(spec.commandLine().getOut(), common);
    return ExitCode.OK.code();
  }

  private SelectionRequest request() throws IOException {
    Dataset data = on.images(common.quiet);
    SelectionRequest request =
        new SelectionRequest()
            .network(on.network)
            .images(data.test())
            .privacy(safety.privacy())
            .rules(safety.rules())
            .level(safety.level())
            .search(search())
            .folder(out)
            .resume(resume)
            .threads(on.threads);
    latencies.applyTo(request);
    if (!packing.equals("best")) {
      request.packing(Packing.parse(packing));
    }
    if (finetune) {
      request.tuning(FineTuning.epochOf(data.train(), seed));
    }
    if (errorModel != null) {
      request.errorModel(ErrorModelKind.parse(errorModel));
    }
    return request;
  }

  private SearchOptions search() {
    RewardKind kind = RewardKind.parse(reward);
    SearchOptions options =
        SearchOptions.DEFAULT
            .withPolicy(SearchPolicy.parse(policy))
            .withReward(kind)
            .withEpisodes(episodes)
            .withSeed(seed)
            .withMaxAccuracyLoss(maxAccuracyLoss / 100);
    if (latencyBudget != null) {
      options = options.withLatencyBudgetNanos(latencyBudget * 1e6);
    }
    String range = errorRange;
    if (range == null) {
      return kind == RewardKind.PAPER ? options.withErrorRange(5, 15) : options;
    }
    Matcher matcher = RANGE.matcher(range);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "the error range '" + range + "' must be A:B for rates from 2^-A to 2^-B, such as 5:40");
    }
    return options.withErrorRange(
        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }
}
