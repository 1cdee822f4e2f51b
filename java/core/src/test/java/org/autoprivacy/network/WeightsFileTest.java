package org.autoprivacy.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
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

  /** The body changed by hand, deflated, with length and checksum that fit. */
  private static byte[] sealed(byte[] body) throws Exception {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
      out.write(body);
    }
    return sealed(2, deflated.toByteArray());
  }

  private static byte[] sealed(int version, byte[] body) throws Exception {
    ByteBuffer out = ByteBuffer.allocate(16 + body.length + 32);
    out.put(WHOLE, 0, 8).putInt(version).putInt(body.length).put(body);
    out.put(
        MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(out.array(), out.position())));
    return out.array();
  }

  private static byte[] body() {
    byte[] deflated = Arrays.copyOfRange(WHOLE, 16, WHOLE.length - 32);
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    assertEquals(2, in.getInt());
    assertEquals(WHOLE.length - 48, in.getInt());
    ByteBuffer body = ByteBuffer.wrap(body());
    byte[] name = new byte[body.getShort()];
    body.get(name);
    assertEquals("mnist-cnn", new String(name, StandardCharsets.UTF_8));
    assertArrayEquals(
        WHOLE, sealed(2, Arrays.copyOfRange(WHOLE, 16, WHOLE.length - 32)), "the checksum");
    assertArrayEquals(WHOLE, WeightsFile.format(WeightsFile.parse("w", sealed(body()))));
  }

  @Test
  void weightsOf14BitsComeBack() {
    Network wide = RandomNetworks.of(Topologies.byName("mobilenetv2-cifar10-14bit"), 12);
    byte[] bytes = WeightsFile.format(wide);
    Network read = WeightsFile.parse("w", bytes);
    for (int i = 0; i < wide.layerCount(); i++) {
      assertEquals(wide.layer(i), read.layer(i));
    }
    assertTrue(bytes.length < 2 * 2_202_560, "14 bits do not take 16");
    assertTrue(IntStream.range(0, wide.layerCount()).anyMatch(read::isWide));
  }

  @Test
  void theFirstVersionIsStillRead() throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(body);
    TrainingRecord training = NETWORK.training();
    out.writeUTF("mnist-cnn");
    out.writeUTF(training.command());
    out.writeLong(training.seed());
    out.writeInt(training.epochs());
    out.writeDouble(training.top1Float());
    out.writeDouble(training.top1Int());
    out.writeInt(NETWORK.layerCount());
    for (int i = 0; i < NETWORK.layerCount(); i++) {
      QuantizedLayer layer = NETWORK.layer(i);
      out.writeUTF(NETWORK.topology().layers().get(i).name());
      out.writeUTF(NETWORK.topology().layers().get(i).shape().toString());
      out.writeInt(layer.residualShift());
      for (int c = 0; c < layer.outChannels(); c++) {
        out.writeByte(layer.shift(c));
      }
      for (int c = 0; c < layer.outChannels(); c++) {
        out.writeInt((int) layer.bias(c));
      }
      for (short weight : layer.weights()) {
        out.writeByte(weight);
      }
    }
    Network read = WeightsFile.parse("w", sealed(1, body.toByteArray()));
    assertArrayEquals(WHOLE, WeightsFile.format(read));
    out.write(7);
    assertTrue(refusal(sealed(1, body.toByteArray())).contains("more after the last layer"));
  }

  @Test
  void aBodyThatIsNotDeflatedIsRefused() throws Exception {
    assertTrue(refusal(sealed(2, new byte[500])).contains("cannot be inflated"));
    byte[] trailing = Arrays.copyOf(Arrays.copyOfRange(WHOLE, 16, WHOLE.length - 32), WHOLE.length);
    assertTrue(refusal(sealed(2, trailing)).contains("more after the last layer"));
    // A gigabyte of zeros in a megabyte: no more is inflated than the layers have room for.
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bomb)) {
      out.write(body());
      for (int i = 0; i < 1024; i++) {
        out.write(new byte[1 << 20]);
      }
    }
    assertTrue(refusal(sealed(2, bomb.toByteArray())).contains("more after the last layer"));
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
    assertTrue(refusal(version).contains("version 9, this program reads 2"));
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

    byte[] bits = body();
    ByteBuffer.wrap(bits).putInt(at - 2 - "conv1".length() - 2 - 8, 14);
    assertTrue(refusal(sealed(bits)).contains("mnist-cnn has 8 bits, the file 14"));

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
    ByteBuffer.wrap(bias).putLong(at + "conv:1x28x28:16:k3:s1:p1".length() + 4 + 16, 1L << 60);
    assertTrue(refusal(sealed(bias)).contains("beyond 53 bits"));
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
