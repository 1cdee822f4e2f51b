package org.autoprivacy.learn.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Takes known files out of a gzipped tar. Names in the archive choose among the known files and
 * nothing else, so that no entry can be written anywhere but into the folder; sizes must be the
 * known ones.
 */
final class TarFiles {

  private static final int BLOCK = 512;
  private static final int SIZE_AT = 124;
  private static final int SIZE_DIGITS = 12;
  private static final int TYPE_AT = 156;
  private static final int NAME_BYTES = 100;

  private TarFiles() {}

  /**
   * Writes an archive's files into a folder; each is whole or not there.
   *
   * @throws IllegalArgumentException if the file is no such archive, or lacks a file
   */
  static void unpack(Path file, Archive archive, Path folder) throws IOException {
    Files.createDirectories(folder);
    TreeSet<String> missing = new TreeSet<>(archive.files().keySet());
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
      byte[] header = new byte[BLOCK];
      while (!missing.isEmpty() && in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
        long size = octal(file, header);
        String path = text(header, 0, NAME_BYTES);
        String name = path.substring(path.lastIndexOf('/') + 1);
        boolean regular = header[TYPE_AT] == '0' || header[TYPE_AT] == 0;
        if (regular && missing.remove(name)) {
          write(in, archive.files(), name, size, folder);
          in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        } else {
          in.skipNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
        }
      }
    } catch (EOFException | ZipException e) {
      throw new IllegalArgumentException(file + " is cut off or damaged: remove it, try again", e);
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "%s lacks %s: not the official archive, remove it"
              .formatted(file, String.join(", ", missing)));
    }
  }

  private static void write(
      InputStream in, Map<String, Long> files, String name, long size, Path folder)
      throws IOException {
    if (!Long.valueOf(size).equals(files.get(name))) {
      throw new IllegalArgumentException(
          "%s has %d bytes in the archive, the official file has %d: remove the archive"
              .formatted(name, size, files.get(name)));
    }
    Path part = folder.resolve(name + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        byte[] buffer = new byte[1 << 16];
        for (long left = size; left > 0; ) {
          int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
          if (count < 0) {
            throw new EOFException(name);
          }
          out.write(buffer, 0, count);
          left -= count;
        }
      }
      Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static long octal(Path file, byte[] header) {
    String digits = text(header, SIZE_AT, SIZE_DIGITS).trim();
    try {
      return Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(file + " is no tar archive: remove it, try again", e);
    }
  }

  private static String text(byte[] header, int from, int most) {
    int end = from;
    while (end < from + most && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.US_ASCII);
  }
}
