package org.autoprivacy.seal.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.autoprivacy.bfv.EngineUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeLibraryFileTest {

  private static final String NAME = "native/linux-x86_64/libautoprivacy_seal.so";

  @TempDir Path folder;

  private URL jarWith(String jar, byte[] content) throws IOException {
    Path file = folder.resolve(jar);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
      out.putNextEntry(new JarEntry(NAME));
      out.write(content);
      out.closeEntry();
    }
    return URI.create("jar:" + file.toUri() + "!/" + NAME).toURL();
  }

  @Test
  void leavesTheJarUnderTheHashOfItsContent() throws IOException {
    byte[] content = "a library".getBytes(StandardCharsets.UTF_8);
    Path cache = folder.resolve("cache");
    Path file = NativeLibraryFile.extract(jarWith("a.jar", content), cache);
    assertTrue(file.startsWith(cache) && file.endsWith("libautoprivacy_seal.so"), file.toString());
    assertArrayEquals(content, Files.readAllBytes(file));
    // What somebody damaged is written again.
    Files.writeString(file, "a librarY");
    assertEquals(file, NativeLibraryFile.extract(jarWith("a.jar", content), cache));
    assertArrayEquals(content, Files.readAllBytes(file));
    Path other =
        NativeLibraryFile.extract(
            jarWith("b.jar", "another".getBytes(StandardCharsets.UTF_8)), cache);
    assertNotEquals(file, other);
  }

  @Test
  void aFileWhereTheCacheShouldBeIsAnError() throws IOException {
    Path cache = Files.writeString(folder.resolve("cache"), "");
    URL library = jarWith("a.jar", new byte[] {1});
    assertThrows(IOException.class, () -> NativeLibraryFile.extract(library, cache));
  }

  @Test
  void aNamedLibraryThatIsMissingIsNamed() {
    String before = System.getProperty(NativeLibraryFile.PROPERTY);
    System.setProperty(NativeLibraryFile.PROPERTY, folder.resolve("nowhere.so").toString());
    try {
      EngineUnavailableException e =
          assertThrows(EngineUnavailableException.class, NativeLibraryFile::locate);
      assertTrue(String.valueOf(e.getMessage()).contains("nowhere.so"), e.getMessage());
      assertFalse(String.valueOf(e.getMessage()).contains("\n"));
    } finally {
      if (before == null) {
        System.clearProperty(NativeLibraryFile.PROPERTY);
      } else {
        System.setProperty(NativeLibraryFile.PROPERTY, before);
      }
    }
  }
}
