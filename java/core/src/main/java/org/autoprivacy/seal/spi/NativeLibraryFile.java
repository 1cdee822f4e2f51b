package org.autoprivacy.seal.spi;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.autoprivacy.bfv.EngineUnavailableException;
import org.autoprivacy.json.JsonFiles;
import org.autoprivacy.json.UserCache;

/** Where the native library lies on this machine. */
public final class NativeLibraryFile {

  /** System property that names a library file to use instead of the one this build carries. */
  public static final String PROPERTY = "autoprivacy.seal.library";

  private static final String HOW_TO_GET_IT =
      "run ./autoprivacy build with CMake, a C++ compiler and pip at hand, or name a built library in -D"
          + PROPERTY
          + "=FILE";

  private NativeLibraryFile() {}

  /**
   * The file named by {@link #PROPERTY}; else the one that this build carries, taken out of the jar
   * into the user's cache under the hash of its content.
   *
   * @throws EngineUnavailableException with the reason if there is none
   */
  public static Path locate() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      Path file = Path.of(named).toAbsolutePath();
      if (!Files.isRegularFile(file)) {
        throw new EngineUnavailableException(
            "the library %s named by -D%s does not exist".formatted(file, PROPERTY));
      }
      return file;
    }
    String folder = "/native/" + platform() + "/";
    URL library =
        NativeLibraryFile.class.getResource(folder + System.mapLibraryName("autoprivacy_seal"));
    if (library == null) {
      throw new EngineUnavailableException(
          "this build carries no SEAL library for %s (%s): %s"
              .formatted(platform(), reason(folder + "unavailable.txt"), HOW_TO_GET_IT));
    }
    try {
      return library.getProtocol().equals("file")
          ? Path.of(library.toURI())
          : extract(library, UserCache.folder());
    } catch (IOException | URISyntaxException e) {
      throw new EngineUnavailableException(
          "the SEAL library cannot be taken out of the jar into %s (%s): make that folder writable or name another one in AP_CACHE"
              .formatted(UserCache.folder(), e),
          e);
    }
  }

  private static String reason(String resource) {
    try (InputStream stream = NativeLibraryFile.class.getResourceAsStream(resource)) {
      return stream == null
          ? "it was built with -DskipNative or on another platform"
          : new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "the reason cannot be read: " + e;
    }
  }

  /**
   * Copies a library into a folder of its own name and content, unless it is there already.
   *
   * @return the file, whose content equals the library's
   */
  static Path extract(URL library, Path cache) throws IOException {
    byte[] content;
    try (InputStream stream = library.openStream()) {
      content = stream.readAllBytes();
    }
    String path = library.getPath();
    Path file =
        cache
            .resolve("native")
            .resolve(hash(content).substring(0, 16))
            .resolve(path.substring(path.lastIndexOf('/') + 1));
    if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
      JsonFiles.write(file, content);
    }
    return file;
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** Operating system and architecture as the native build spells them: {@code linux-x86_64}. */
  static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return (os.startsWith("mac") ? "darwin" : os.split(" ")[0])
        + "-"
        + (arch.equals("amd64") ? "x86_64" : arch);
  }
}
