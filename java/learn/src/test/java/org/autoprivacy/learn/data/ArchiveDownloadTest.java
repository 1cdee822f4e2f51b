package org.autoprivacy.learn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server on this machine that fails as servers do. */
class ArchiveDownloadTest {

  private static final int FIRST = 200_000;
  private static final int SECOND = 1_234;

  @TempDir private Path folder = Path.of("");

  private final byte[] one = random(FIRST, 1);
  private final byte[] two = random(SECOND, 2);
  private final List<String> ranges = new ArrayList<>();
  private byte[] served = new byte[0];
  private int sendAtMost = Integer.MAX_VALUE;
  private boolean knowsRanges = true;
  private int status = 200;
  private ServerSocket server = newServer();

  private static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static ServerSocket newServer() {
    try {
      return new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void serve() throws IOException {
    served =
        archived(Map.of("top/one.bin", one, "top/two.bin", two, "top/readme.html", random(700, 3)));
    Thread.ofVirtual().start(this::answerAll);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void answerAll() {
    try {
      while (true) {
        try (Socket client = server.accept()) {
          answer(client);
        }
      }
    } catch (IOException e) {
      assertTrue(server.isClosed(), e.toString());
    }
  }

  /** One answer, after which the connection is closed, whatever was announced. */
  private void answer(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    String range = "none";
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      range = line.startsWith("Range: ") ? line.substring("Range: ".length()) : range;
    }
    ranges.add(range);
    int from = 0;
    int code = status;
    if (code == 200 && knowsRanges && !range.equals("none")) {
      from = Integer.parseInt(range.replaceAll("\\D", ""));
      code = from < served.length ? 206 : 416;
    }
    int length = code < 300 ? served.length - from : 0;
    String header =
        "HTTP/1.1 %d x\r\nContent-Length: %d\r\nContent-Range: bytes %d-%d/%d\r\n\r\n"
            .formatted(code, length, from, served.length - 1, served.length);
    OutputStream out = client.getOutputStream();
    out.write(header.getBytes(StandardCharsets.US_ASCII));
    out.write(served, from, Math.min(sendAtMost, length));
    out.flush();
  }

  /** A gzipped tar of these files, in the order of their names. */
  private static byte[] archived(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
        byte[] header = new byte[512];
        byte[] name = file.getKey().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, header, 0, name.length);
        byte[] size = "%011o".formatted(file.getValue().length).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(size, 0, header, 124, size.length);
        header[156] = '0';
        out.write(header);
        out.write(Arrays.copyOf(file.getValue(), (file.getValue().length + 511) / 512 * 512));
      }
      out.write(new byte[1024]);
    }
    return bytes.toByteArray();
  }

  private static String md5(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
  }

  private Archive archive(String md5) {
    return new Archive(
        URI.create("http://127.0.0.1:" + server.getLocalPort() + "/data/set.tar.gz"),
        md5,
        "top",
        Map.of("one.bin", (long) FIRST, "two.bin", (long) SECOND));
  }

  private void fetch() throws Exception {
    ArchiveDownload.fetch(archive(md5(served)), folder, DownloadProgress.NONE);
  }

  private void assertWhole() throws IOException {
    assertArrayEquals(one, Files.readAllBytes(folder.resolve("top/one.bin")));
    assertArrayEquals(two, Files.readAllBytes(folder.resolve("top/two.bin")));
    assertFalse(Files.exists(folder.resolve("set.tar.gz.part")));
    assertFalse(Files.exists(folder.resolve("top/readme.html")));
  }

  @Test
  void filesThatAreThereAreNotFetchedAgain() throws Exception {
    List<Double> parts = new ArrayList<>();
    ArchiveDownload.fetch(archive(md5(served)), folder, (what, part) -> parts.add(part));
    assertWhole();
    assertTrue(parts.contains(1.0), parts.toString());
    fetch();
    assertEquals(List.of("none"), ranges);
  }

  @Test
  void aDownloadThatStoppedGoesOn() throws Exception {
    sendAtMost = 50_000;
    String stopped = String.valueOf(assertThrows(IOException.class, this::fetch).getMessage());
    assertTrue(stopped.contains("stopped after 50000 bytes ("), stopped);
    assertTrue(stopped.endsWith("the same command goes on from there"), stopped);
    assertThrows(IOException.class, this::fetch);
    sendAtMost = Integer.MAX_VALUE;
    fetch();
    assertWhole();
    assertEquals(List.of("none", "bytes=50000-", "bytes=100000-"), ranges);
  }

  @Test
  void aServerWithoutRangesIsAskedForAll() throws Exception {
    sendAtMost = 50_000;
    assertThrows(IOException.class, this::fetch);
    sendAtMost = Integer.MAX_VALUE;
    knowsRanges = false;
    fetch();
    assertWhole();
  }

  @Test
  void anArchiveThatHadArrivedIsUnpacked() throws Exception {
    Files.write(folder.resolve("set.tar.gz.part"), served);
    fetch();
    assertWhole();
  }

  @Test
  void aDamagedArchiveIsRemoved() throws Exception {
    String sum = md5(served);
    served[served.length / 2] ^= 1;
    String refused =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ArchiveDownload.fetch(archive(sum), folder, DownloadProgress.NONE))
                .getMessage());
    assertTrue(refused.contains("the official one is " + sum), refused);
    assertFalse(Files.exists(folder.resolve("set.tar.gz.part")));
  }

  @Test
  void archivesWithOtherFilesAreRefused() throws Exception {
    served = archived(Map.of("top/one.bin", one));
    String lacks =
        String.valueOf(assertThrows(IllegalArgumentException.class, this::fetch).getMessage());
    assertTrue(lacks.contains("lacks two.bin"), lacks);
    Files.delete(folder.resolve("set.tar.gz.part"));
    served = archived(Map.of("top/one.bin", one, "../../two.bin", one));
    String large =
        String.valueOf(assertThrows(IllegalArgumentException.class, this::fetch).getMessage());
    assertTrue(large.contains("two.bin has 200000 bytes in the archive"), large);
    Files.delete(folder.resolve("set.tar.gz.part"));
    byte[] whole = archived(Map.of("top/one.bin", one, "top/two.bin", two));
    served = Arrays.copyOf(whole, whole.length / 2);
    String cut =
        String.valueOf(assertThrows(IllegalArgumentException.class, this::fetch).getMessage());
    assertTrue(cut.contains("is cut off or damaged"), cut);
  }

  @Test
  void aServerThatHasNoArchiveIsNamed() {
    status = 404;
    String refused = String.valueOf(assertThrows(IOException.class, this::fetch).getMessage());
    assertTrue(
        refused.contains("/data/set.tar.gz answers 404: fetch the archive by hand"), refused);
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws Exception {
    ServerSocket answering = server;
    server = newServer();
    server.close();
    answering.close();
    String refused = String.valueOf(assertThrows(IOException.class, this::fetch).getMessage());
    assertTrue(refused.contains("/data/set.tar.gz does not answer ("), refused);
  }

  @Test
  void onlyPhotographsAreFetched() {
    Dataset mnist = Dataset.parse("mnist");
    assertThrows(IllegalArgumentException.class, () -> mnist.download(DownloadProgress.NONE));
  }
}
