package org.autoprivacy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.cost.Machine;
import org.autoprivacy.cost.MachineProfile;
import org.autoprivacy.cost.ProfileJson;
import org.autoprivacy.cost.Profiler;
import org.autoprivacy.json.JsonFiles;
import org.autoprivacy.json.UserCache;

/** Where a machine's measured latencies come from: a file, the user's cache, or a measurement. */
public final class Profiles {

  private static final String MEASURING = "measuring this machine, once, for about a minute";

  private Profiles() {}

  /** The file of this machine's latencies on an engine, in the user's cache. */
  public static Path cached(HeBackend engine) {
    String key =
        "%s\n%s\n%d"
            .formatted(
                Machine.current().cpuModel(),
                Profiler.library(engine),
                ProfileJson.OPERATIONS_VERSION);
    return UserCache.folder()
        .resolve("profiles")
        .resolve(engine.name() + "-" + sha256(key).substring(0, 12) + ".json");
  }

  /**
   * The profile that a request means; measured now, and kept, where there is none yet.
   *
   * @throws IllegalArgumentException if the file is no profile, or one of another machine or
   *     library
   * @throws org.autoprivacy.bfv.EngineUnavailableException if the engine must measure and is
   *     missing
   * @throws IOException if the file cannot be read or written
   */
  public static MachineProfile obtain(SelectionRequest request) throws IOException {
    HeBackend engine = Engines.byName(request.engine());
    Path file = request.profile();
    if (file == null) {
      return new Profiler(engine, Profiler.Mode.QUICK)
          .run(
              cached(engine),
              (fraction, secondsLeft, what) -> {
                if (fraction < 1) {
                  request.progress().accept(MEASURING, fraction);
                }
              });
    }
    MachineProfile profile = ProfileJson.read(file);
    if (!request.acceptsForeignProfile()) {
      profile.requireThisMachine(Machine.current(), engine.name(), Profiler.library(engine));
    }
    return profile;
  }

  /** What identifies a profile in a selection: its date and the hash of its content. */
  public static String identity(MachineProfile profile) {
    String content = JsonFiles.format(ProfileJson.toJson(profile));
    return profile.date() + " sha256:" + sha256(content).substring(0, 16);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
