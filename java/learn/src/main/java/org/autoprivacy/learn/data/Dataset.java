package org.autoprivacy.learn.data;

import java.io.IOException;
import java.nio.file.Path;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.data.Mnist;

/**
 * A data set as commands name it: {@code mnist} (embedded), {@code mnist:DIR}, {@code cifar10:DIR}
 * or {@code cifar100:DIR}, where DIR holds the official files. Nothing is read before it is asked
 * for.
 */
public final class Dataset {

  private final String token;
  private final String kind;
  private final Path folder;

  private Dataset(String token, String kind, Path folder) {
    this.token = token;
    this.kind = kind;
    this.folder = folder;
  }

  /**
   * The data set that a token names.
   *
   * @throws IllegalArgumentException if the token names none
   */
  public static Dataset parse(String token) {
    int colon = token.indexOf(':');
    String kind = colon < 0 ? token : token.substring(0, colon);
    String folder = colon < 0 ? "" : token.substring(colon + 1);
    boolean known =
        switch (kind) {
          case "mnist" -> colon < 0 || !folder.isEmpty();
          case "cifar10", "cifar100" -> !folder.isEmpty();
          default -> false;
        };
    if (!known) {
      throw new IllegalArgumentException(
          "'%s' is no data set: write mnist, mnist:DIR, cifar10:DIR or cifar100:DIR"
              .formatted(token));
    }
    return new Dataset(token, kind, Path.of(folder));
  }

  /**
   * Fetches the official archive into the folder, unless its files are there. A download that
   * stopped goes on where it did.
   *
   * @throws IllegalArgumentException if what arrives is not the archive, or this is no CIFAR set
   * @throws IOException if the server or the disk fails
   */
  public void download(DownloadProgress progress) throws IOException {
    Archive archive =
        switch (kind) {
          case "cifar10" -> Archive.CIFAR10;
          case "cifar100" -> Archive.CIFAR100;
          default ->
              throw new IllegalArgumentException(
                  "--download fetches cifar10:DIR and cifar100:DIR, not " + token);
        };
    ArchiveDownload.fetch(archive, folder, progress);
  }

  /**
   * The training images; the embedded {@code mnist} has the first 36,000 of the official 60,000.
   *
   * @throws IllegalArgumentException if a file is missing or damaged
   * @throws IOException if reading fails
   */
  public LabelledImages train() throws IOException {
    return switch (kind) {
      case "cifar10" -> CifarFiles.train10(folder);
      case "cifar100" -> CifarFiles.train100(folder);
      default ->
          embedded()
              ? Mnist.embedded(
                  "mnist train",
                  Dataset.class,
                  "train-36000-images-idx3-ubyte.gz",
                  "train-36000-labels-idx1-ubyte.gz")
              : Mnist.train(folder);
    };
  }

  /**
   * The official 10,000 test images.
   *
   * @throws IllegalArgumentException if a file is missing or damaged
   * @throws IOException if reading fails
   */
  public LabelledImages test() throws IOException {
    return switch (kind) {
      case "cifar10" -> CifarFiles.test10(folder);
      case "cifar100" -> CifarFiles.test100(folder);
      default -> embedded() ? Mnist.test() : Mnist.test(folder);
    };
  }

  /** The token without its folder: {@code mnist}, {@code cifar10} or {@code cifar100}. */
  public String kind() {
    return kind;
  }

  private boolean embedded() {
    return token.equals("mnist");
  }

  /** The token. */
  @Override
  public String toString() {
    return token;
  }
}
