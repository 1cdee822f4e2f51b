package org.autoprivacy.network;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.autoprivacy.json.JsonFiles;

/**
 * Networks in files: magic, version, length, deflated body, SHA-256. The byte-by-byte description
 * is docs/notes/weights-format.md. Nothing is taken from the body before the checksum fits, and no
 * size in it is believed: the topology of that name says how much there is to read, and no more is
 * inflated.
 */
public final class WeightsFile {

  private static final byte[] MAGIC = "APWEIGHT".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 2;

  /** Before bodies were deflated and networks had other than 8 bits. */
  private static final int FIRST_VERSION = 1;

  private static final int HEADER_BYTES = MAGIC.length + 2 * Integer.BYTES;
  private static final int DIGEST_BYTES = 32;
  private static final int MOST_BYTES = 64 << 20;

  private WeightsFile() {}

  /**
   * The network in a file.
   *
   * @throws IllegalArgumentException if the file is missing, damaged, of another version or does
   *     not fit the network that it names
   * @throws IOException if reading fails
   */
  public static Network read(Path file) throws IOException {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IllegalArgumentException(
            file + " is larger than " + MOST_BYTES + " bytes: not a weights file");
      }
      return parse(file.toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + " does not exist", e);
    }
  }

  /**
   * The network that a command names: one of {@link Topologies#names} from this library's
   * resources, or else a file.
   *
   * @throws IllegalArgumentException if there is no such network, or no weights of it
   * @throws IOException if reading fails
   */
  public static Network load(String nameOrFile) throws IOException {
    if (!Topologies.names().contains(nameOrFile)) {
      Path file = Path.of(nameOrFile);
      if (!Files.exists(file)) {
        throw new IllegalArgumentException(
            "'%s' is no weights file and no network: choose one of %s, or name a file"
                .formatted(nameOrFile, String.join(", ", Topologies.names())));
      }
      return read(file);
    }
    try (InputStream in = WeightsFile.class.getResourceAsStream(nameOrFile + ".weights")) {
      if (in == null) {
        throw new IllegalArgumentException(
            "no weights of %s come with this version: train it (autoprivacy train %s) and name the file"
                .formatted(nameOrFile, nameOrFile));
      }
      return parse(nameOrFile + ".weights", in.readAllBytes());
    }
  }

  /** Writes the network so that the file is the old one or the new one, also after a crash. */
  public static void write(Path file, Network network) throws IOException {
    JsonFiles.write(file, format(network));
  }

  /** The bytes of a network. */
  static byte[] format(Network network) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    // Weights repeat no strings: all there is to gain is that small ones are frequent.
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    deflater.setStrategy(Deflater.FILTERED);
    try (deflater;
        DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(body, deflater))) {
      TrainingRecord training = network.training();
      out.writeUTF(network.name());
      out.writeUTF(training.command());
      out.writeLong(training.seed());
      out.writeInt(training.epochs());
      out.writeDouble(training.top1Float());
      out.writeDouble(training.top1Int());
      out.writeInt(network.topology().bits());
      out.writeInt(network.layerCount());
      for (int i = 0; i < network.layerCount(); i++) {
        Node.Linear layer = network.topology().layers().get(i);
        QuantizedLayer integers = network.layer(i);
        out.writeUTF(layer.name());
        out.writeUTF(layer.shape().toString());
        out.writeInt(integers.residualShift());
        for (int c = 0; c < integers.outChannels(); c++) {
          out.writeByte(integers.shift(c));
        }
        for (int c = 0; c < integers.outChannels(); c++) {
          out.writeLong(integers.bias(c));
        }
        for (int shift = 0; shift < network.topology().bits(); shift += Byte.SIZE) {
          out.write(plane(integers.weights(), shift));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    ByteBuffer whole = ByteBuffer.allocate(HEADER_BYTES + body.size() + DIGEST_BYTES);
    whole.put(MAGIC).putInt(VERSION).putInt(body.size()).put(body.toByteArray());
    whole.put(digest(Arrays.copyOf(whole.array(), whole.position())));
    return whole.array();
  }

  /** Eight bits of each weight. */
  private static byte[] plane(short[] weights, int shift) {
    byte[] plane = new byte[weights.length];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = (byte) (weights[i] >> shift);
    }
    return plane;
  }

  /** The network in these bytes; {@code name} is what messages call them. */
  static Network parse(String name, byte[] bytes) {
    if (bytes.length < HEADER_BYTES + DIGEST_BYTES) {
      throw new IllegalArgumentException(
          name + " is cut off after " + bytes.length + " bytes: get the weights again");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte[] magic = new byte[MAGIC.length];
    in.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new IllegalArgumentException(name + " is not a weights file");
    }
    int version = in.getInt();
    if (version != VERSION && version != FIRST_VERSION) {
      throw new IllegalArgumentException(
          "%s has format version %d, this program reads %d: train again, or use the program that wrote it"
              .formatted(name, version, VERSION));
    }
    int length = in.getInt();
    if (length != bytes.length - HEADER_BYTES - DIGEST_BYTES) {
      throw new IllegalArgumentException(
          "%s has %d bytes, its header announces %d: it was cut off, get the weights again"
              .formatted(name, bytes.length, (long) length + HEADER_BYTES + DIGEST_BYTES));
    }
    int end = HEADER_BYTES + length;
    byte[] digest = Arrays.copyOfRange(bytes, end, bytes.length);
    if (!MessageDigest.isEqual(digest, digest(Arrays.copyOf(bytes, end)))) {
      throw new IllegalArgumentException(
          name + " fails its checksum: it is damaged, get the weights again");
    }
    InputStream raw = new ByteArrayInputStream(bytes, HEADER_BYTES, length);
    try (Inflater inflater = new Inflater();
        DataInputStream body =
            new DataInputStream(
                version == FIRST_VERSION ? raw : new InflaterInputStream(raw, inflater))) {
      Network network = body(body, version);
      if (body.read() >= 0 || inflater.getRemaining() > 0 || raw.available() > 0) {
        throw new IllegalArgumentException("there is more after the last layer");
      }
      return network;
    } catch (ZipException e) {
      throw new IllegalArgumentException(name + " cannot be inflated: get the weights again", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(name + " ends inside a layer: get the weights again", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name + " is not a sound weights file: " + e.getMessage(), e);
    }
  }

  private static Network body(DataInputStream in, int version) throws IOException {
    Topology topology = Topologies.byName(in.readUTF());
    TrainingRecord training =
        new TrainingRecord(
            in.readUTF(), in.readLong(), in.readInt(), in.readDouble(), in.readDouble());
    int bits = version == FIRST_VERSION ? Topology.DEFAULT_BITS : in.readInt();
    if (bits != topology.bits()) {
      throw new IllegalArgumentException(
          "%s has %d bits, the file %d".formatted(topology.name(), topology.bits(), bits));
    }
    int count = in.readInt();
    if (count != topology.layers().size()) {
      throw new IllegalArgumentException(
          "%s has %d linear layers, the file %d"
              .formatted(topology.name(), topology.layers().size(), count));
    }
    List<QuantizedLayer> layers = new ArrayList<>();
    for (Node.Linear layer : topology.layers()) {
      String name = in.readUTF();
      String shape = in.readUTF();
      if (!name.equals(layer.name()) || !shape.equals(layer.shape().toString())) {
        throw new IllegalArgumentException(
            "layer %s %s was expected, the file has %s %s"
                .formatted(layer.name(), layer.shape(), name, shape));
      }
      int residualShift = in.readInt();
      int[] shifts = new int[layer.shape().outChannels()];
      long[] biases = new long[shifts.length];
      for (int c = 0; c < shifts.length; c++) {
        shifts[c] = in.readByte();
      }
      for (int c = 0; c < biases.length; c++) {
        biases[c] = version == FIRST_VERSION ? in.readInt() : in.readLong();
      }
      layers.add(
          new QuantizedLayer(weights(in, layer.shape(), bits), biases, shifts, residualShift));
    }
    return new Network(topology, layers, training);
  }

  private static short[] weights(DataInputStream in, LayerShape shape, int bits)
      throws IOException {
    short[] weights = new short[Math.toIntExact(shape.weights())];
    byte[] plane = new byte[weights.length];
    for (int shift = 0; shift < bits; shift += Byte.SIZE) {
      in.readFully(plane);
      boolean highest = shift + Byte.SIZE >= bits;
      for (int i = 0; i < weights.length; i++) {
        int value = highest ? plane[i] : Byte.toUnsignedInt(plane[i]);
        weights[i] |= (short) (value << shift);
      }
    }
    return weights;
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
