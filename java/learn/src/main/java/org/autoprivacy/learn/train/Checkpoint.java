package org.autoprivacy.learn.train;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.autoprivacy.json.JsonFiles;

/**
 * A training that stopped somewhere.
 *
 * @param identity the training it belongs to
 * @param position where it stopped
 * @param seconds they took
 * @param top1Float accuracy after the float epochs, 0 before
 * @param curve the curve so far
 * @param tensors the values of every tensor, in the trainer's order
 */
record Checkpoint(
    String identity,
    Position position,
    double seconds,
    double top1Float,
    String curve,
    List<float[]> tensors) {

  private static final int MAGIC = 0x41504351;
  private static final int DIGEST_BYTES = 32;
  private static final int MOST_BYTES = 1 << 30;

  /** Writes it so that the file is the old one or the new one, also after a crash. */
  void write(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(MAGIC);
    out.writeUTF(identity);
    EpochTally tally = position.tally();
    out.writeInt(position.epoch());
    out.writeInt(tally.batches());
    out.writeDouble(tally.loss());
    out.writeLong(tally.right());
    out.writeDouble(tally.seconds());
    out.writeDouble(seconds);
    out.writeDouble(top1Float);
    byte[] curveBytes = curve.getBytes(StandardCharsets.UTF_8);
    out.writeInt(curveBytes.length);
    out.write(curveBytes);
    out.writeInt(tensors.size());
    for (float[] tensor : tensors) {
      out.writeInt(tensor.length);
      for (float value : tensor) {
        out.writeFloat(value);
      }
    }
    out.write(digest(bytes.toByteArray()));
    JsonFiles.write(file, bytes.toByteArray());
  }

  /**
   * Reads the checkpoint of a training.
   *
   * @throws IllegalArgumentException if the file is damaged or of another training
   */
  static Checkpoint read(Path file, String identity) throws IOException {
    Checkpoint read = read(file);
    if (!read.identity().equals(identity)) {
      throw new IllegalArgumentException(
          "%s belongs to another training (%s, not %s): remove it, or train without --resume"
              .formatted(file, read.identity(), identity));
    }
    return read;
  }

  /**
   * Reads the checkpoint of any training.
   *
   * @throws IllegalArgumentException if the file is damaged
   */
  static Checkpoint read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IllegalArgumentException(file + " is too large for a checkpoint: remove it");
    }
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length - DIGEST_BYTES;
    if (end < 4
        || !MessageDigest.isEqual(
            digest(Arrays.copyOf(bytes, end)), Arrays.copyOfRange(bytes, end, bytes.length))) {
      throw new IllegalArgumentException(
          file + " is damaged: remove it, or train without --resume");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end));
    if (in.readInt() != MAGIC) {
      throw new IllegalArgumentException(file + " is no checkpoint: remove it");
    }
    String identity = in.readUTF();
    int epochs = in.readInt();
    EpochTally tally =
        new EpochTally(in.readInt(), in.readDouble(), in.readLong(), in.readDouble());
    double seconds = in.readDouble();
    double top1Float = in.readDouble();
    byte[] curve = new byte[length(file, in, 1)];
    in.readFully(curve);
    int count = in.readInt();
    List<float[]> tensors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] tensor = new float[length(file, in, Float.BYTES)];
      for (int j = 0; j < tensor.length; j++) {
        tensor[j] = in.readFloat();
      }
      tensors.add(tensor);
    }
    String curveText = new String(curve, StandardCharsets.UTF_8);
    Position position = new Position(epochs, tally);
    return new Checkpoint(identity, position, seconds, top1Float, curveText, tensors);
  }

  /** A length that the rest of the file has room for. */
  private static int length(Path file, DataInputStream in, int bytesEach) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available() / bytesEach) {
      throw new IllegalArgumentException(file + " is no sound checkpoint: remove it");
    }
    return length;
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
