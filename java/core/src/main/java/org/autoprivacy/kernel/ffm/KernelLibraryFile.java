package org.autoprivacy.kernel.ffm;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.autoprivacy.json.JsonFiles;
import org.autoprivacy.json.UserCache;

/** Where the C library lies on this machine. */
final class KernelLibraryFile {

  /** System property that names a library file to use instead of the one this build carries. */
  static final String PROPERTY = "autoprivacy.kernels.library";

  private KernelLibraryFile() {}

  /**
   * The file named by {@link #PROPERTY}; else the one that this build carries, taken out of the jar
   * into the user's cache under the hash of its content.
   *
   * @throws IOException with the reason if there is none
   */
  static Path locate() throws IOException {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      Path file = Path.of(named).toAbsolutePath();
      if (!Files.isRegularFile(file)) {
        throw new IOException(
            "the library %s named by -D%s does not exist".formatted(file, PROPERTY));
      }
      return file;
    }
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String platform =
        (os.startsWith("mac") ? "darwin" : os.split(" ")[0])
            + "-"
            + (arch.equals("amd64") ? "x86_64" : arch);
    String name = System.mapLibraryName("autoprivacy_kernels");
    URL library = KernelLibraryFile.class.getResource("/native/" + platform + "/" + name);
    if (library == null) {
      throw new IOException(
          "this build carries no kernel library for %s: build with CMake and a C compiler at hand, or name a library in -D%s=FILE"
              .formatted(platform, PROPERTY));
    }
    try {
      return library.getProtocol().equals("file")
          ? Path.of(library.toURI())
          : extract(library, name);
    } catch (URISyntaxException e) {
      throw new IOException("the library's place " + library + " cannot be read", e);
    }
  }

  private static Path extract(URL library, String name) throws IOException {
    byte[] content;
    try (InputStream stream = library.openStream()) {
      content = stream.readAllBytes();
    }
    Path file =
        UserCache.folder().resolve("native").resolve(hash(content).substring(0, 16)).resolve(name);
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
}
