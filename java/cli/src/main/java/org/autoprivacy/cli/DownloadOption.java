package org.autoprivacy.cli;

import java.io.IOException;
import org.autoprivacy.learn.data.Dataset;
import picocli.CommandLine.Option;

/** The option to fetch a data set that is not there yet. */
final class DownloadOption {

  @Option(
      names = "--download",
      description = "Fetch the official CIFAR files into DIR first, if they are not there.")
  boolean download;

  /** The data set of a token, fetched if that was asked for. */
  Dataset open(String token, boolean quiet) throws IOException {
    Dataset dataset = Dataset.parse(token);
    if (download) {
      try (Progress progress = Progress.onStandardError(quiet)) {
        dataset.download(progress::update);
      }
    }
    return dataset;
  }
}
