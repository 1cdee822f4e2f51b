package org.autoprivacy.seal;

import java.util.List;
import java.util.function.Supplier;
import org.autoprivacy.bfv.BfvParameters;
import org.autoprivacy.bfv.EngineUnavailableException;
import org.autoprivacy.bfv.HeBackend;
import org.autoprivacy.bfv.HeContext;
import org.autoprivacy.seal.ffm.FfmSealLibrary;
import org.autoprivacy.seal.jna.JnaSealLibrary;
import org.autoprivacy.seal.spi.NativeLibraryFile;
import org.autoprivacy.seal.spi.SealLibrary;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft SEAL as an engine, through either twin. The library is loaded at the first use, so that
 * asking for a backend never fails. See docs/notes/seal.md.
 */
public final class SealBackend implements HeBackend {

  private static final SealBackend FFM = new SealBackend("seal-ffm", FfmSealLibrary::new);
  private static final SealBackend JNA = new SealBackend("seal-jna", JnaSealLibrary::new);

  private static final int RECOMMENDED_MINOR = 4;

  private final String name;
  private final Supplier<SealLibrary> twin;
  private @Nullable Loaded loaded;

  private record Loaded(
      @Nullable SealLibrary library,
      List<String> description,
      @Nullable EngineUnavailableException failure) {}

  private SealBackend(String name, Supplier<SealLibrary> twin) {
    this.name = name;
    this.twin = twin;
  }

  /** SEAL through the Foreign Function and Memory API. */
  public static SealBackend ffm() {
    return FFM;
  }

  /** SEAL through JNA. */
  public static SealBackend jna() {
    return JNA;
  }

  private synchronized Loaded loaded() {
    Loaded result = loaded;
    if (result == null) {
      result = load();
      loaded = result;
    }
    return result;
  }

  private Loaded load() {
    try {
      SealLibrary library = twin.get();
      int[] version = new int[1];
      Status.check(message -> library.abiVersion(version, message));
      if (version[0] != SealLibrary.ABI_VERSION) {
        throw new EngineUnavailableException(
            "the native library has ABI version %d and this build needs %d: build both again"
                .formatted(version[0], SealLibrary.ABI_VERSION));
      }
      byte[] text = new byte[1024];
      Status.check(message -> library.libraryDescribe(text.length, text, message));
      return new Loaded(library, List.of(Status.text(text).split("\n", 3)), null);
    } catch (EngineUnavailableException e) {
      return new Loaded(null, List.of(), e);
    } catch (LinkageError e) {
      // A class initialiser that failed wraps what it threw.
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new Loaded(
          null,
          List.of(),
          cause instanceof EngineUnavailableException unavailable
              ? unavailable
              : new EngineUnavailableException(
                  "the SEAL library cannot be loaded (%s): build again, or name another one in -D%s=FILE"
                      .formatted(firstLine(cause), NativeLibraryFile.PROPERTY),
                  cause));
    }
  }

  /** JNA's messages list every folder that it has looked into. */
  private static String firstLine(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return message.lines().findFirst().orElse(message).strip();
  }

  private Loaded requireLoaded() {
    Loaded result = loaded();
    EngineUnavailableException failure = result.failure();
    if (failure != null) {
      throw new EngineUnavailableException(name + ": " + failure.getMessage(), failure);
    }
    return result;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isAvailable() {
    return loaded().failure() == null;
  }

  @Override
  public String library() {
    return "SEAL " + requireLoaded().description().get(0);
  }

  @Override
  public String build() {
    List<String> description = requireLoaded().description();
    return description.get(1) + "; " + description.get(2);
  }

  @Override
  public String detail() {
    EngineUnavailableException failure = loaded().failure();
    if (failure != null) {
      String message = failure.getMessage();
      return message == null ? "the SEAL library cannot be loaded" : message;
    }
    String detail = library() + ", " + build();
    return isOlderThanRecommended(loaded().description().get(0))
        ? detail
            + "; SEAL 4.4 or later is recommended: 4.4.0 closed holes in reading serialised data, which is never done here"
        : detail;
  }

  /** Whether a version {@code major.minor.patch} of SEAL is below 4.4. */
  static boolean isOlderThanRecommended(String version) {
    String[] parts = version.split("\\.", -1);
    int major = Integer.parseInt(parts[0]);
    return major < 4 || (major == 4 && Integer.parseInt(parts[1]) < RECOMMENDED_MINOR);
  }

  @Override
  public HeContext newContext(BfvParameters parameters) {
    SealLibrary library = requireLoaded().library();
    if (library == null) {
      throw new AssertionError("a loaded engine has a library");
    }
    return new SealContext(library, parameters);
  }

  @Override
  public String toString() {
    return name;
  }
}
