package org.autoprivacy.linear;

import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.autoprivacy.math.Primes;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;
import org.autoprivacy.params.LayerParameters;

/** Layers, inputs and parameters for tests, drawn from seeds. */
final class Layers {

  private Layers() {}

  /** Weights of 8 bits and biases of 16; {@code zeros} in [0, 1) of the kernels are zero. */
  static QuantizedLayer random(LayerShape shape, SplittableRandom random, double zeros) {
    byte[] weights = new byte[(int) shape.weights()];
    int taps = shape.kernel() * shape.kernel();
    for (int i = 0; i < weights.length; i += taps) {
      boolean zero = random.nextDouble() < zeros;
      for (int j = i; j < i + taps; j++) {
        weights[j] = zero ? 0 : (byte) random.nextInt(-127, 128);
      }
    }
    int[] biases = random.ints(shape.outChannels(), -32768, 32768).toArray();
    return new QuantizedLayer(weights, biases, new int[shape.outChannels()], 0);
  }

  /** An input modulo t. */
  static long[] input(LayerShape shape, SplittableRandom random, long t) {
    return random.longs(shape.inputs(), 0, t).toArray();
  }

  /** A shape of any kind that is quick to evaluate. */
  static LayerShape shape(SplittableRandom random) {
    int kind = random.nextInt(4);
    if (kind == 0) {
      return LayerShape.fullyConnected(random.nextInt(1, 300), random.nextInt(1, 60));
    }
    int kernel = random.nextInt(1, kind == 1 ? 2 : 5);
    int padding = random.nextInt(kernel);
    int least = Math.max(1, kernel - 2 * padding);
    // Some images are larger than a row of slots, or than a polynomial.
    boolean large = random.nextInt(8) == 0;
    int most = large ? 40 : 12;
    int height = random.nextInt(least, least + most);
    int width = random.nextInt(least, least + most);
    int stride = random.nextInt(1, 4);
    int in = random.nextInt(1, large ? 4 : 12);
    return kind == 2
        ? LayerShape.depthwise(in, height, width, kernel, stride, padding)
        : LayerShape.convolution(in, height, width, random.nextInt(1, 12), kernel, stride, padding);
  }

  /** Parameters with so much room that no decryption fails; not secure. */
  static LayerParameters roomy(int n, boolean slots, int factors) {
    List<Long> primes = Primes.largest(50, 2L * n, 3);
    long last = slots ? 1 << 17 : 1 << 20;
    long[] moduli = new long[factors];
    for (int i = 0; i < factors; i++) {
      last = Primes.smallestAbove(last, slots ? 2L * n : 1);
      moduli[i] = last;
    }
    return new LayerParameters(
        n,
        primes.subList(0, 2),
        slots ? OptionalLong.of(primes.get(2)) : OptionalLong.empty(),
        LongStream.of(moduli).boxed().toList());
  }

  /** Inputs modulo each factor. */
  static List<long[]> inputs(LayerShape shape, SplittableRandom random, LayerParameters p) {
    return IntStream.range(0, p.instances())
        .mapToObj(i -> input(shape, random, p.plainModuli().get(i)))
        .toList();
  }
}
