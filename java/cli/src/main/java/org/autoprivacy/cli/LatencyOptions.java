package org.autoprivacy.cli;

import java.nio.file.Path;
import org.autoprivacy.SelectionRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where latencies come from, for every command that prices parameters. */
final class LatencyOptions {

  @Option(
      names = "--engine",
      defaultValue = "seal-ffm",
      description = "seal-ffm, seal-jna or java (default: ${DEFAULT-VALUE}).")
  String engine = "seal-ffm";

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description =
          "Latencies (default: those in the user's cache, measured where there are none).")
  @Nullable Path profile;

  @Option(names = "--foreign", description = "Accept a profile of another machine or library.")
  boolean foreign;

  /** Puts them into a request. */
  SelectionRequest applyTo(SelectionRequest request) {
    request.engine(engine);
    if (profile != null) {
      request.profile(profile);
    }
    return foreign ? request.acceptForeignProfile() : request;
  }
}
