package org.autoprivacy.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.autoprivacy.AccuracyMeasurement;
import org.autoprivacy.accuracy.ErrorHalf;
import org.autoprivacy.accuracy.PolicyErrors;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.json.JsonFiles;
import org.autoprivacy.learn.data.Dataset;
import org.autoprivacy.learn.train.EpochReport;
import org.autoprivacy.learn.train.FineTuning;
import org.autoprivacy.learn.train.Trainer;
import org.autoprivacy.learn.train.TrainingProgress;
import org.autoprivacy.learn.train.TrainingRequest;
import org.autoprivacy.learn.train.TrainingResult;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.WeightsFile;
import org.autoprivacy.search.LayerCandidate;
import org.autoprivacy.search.SeededRandom;
import org.autoprivacy.search.SelectionJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a network and writes its integers. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description =
        "Trains a network, quantises it and writes its weights file. A name that ends in -Nbit is"
            + " the network with N bits, quantised after training; others have 8, which are trained.")
final class TrainCommand implements Callable<Integer> {

  /** Far from every series that accuracy is measured with. */
  private static final long TUNING_SERIES = 1_000_003;

  @Spec CommandSpec spec;
  @Mixin CommonOptions common;
  @Mixin DownloadOption download;

  @Parameters(paramLabel = "NAME", description = "mnist-cnn, 7cnet-cifar10, ...")
  String name;

  @Option(
      names = "--dataset",
      defaultValue = "mnist",
      description = "mnist, mnist:DIR, cifar10:DIR or cifar100:DIR (default: ${DEFAULT-VALUE}).")
  String dataset = "mnist";

  @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training images.")
  @Nullable Integer epochs;

  @Option(names = "--seed", paramLabel = "S", description = "Seed of every draw (default: 1).")
  long seed = 1;

  @Option(names = "--threads", paramLabel = "N", description = "Threads (default: all cores).")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description =
          "The weights file; the curve, its figure and the checkpoint are written beside it.")
  Path out = Path.of("");

  @Option(names = "--resume", description = "Go on from the checkpoint beside the weights file.")
  boolean resume;

  @Option(
      names = "--finetune-errors",
      paramLabel = "SELECTION",
      description =
          "Train the network's weights on for one epoch under the errors that this selection's"
              + " parameters leave, instead of from the start.")
  @Nullable Path finetuneErrors;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "The weights to fine-tune (default: those that come with the name).")
  @Nullable Path weights;

  @Option(
      names = "--from",
      paramLabel = "CHECKPOINT",
      description =
          "For a network of more than 8 bits: quantise the float weights in this checkpoint of the"
              + " same training of its 8-bit network, instead of training them again.")
  @Nullable Path from;

  @Option(
      names = "--start",
      paramLabel = "CHECKPOINT",
      description =
          "Start from the float weights in the checkpoint of another training with the same layers"
              + " (the last layer's only where the classes are as many), not from random ones.")
  @Nullable Path start;

  @Override
  public Integer call() throws IOException {
    Path selection = finetuneErrors;
    return selection == null ? train() : finetune(selection);
  }

  private Integer finetune(Path file) throws IOException {
    JsonFiles.requireWritable(out);
    List<LayerCandidate> policy = SelectionJson.read(file).candidates();
    Network before = WeightsFile.load(weights == null ? name : weights.toString());
    if (!before.name().equals(name)) {
      throw new IllegalArgumentException(
          "%s holds weights of %s, not of %s".formatted(weights, before.name(), name));
    }
    Dataset data = download.open(dataset, common.quiet);
    LabelledImages test = data.test();
    long begin = System.nanoTime();
    Network after;
    try (Progress progress = Progress.onStandardError(common.quiet)) {
      progress.update("fine-tuning " + name, 0);
      after =
          FineTuning.of(seed, threads)
              .tune(
                  before,
                  data.train(),
                  new PolicyErrors(before, policy, null, ErrorHalf.TRAINING)
                      .inSeries(SeededRandom.derive(seed, TUNING_SERIES), 0),
                  "%s, then autoprivacy train %s --dataset %s --finetune-errors %s --seed %d"
                      .formatted(
                          before.training().command(), name, data.kind(), file.getFileName(), seed),
                  test);
    }
    WeightsFile.write(out, after);
    new FineTuned(
            before,
            after,
            underErrors(before, test, policy),
            underErrors(after, test, policy),
            (System.nanoTime() - begin) * 1e-9,
            out)
        .print(spec.commandLine().getOut(), common);
    return ExitCode.OK.code();
  }

  private double underErrors(Network network, LabelledImages test, List<LayerCandidate> policy) {
    return AccuracyMeasurement.underErrors(network, test, policy, null, test.count(), seed, threads)
        .estimate()
        .top1();
  }

  private Integer train() throws IOException {
    TrainingRequest request =
        new TrainingRequest(
            name,
            download.open(dataset, common.quiet),
            epochs == null ? TrainingRequest.defaultEpochs(name) : epochs,
            Integer.MAX_VALUE,
            seed,
            threads,
            out,
            resume,
            start);
    TrainingResult result;
    try (Progress progress = Progress.onStandardError(common.quiet);
        Interruption _ =
            Interruption.announce(
                common.quiet, request.checkpoint(), "the same command with --resume")) {
      result =
          from == null
              ? Trainer.train(request, new Told(progress, request.trainedEpochs()))
              : Trainer.quantize(request, from);
    }
    new Trained(result, out).print(spec.commandLine().getOut(), common);
    return ExitCode.OK.code();
  }

  /** Turns what the trainer tells into progress. */
  private record Told(Progress progress, int epochs) implements TrainingProgress {
    @Override
    public void batch(int epoch, int done, int batches) {
      progress.update("epoch %d of %d".formatted(epoch, epochs), (double) done / batches);
    }

    @Override
    public void epoch(EpochReport report) {
      progress.say(
          String.format(
              Locale.ROOT,
              "epoch %d: loss %.4f, test top-1 %s%s, %.0f s",
              report.epoch(),
              report.loss(),
              Quantities.percent(report.testTop1()),
              report.quantized() ? " in integers" : "",
              report.seconds()));
    }
  }

  /** What fine-tuning gave; accuracies of all test images. */
  private record FineTuned(
      Network before,
      Network after,
      double underErrorsBefore,
      double underErrorsAfter,
      double seconds,
      Path file)
      implements Report {
    @Override
    public ObjectNode json() {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("network", after.name());
      node.put("top1Float", after.training().top1Float());
      node.put("top1Int", after.training().top1Int());
      node.put("top1IntBefore", before.training().top1Int());
      node.put("underErrorsBefore", underErrorsBefore);
      node.put("underErrors", underErrorsAfter);
      node.put("epochs", after.training().epochs());
      node.put("seconds", seconds);
      node.put("file", file.toString());
      return node;
    }

    @Override
    public String text() {
      return String.format(
          Locale.ROOT,
          "%s: top-1 under errors %s before, %s after; without errors %s before, %s after; %.0f s, in %s%n",
          after.name(),
          Quantities.percent(underErrorsBefore),
          Quantities.percent(underErrorsAfter),
          Quantities.percent(before.training().top1Int()),
          Quantities.percent(after.training().top1Int()),
          seconds,
          file);
    }
  }

  /** What training gave. */
  private record Trained(TrainingResult result, Path file) implements Report {
    @Override
    public ObjectNode json() {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("network", result.network().name());
      node.put("top1Float", result.top1Float());
      node.put("top1Int", result.top1Int());
      node.put("epochs", result.epochs());
      node.put("seconds", result.seconds());
      node.put("file", file.toString());
      return node;
    }

    @Override
    public String text() {
      return String.format(
          Locale.ROOT,
          "%s: top-1 %s in float, %s in integers, %d epochs, %.0f s, in %s%n",
          result.network().name(),
          Quantities.percent(result.top1Float()),
          Quantities.percent(result.top1Int()),
          result.epochs(),
          result.seconds(),
          file);
    }
  }
}
