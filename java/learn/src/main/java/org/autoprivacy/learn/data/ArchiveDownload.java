package org.autoprivacy.learn.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Fetches an archive, goes on where an earlier try stopped, checks its sum and unpacks it. What has
 * arrived is kept in {@code NAME.part} until the files are whole.
 */
final class ArchiveDownload {

  private static final int BUFFER = 1 << 16;
  private static final long MOST_BYTES = 1L << 30;
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int RANGE_IS_EMPTY = 416;

  private final Archive archive;
  private final Path part;
  private final DownloadProgress progress;

  private ArchiveDownload(Archive archive, Path folder, DownloadProgress progress) {
    this.archive = archive;
    this.part = folder.resolve(archive.name() + ".part");
    this.progress = progress;
  }

  /**
   * Puts the archive's files into a folder, unless they are there.
   *
   * @throws IllegalArgumentException if what arrived has another sum, or other files
   * @throws IOException if the server or the disk fails; the next call goes on from there
   */
  static void fetch(Archive archive, Path folder, DownloadProgress progress) throws IOException {
    if (archive.isIn(folder)) {
      return;
    }
    Files.createDirectories(folder);
    ArchiveDownload download = new ArchiveDownload(archive, folder, progress);
    download.receive();
    download.check();
    progress.update("unpacking " + archive.name(), 0);
    TarFiles.unpack(download.part, archive, folder.resolve(archive.folder()));
    Files.delete(download.part);
  }

  private void receive() throws IOException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    if (!(archive.address().toURL().openConnection() instanceof HttpURLConnection connection)) {
      throw new IllegalArgumentException(archive.address() + " is no address of the web");
    }
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    if (have > 0) {
      connection.setRequestProperty("Range", "bytes=" + have + "-");
    }
    try {
      int status = answer(connection);
      switch (status) {
        case HttpURLConnection.HTTP_OK -> copy(connection, 0);
        case HttpURLConnection.HTTP_PARTIAL -> {
          requireStart(connection, have);
          copy(connection, have);
        }
        case RANGE_IS_EMPTY -> progress.update("fetching " + archive.name(), 1);
        default ->
            throw new IOException(
                "%s answers %d: fetch the archive by hand and name its folder"
                    .formatted(archive.address(), status));
      }
    } finally {
      connection.disconnect();
    }
  }

  private int answer(HttpURLConnection connection) throws IOException {
    try {
      return connection.getResponseCode();
    } catch (IOException e) {
      throw new IOException(
          "%s does not answer (%s): try again, or fetch it by hand and name its folder"
              .formatted(archive.address(), e),
          e);
    }
  }

  /** Holds that the server sends what was asked for. */
  private void requireStart(HttpURLConnection connection, long have) throws IOException {
    String range = String.valueOf(connection.getHeaderField("Content-Range"));
    if (!range.startsWith("bytes " + have + "-")) {
      throw new IOException(
          "%s sends '%s' where bytes from %d on were asked for: remove %s and try again"
              .formatted(archive.address(), range, have, part));
    }
  }

  private void copy(HttpURLConnection connection, long from) throws IOException {
    long length = connection.getContentLengthLong();
    long done = from;
    try (InputStream in = connection.getInputStream();
        OutputStream out =
            from > 0
                ? Files.newOutputStream(part, StandardOpenOption.WRITE, StandardOpenOption.APPEND)
                : Files.newOutputStream(part)) {
      byte[] buffer = new byte[BUFFER];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        done += count;
        if (done > MOST_BYTES) {
          throw new IOException(archive.address() + " sends more than an archive has: not used");
        }
        out.write(buffer, 0, count);
        progress.update(
            "fetching " + archive.name(), length > 0 ? (double) done / (from + length) : 0);
      }
    } catch (IOException e) {
      throw stopped(done, e);
    }
    if (length >= 0 && done < from + length) {
      throw stopped(done, null);
    }
  }

  private IOException stopped(long done, @Nullable IOException cause) {
    String why = cause == null ? "the connection was closed" : String.valueOf(cause.getMessage());
    return new IOException(
        "%s stopped after %d bytes (%s): the same command goes on from there"
            .formatted(archive.address(), done, why),
        cause);
  }

  private void check() throws IOException {
    String sum = md5();
    if (!sum.equals(archive.md5())) {
      Files.delete(part);
      throw new IllegalArgumentException(
          "%s arrived with the MD5 sum %s, the official one is %s: removed, try again"
              .formatted(archive.name(), sum, archive.md5()));
    }
  }

  private String md5() throws IOException {
    try (InputStream in = Files.newInputStream(part)) {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      byte[] buffer = new byte[BUFFER];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
