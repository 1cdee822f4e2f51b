package org.autoprivacy.learn.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files of a data set packed in one archive (gzipped tar) on a server.
 *
 * @param address where it is
 * @param md5 of the archive, in hexadecimal digits: finds damage, proves nothing
 * @param folder the folder that it unpacks to
 * @param files the bytes that each file of interest has
 */
record Archive(URI address, String md5, String folder, Map<String, Long> files) {

  private static final long PIXELS = 3072;

  /** CIFAR-10 at its official address, with the sum that is given there. */
  static final Archive CIFAR10 =
      new Archive(
          URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
          "c32a1d4ab5d03f1284b67883e8d87530",
          "cifar-10-batches-bin",
          cifar10());

  /** CIFAR-100 at its official address, with the sum that is given there. */
  static final Archive CIFAR100 =
      new Archive(
          URI.create("https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz"),
          "03b5dce01913d631647c71ecec9e9cb8",
          "cifar-100-binary",
          Map.of("train.bin", 50_000 * (2 + PIXELS), "test.bin", 10_000 * (2 + PIXELS)));

  private static Map<String, Long> cifar10() {
    Map<String, Long> files = new LinkedHashMap<>();
    CifarFiles.TRAIN_10.forEach(file -> files.put(file, 10_000 * (1 + PIXELS)));
    files.put("test_batch.bin", 10_000 * (1 + PIXELS));
    return files;
  }

  /** The archive's own name. */
  String name() {
    return address.getPath().substring(address.getPath().lastIndexOf('/') + 1);
  }

  /** Whether all its files are in a folder, or in the archive's folder there, whole. */
  boolean isIn(Path place) throws IOException {
    for (Map.Entry<String, Long> file : files.entrySet()) {
      if (!isWhole(place.resolve(folder).resolve(file.getKey()), file.getValue())
          && !isWhole(place.resolve(file.getKey()), file.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWhole(Path file, long bytes) throws IOException {
    return Files.exists(file) && Files.size(file) == bytes;
  }
}
