package org.autoprivacy.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.autoprivacy.learn.train.EpochReport;
import org.autoprivacy.learn.train.Trainer;
import org.autoprivacy.learn.train.TrainingProgress;
import org.autoprivacy.learn.train.TrainingRequest;
import org.autoprivacy.learn.train.TrainingResult;
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
    description = "Trains a network, quantises it to 8 bits and writes its weights file.")
final class TrainCommand implements Callable<Integer> {

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
      description = "The weights file; the curve and the checkpoint are written beside it.")
  Path out = Path.of("");

  @Option(names = "--resume", description = "Go on from the checkpoint beside the weights file.")
  boolean resume;

  @Override
  public Integer call() throws IOException {
    TrainingRequest request =
        new TrainingRequest(
            name,
            download.open(dataset, common.quiet),
            epochs == null ? TrainingRequest.defaultEpochs(name) : epochs,
            Integer.MAX_VALUE,
            seed,
            threads,
            out,
            resume);
    TrainingResult result;
    try (Progress progress = Progress.onStandardError(common.quiet);
        Interruption _ =
            Interruption.announce(
                common.quiet, request.checkpoint(), "the same command with --resume")) {
      result = Trainer.train(request, new Told(progress, request.epochs()));
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
