package org.autoprivacy.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.autoprivacy.bfv.HeBackend;
import org.jspecify.annotations.Nullable;

/**
 * Measures a {@link MachineProfile} on any engine, setting by setting; after each the profile so
 * far is written, so that an interrupted run goes on where it was.
 */
public final class Profiler {

  private static final long SECOND = 1_000_000_000L;
  // For the whole quick plan: leaves a quarter of its minute to what the rounds overrun.
  private static final double QUICK_NANOS = 45.0 * SECOND;
  // Small settings are over before the virtual machine is warm unless they get so much in any case.
  private static final long LEAST_GROUP_NANOS = SECOND;
  private static final long WARM_UP_NANOS = 8 * SECOND;
  // Engines may compute in different ways, each to be compiled, with narrow and with wide primes,
  // and with an odd and with an even log2 n.
  private static final int[] WARM_UP_DEGREES = {2048, 4096};
  private static final int[] WARM_UP_BITS = {26, 54};

  // Small settings have the fewest rounds in a quick profile, and are those that layers take most:
  // they come when everything has been compiled.
  private static final Comparator<ProfileGroup> LARGE_FIRST =
      Comparator.comparingDouble(ProfileGroup::weight).reversed();

  /** How thorough a profile is. */
  public enum Mode {
    /** Within a minute, what the choice of parameters for small networks needs. */
    QUICK(3, 0.02),
    /** Every setting that 128-bit security allows, as long as it takes. */
    FULL(7, 0.01);

    private final int leastRounds;
    private final double precision;

    Mode(int leastRounds, double precision) {
      this.leastRounds = leastRounds;
      this.precision = precision;
    }

    /** The settings that are measured of an engine. */
    public List<ProfileGroup> groups(HeBackend backend) {
      List<Integer> widths = backend.fastPrimeBits();
      return this == QUICK ? ProfileGroup.quick(widths) : ProfileGroup.full(widths);
    }
  }

  /** Told how far a run is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Before each setting and once at the end.
     *
     * @param fraction done, in [0, 1]
     * @param secondsLeft a guess; NaN at the beginning
     * @param what the setting that is measured next
     */
    void report(double fraction, double secondsLeft, String what);
  }

  private final HeBackend backend;
  private final List<ProfileGroup> groups;
  private final Mode mode;

  /** A profiler of all settings of a mode. */
  public Profiler(HeBackend backend, Mode mode) {
    this(backend, mode, mode.groups(backend));
  }

  /** A profiler of some settings, as thorough as the mode. */
  public Profiler(HeBackend backend, Mode mode, List<ProfileGroup> groups) {
    this.backend = backend;
    this.mode = mode;
    this.groups = List.copyOf(groups);
  }

  /** What a profile of this engine says of its library; to be held against a profile's. */
  public static String library(HeBackend backend) {
    return backend.library() + ", " + backend.build();
  }

  /**
   * Measures what the file does not hold yet, and writes it after every setting.
   *
   * @param file a profile; begun if it is missing, kept as it is where it is complete
   * @return the profile as it is in the file then
   * @throws IllegalArgumentException if the file is no profile, or one of another machine, engine
   *     or library
   * @throws IOException if the file cannot be read or written
   * @throws org.autoprivacy.bfv.EngineUnavailableException if the engine is missing
   */
  public MachineProfile run(Path file, Progress progress) throws IOException {
    return measure(file, progress);
  }

  /** Measures everything and writes nothing. */
  public MachineProfile run(Progress progress) {
    try {
      return measure(null, progress);
    } catch (IOException e) {
      throw new AssertionError("nothing is read or written", e);
    }
  }

  private MachineProfile measure(@Nullable Path file, Progress progress) throws IOException {
    MachineProfile profile = profile(List.of());
    if (file != null && Files.exists(file)) {
      profile = ProfileJson.read(file);
      profile.requireThisMachine(Machine.current(), backend.name(), library(backend));
    }
    List<ProfileEntry> entries = new ArrayList<>(profile.entries());
    List<ProfileGroup> missing =
        groups.stream()
            .filter(group -> entries.stream().noneMatch(group::holds))
            .sorted(LARGE_FIRST)
            .toList();
    double total = missing.stream().mapToDouble(ProfileGroup::weight).sum();
    double done = 0;
    long start = System.nanoTime();
    if (!missing.isEmpty()) {
      progress.report(0, Double.NaN, "warming up");
      warmUp();
    }
    for (ProfileGroup group : missing) {
      double seconds = (System.nanoTime() - start) / (double) SECOND;
      progress.report(
          done / total, done == 0 ? Double.NaN : seconds * (total - done) / done, group.toString());
      entries.addAll(timer(group, total, done, start).time(backend, group));
      done += group.weight();
      profile = profile(entries);
      if (file != null) {
        ProfileJson.write(file, profile);
      }
    }
    progress.report(1, 0, "done");
    return profile;
  }

  /** Compiles what all settings share, so that the first one is as fast as the others. */
  private void warmUp() {
    List<ProfileGroup> settings = new ArrayList<>();
    for (int degree : WARM_UP_DEGREES) {
      for (int bits : WARM_UP_BITS) {
        settings.add(new ProfileGroup(degree, 1, bits, false));
        settings.add(new ProfileGroup(degree, 1, bits, true));
      }
    }
    for (ProfileGroup setting : settings) {
      new GroupTimer(WARM_UP_NANOS / settings.size(), mode.leastRounds, 0).time(backend, setting);
    }
  }

  /** A quick group gets its share of the time left; a full one what its precision needs. */
  private GroupTimer timer(ProfileGroup group, double total, double done, long start) {
    long budget = 8 * SECOND;
    if (mode == Mode.QUICK) {
      double whole = mode.groups(backend).stream().mapToDouble(ProfileGroup::weight).sum();
      double left = QUICK_NANOS * Math.min(1, total / whole) - (System.nanoTime() - start);
      budget = (long) Math.max(LEAST_GROUP_NANOS, left * group.weight() / (total - done));
    }
    return new GroupTimer(budget, mode.leastRounds, mode.precision);
  }

  private MachineProfile profile(List<ProfileEntry> entries) {
    return new MachineProfile(
        Machine.current(),
        backend.name(),
        library(backend),
        backend.build(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        entries);
  }
}
