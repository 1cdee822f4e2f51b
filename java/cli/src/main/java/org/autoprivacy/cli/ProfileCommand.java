package org.autoprivacy.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.autoprivacy.Engines;
import org.autoprivacy.Profiles;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.cost.MachineProfile;
import org.autoprivacy.cost.ProfileEntry;
import org.autoprivacy.cost.ProfileJson;
import org.autoprivacy.cost.Profiler;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the latency of each operation on this machine. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description =
        "Measures the latency of each BFV operation at each (n, limbs) on this machine. An"
            + " interrupted run goes on where it was when it is started again with the same file.")
final class ProfileCommand implements Callable<Integer> {

  @Spec CommandSpec spec;
  @Mixin CommonOptions common;

  @Option(
      names = "--engine",
      defaultValue = "seal-ffm",
      description = "seal-ffm, seal-jna or java (default: ${DEFAULT-VALUE}).")
  String engine = "seal-ffm";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The profile's file (default: the one in the user's cache that select uses).")
  @Nullable Path out;

  @Option(names = "--quick", description = "Within a minute, what select's default needs.")
  boolean quick;

  @Override
  public Integer call() throws IOException {
    HeBackend backend = Engines.byName(engine);
    Path file = out == null ? Profiles.cached(backend) : out;
    Profiler profiler = new Profiler(backend, quick ? Profiler.Mode.QUICK : Profiler.Mode.FULL);
    MachineProfile profile;
    try (Progress progress = Progress.onStandardError(common.quiet);
        Interruption _ = Interruption.announce(common.quiet, file, "the same command")) {
      profile =
          profiler.run(
              file,
              (fraction, secondsLeft, what) ->
                  progress.update("measuring " + backend.name(), fraction));
    }
    new Latencies(profile, file).print(spec.commandLine().getOut(), common);
    return ExitCode.OK.code();
  }

  /** A profile as the command prints it. */
  private record Latencies(MachineProfile profile, Path file) implements Report {
    @Override
    public ObjectNode json() {
      return ProfileJson.toJson(profile);
    }

    @Override
    public String text() {
      Table table = new Table("operation", "n", "limbs", "special prime", "median", "spread");
      for (ProfileEntry entry : profile.entries()) {
        table.row(
            entry.operation().token(),
            Integer.toString(entry.polyDegree()),
            Integer.toString(entry.limbs()),
            entry.specialPrime() ? "yes" : "no",
            Quantities.time(entry.medianNanos()),
            String.format(Locale.ROOT, "%.1f %%", 100 * entry.spread()));
      }
      return "%s%n%s on %s, %s%nin %s%n"
          .formatted(
              table,
              profile.engine(),
              profile.machine().cpuModel(),
              profile.library(),
              file.toAbsolutePath());
    }
  }
}
