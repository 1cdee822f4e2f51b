package org.autoprivacy.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsFileTest {

  private static final Network NETWORK = RandomNetworks.of(Topologies.byName("mnist-cnn"), 11);
  private static final byte[] WHOLE = WeightsFile.format(NETWORK);

  @TempDir private Path folder = Path.of("");

  private static String refusal(byte[] bytes) {
    String message = Refusal.of(() -> WeightsFile.parse("w", bytes));
    assertTrue(message.startsWith("w "), message);
    return message;
  }

  /** The body changed by hand, with length and checksum that fit. */
  private static byte[] sealed(byte[] body) throws Exception {
    ByteBuffer out = ByteBuffer.allocate(16 + body.length + 32);
    out.put(WHOLE, 0, 12).putInt(body.length).put(body);
    out.put(
        MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(out.array(), out.position())));
    return out.array();
  }

  private static byte[] body() {
    return Arrays.copyOfRange(WHOLE, 16, WHOLE.length - 32);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path file = folder.resolve("a/mnist.weights");
    WeightsFile.write(file, NETWORK);
    Network read = WeightsFile.read(file);
    assertArrayEquals(WHOLE, WeightsFile.format(read));
    assertEquals(NETWORK.training(), read.training());
    for (int i = 0; i < NETWORK.layerCount(); i++) {
      assertEquals(NETWORK.layer(i), read.layer(i));
      assertEquals(NETWORK.worstCaseRange(i), read.worstCaseRange(i));
    }
    assertArrayEquals(WHOLE, WeightsFile.format(WeightsFile.load(file.toString())));
  }

  @Test
  void theFormatIsAsDocumented() throws Exception {
    ByteBuffer in = ByteBuffer.wrap(WHOLE);
    byte[] magic = new byte[8];
    in.get(magic);
    assertEquals("APWEIGHT", new String(magic, StandardCharsets.US_ASCII));
    assertEquals(1, in.getInt());
    assertEquals(WHOLE.length - 48, in.getInt());
    byte[] name = new byte[in.getShort()];
    in.get(name);
    assertEquals("mnist-cnn", new String(name, StandardCharsets.UTF_8));
    assertArrayEquals(WHOLE, sealed(body()));
  }

  @Test
  void everyTruncationIsRefused() {
    for (int length = 0; length < WHOLE.length; length += length < 200 ? 1 : 997) {
      refusal(Arrays.copyOf(WHOLE, length));
    }
    assertTrue(refusal(Arrays.copyOf(WHOLE, 20)).contains("cut off after 20 bytes"));
    assertTrue(refusal(Arrays.copyOf(WHOLE, WHOLE.length - 1)).contains("announces"));
    assertTrue(refusal(Arrays.copyOf(WHOLE, WHOLE.length + 1)).contains("announces"));
  }

  @Test
  void everyChangedByteIsRefused() {
    for (int at = 0; at < WHOLE.length; at += at < 200 ? 1 : 1009) {
      byte[] changed = WHOLE.clone();
      changed[at] ^= 0x40;
      refusal(changed);
    }
    byte[] changed = WHOLE.clone();
    changed[5000] ^= 1;
    assertTrue(refusal(changed).contains("checksum"));
  }

  @Test
  void otherFilesAndVersionsAreNamed() {
    assertTrue(refusal(new byte[100]).contains("is not a weights file"));
    byte[] version = WHOLE.clone();
    version[11] = 9;
    assertTrue(refusal(version).contains("version 9, this program reads 1"));
  }

  @Test
  void aBodyThatDoesNotFitItsNetworkIsRefused() throws Exception {
    byte[] unknown = body();
    unknown[2] = 'x';
    assertTrue(refusal(sealed(unknown)).contains("unknown network 'xnist-cnn'"));

    byte[] shape = body();
    int at = new String(shape, StandardCharsets.ISO_8859_1).indexOf("conv:1x28x28:16");
    shape[at + 13] = '2';
    assertTrue(refusal(sealed(shape)).contains("the file has conv1 conv:1x28x28:26"));

    byte[] shift = body();
    shift[at + 2 + "conv:1x28x28:16:k3:s1:p1".length() + 2] = 99;
    assertTrue(refusal(sealed(shift)).contains("shift 99"));

    byte[] negativeShift = body();
    negativeShift[at + 2 + "conv:1x28x28:16:k3:s1:p1".length() + 2] = -1;
    assertTrue(refusal(sealed(negativeShift)).contains("shift -1"));

    assertTrue(refusal(sealed(Arrays.copyOf(body(), 3000))).contains("ends inside a layer"));
    assertTrue(
        refusal(sealed(Arrays.copyOf(body(), body().length + 1)))
            .contains("more after the last layer"));
  }

  @Test
  void aTrainingRecordThatIsNoAccuracyIsRefused() throws Exception {
    byte[] nan = body();
    int at = 2 + "mnist-cnn".length() + 2 + "random".length() + 12;
    ByteBuffer.wrap(nan).putDouble(at, Double.NaN);
    assertTrue(refusal(sealed(nan)).contains("top-1 must be in [0, 1], got NaN"));
  }

  @Test
  void biasesThatCouldOverflowAreRefused() throws Exception {
    byte[] bias = body();
    int at = new String(bias, StandardCharsets.ISO_8859_1).indexOf("conv:1x28x28:16");
    ByteBuffer.wrap(bias).putInt(at + "conv:1x28x28:16:k3:s1:p1".length() + 4 + 16, 0x7FFFFFF0);
    assertTrue(refusal(sealed(bias)).contains("beyond 32 bits"));
  }

  @Test
  void missingFilesAndUnknownNamesAreNamed() {
    Path missing = folder.resolve("none.weights");
    assertTrue(Refusal.of(() -> WeightsFile.read(missing)).endsWith("none.weights does not exist"));
    assertTrue(
        Refusal.of(() -> WeightsFile.load("lenet"))
            .contains("is no weights file and no network: choose one of mnist-cnn,"));
  }

  @Test
  void anOversizedFileIsNotRead() throws IOException {
    Path file = folder.resolve("large.weights");
    try (var channel =
        Files.newByteChannel(
            file,
            java.nio.file.StandardOpenOption.CREATE_NEW,
            java.nio.file.StandardOpenOption.WRITE)) {
      channel.position(100L << 20).write(ByteBuffer.wrap(new byte[1]));
    }
    assertTrue(Refusal.of(() -> WeightsFile.read(file)).contains("is larger than"));
  }
}
