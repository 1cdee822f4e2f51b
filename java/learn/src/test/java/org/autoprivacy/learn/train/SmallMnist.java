package org.autoprivacy.learn.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.learn.data.Dataset;

/** A data set that is soon learnt: the first 1,024 training and 300 test images of MNIST. */
final class SmallMnist {

  private SmallMnist() {}

  /** Writes its files, to be named {@code mnist:FOLDER}. */
  static void write(Path folder) throws IOException {
    Dataset mnist = Dataset.parse("mnist");
    write(folder, "train", mnist.train().slice(0, 1024));
    write(folder, "t10k", mnist.test().slice(0, 300));
  }

  private static void write(Path folder, String stem, LabelledImages images) throws IOException {
    ByteBuffer pixels = ByteBuffer.allocate(16 + images.count() * images.size());
    pixels.putInt(0x803).putInt(images.count()).putInt(28).putInt(28);
    ByteBuffer labels = ByteBuffer.allocate(8 + images.count());
    labels.putInt(0x801).putInt(images.count());
    for (int i = 0; i < images.count(); i++) {
      images.copyPixels(i, pixels.array(), 16 + i * images.size());
      labels.put((byte) images.label(i));
    }
    Files.write(folder.resolve(stem + "-images-idx3-ubyte"), pixels.array());
    Files.write(folder.resolve(stem + "-labels-idx1-ubyte"), labels.array());
  }
}
