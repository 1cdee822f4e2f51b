package org.autoprivacy.cli;

import java.io.IOException;
import org.autoprivacy.learn.data.Dataset;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A network and images to measure it on, for every command that measures accuracy. */
final class NetworkOptions {

  @Mixin DownloadOption download;

  @Option(
      names = "--network",
      defaultValue = "mnist-cnn",
      description = "A network's name or weights file (default: ${DEFAULT-VALUE}).")
  String network = "mnist-cnn";

  @Option(
      names = "--dataset",
      defaultValue = "mnist",
      description = "mnist, mnist:DIR, cifar10:DIR or cifar100:DIR (default: ${DEFAULT-VALUE}).")
  String dataset = "mnist";

  @Option(names = "--threads", paramLabel = "N", description = "Threads (default: all cores).")
  int threads = Runtime.getRuntime().availableProcessors();

  /** The images, fetched if that was asked for. */
  Dataset images(boolean quiet) throws IOException {
    return download.open(dataset, quiet);
  }
}
