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
import org.autoprivacy.json.JsonFiles;

/**
 * Networks in files: magic, version, length, body, SHA-256. The byte-by-byte description is
 * docs/notes/weights-format.md. Nothing is taken from the body before the checksum fits, and no
 * size in it is believed: the topology of that name says how much there is to read.
 */
public final class WeightsFile {

  private static final byte[] MAGIC = "APWEIGHT".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
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
    try (DataOutputStream out = new DataOutputStream(body)) {
      TrainingRecord training = network.training();
      out.writeUTF(network.name());
      out.writeUTF(training.command());
      out.writeLong(training.seed());
      out.writeInt(training.epochs());
      out.writeDouble(training.top1Float());
      out.writeDouble(training.top1Int());
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
          out.writeInt(integers.bias(c));
        }
        out.write(integers.weights());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    ByteBuffer whole = ByteBuffer.allocate(HEADER_BYTES + body.size() + DIGEST_BYTES);
    whole.put(MAGIC).putInt(VERSION).putInt(body.size()).put(body.toByteArray());
    whole.put(digest(Arrays.copyOf(whole.array(), whole.position())));
    return whole.array();
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
    if (version != VERSION) {
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
    try (DataInputStream body =
        new DataInputStream(new ByteArrayInputStream(bytes, HEADER_BYTES, length))) {
      Network network = body(body);
      if (body.read() >= 0) {
        throw new IllegalArgumentException("there is more after the last layer");
      }
      return network;
    } catch (IOException e) {
      throw new IllegalArgumentException(name + " ends inside a layer: get the weights again", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name + " is not a sound weights file: " + e.getMessage(), e);
    }
  }

  private static Network body(DataInputStream in) throws IOException {
    Topology topology = Topologies.byName(in.readUTF());
    TrainingRecord training =
        new TrainingRecord(
            in.readUTF(), in.readLong(), in.readInt(), in.readDouble(), in.readDouble());
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
      int[] biases = new int[shifts.length];
      byte[] weights = new byte[Math.toIntExact(layer.shape().weights())];
      for (int c = 0; c < shifts.length; c++) {
        shifts[c] = in.readByte();
      }
      for (int c = 0; c < biases.length; c++) {
        biases[c] = in.readInt();
      }
      in.readFully(weights);
      layers.add(new QuantizedLayer(weights, biases, shifts, residualShift));
    }
    return new Network(topology, layers, training);
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
