package org.autoprivacy.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/** JSON documents in files: written whole or not at all, and checked when read. Thread-safe. */
public final class JsonFiles {

  /** The largest file that is read, in bytes. */
  private static final long LARGEST_BYTES = 1L << 30;

  private static final AtomicLong PARTS = new AtomicLong();

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonFiles() {}

  /** The mapper that all documents use. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /** The document as indented text, ending in a newline. */
  public static String format(JsonNode document) {
    try {
      return MAPPER.writeValueAsString(document) + "\n";
    } catch (JacksonException e) {
      throw new IllegalStateException("a JSON tree could not be written", e);
    }
  }

  /**
   * Reads one document.
   *
   * @throws IllegalArgumentException if the file is missing, too large or not JSON
   * @throws IOException if reading fails
   */
  public static JsonNode read(Path file) throws IOException {
    try {
      if (Files.size(file) > LARGEST_BYTES) {
        throw new IllegalArgumentException(file + " is larger than 1 GiB: not a file of ours");
      }
      JsonNode document = MAPPER.readTree(Files.readAllBytes(file));
      if (document == null || !document.isObject()) {
        throw new IllegalArgumentException(file + " holds no JSON object");
      }
      return document;
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + " does not exist: check the path", e);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          file + " is not valid JSON (" + e.getOriginalMessage() + "): make it again or remove it",
          e);
    }
  }

  /**
   * Writes a document so that the file is the old one or the new one, also after a crash.
   *
   * @throws IOException if the folder cannot be made or written; the old file then stays
   */
  public static void write(Path file, JsonNode document) throws IOException {
    write(file, format(document).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Holds that a file can be written later, so that long work does not end in vain; leaves no
   * trace.
   *
   * @throws IOException if its folder cannot be made or written to, or if it is a folder itself
   */
  public static void requireWritable(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(target)) {
      throw new FileSystemException(
          String.valueOf(file), null, "cannot be a file there: choose another place with --out");
    }
    Path trial = folder.resolve(".writable.%d".formatted(ProcessHandle.current().pid()));
    try {
      Files.createFile(trial);
      Files.delete(trial);
    } catch (IOException e) {
      throw new FileSystemException(
          folder.toString(), null, "cannot be written to: choose another place with --out");
    }
  }

  /**
   * Writes bytes so that the file is the old one or the new one, also after a crash.
   *
   * @throws IOException if the folder cannot be made or written; the old file then stays
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException(file + " is not a file that can be written");
    }
    Files.createDirectories(folder);
    // Not a temporary file of the library's: those can be read by their owner alone.
    Path part =
        folder.resolve(
            ".%s.%d-%d.part"
                .formatted(
                    target.getFileName(), ProcessHandle.current().pid(), PARTS.incrementAndGet()));
    try {
      try (FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      try {
        Files.move(
            part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      // What a channel throws names no file.
      FileSystemException named =
          new FileSystemException(target.toString(), null, String.valueOf(e.getMessage()));
      named.initCause(e);
      throw named;
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
