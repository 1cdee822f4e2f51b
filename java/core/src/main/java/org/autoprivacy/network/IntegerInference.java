package org.autoprivacy.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.autoprivacy.data.LabelledImages;

/**
 * Exact integer inference: every linear layer as a product of its weight matrix with columns of
 * inputs, {@link #BLOCK} images side by side in vector lanes. Thread-safe.
 */
public final class IntegerInference {

  /** Images that are evaluated together; a call with fewer takes as long. */
  public static final int BLOCK = ProductKernel.LANES;

  private final Network network;
  private final PreparedLayer[] prepared;
  private final Queue<BlockRun> idle = new ConcurrentLinkedQueue<>();

  /** Inference with this network's integers. */
  public IntegerInference(Network network) {
    this.network = network;
    this.prepared = new PreparedLayer[network.layerCount()];
    for (int i = 0; i < prepared.length; i++) {
      prepared[i] = new PreparedLayer(network, i);
    }
  }

  /** The network. */
  public Network network() {
    return network;
  }

  /**
   * The last layer's accumulators, {@code long[images.count()·classes]}, with errors.
   *
   * @param threads how many blocks are evaluated at once; the result does not depend on it
   * @param errors is told image numbers as {@code images} counts them
   * @throws IllegalArgumentException if the images have another shape than the network's
   */
  public long[] logits(LabelledImages images, int threads, OutputErrors errors) {
    requireFit(images);
    Topology topology = network.topology();
    long[] logits = new long[Math.multiplyExact(images.count(), topology.classes())];
    forEachBlock(
        numbers(images.count()),
        threads,
        (block, numbers, at) -> {
          load(images, block, numbers);
          block.run(0, topology.nodes().size(), numbers, errors);
          store(block, numbers.length, logits, at);
        });
    return logits;
  }

  /**
   * Runs without errors and keeps what is needed to go on from some layers.
   *
   * @param layers linear layers whose inputs are kept, 2 bytes a value
   */
  public CleanRun clean(LabelledImages images, int[] layers, int threads) {
    requireFit(images);
    Topology topology = network.topology();
    int[] ascending = java.util.Arrays.stream(layers).sorted().distinct().toArray();
    long[] logits = new long[Math.multiplyExact(images.count(), topology.classes())];
    CleanRun clean = new CleanRun(topology, images.count(), ascending, logits);
    forEachBlock(
        numbers(images.count()),
        threads,
        (block, numbers, at) -> {
          load(images, block, numbers);
          int node = 0;
          for (int layer : ascending) {
            block.run(node, topology.nodeOf(layer), numbers, OutputErrors.NONE);
            node = topology.nodeOf(layer);
            clean.keep(layer, block, numbers);
          }
          block.run(node, topology.nodes().size(), numbers, OutputErrors.NONE);
          store(block, numbers.length, logits, at);
        });
    return clean;
  }

  /**
   * The last layer's accumulators of images that go on from a layer each, {@code
   * long[images.length·classes]}. Images that are evaluated together go on from the first one's
   * layer, so that no place beside it is empty.
   *
   * @param clean keeps the inputs of these layers
   * @param layers where each image goes on, ascending: layers before make no error
   * @param images numbers of the images to evaluate, in the order of the result
   * @param errors is told the same numbers
   * @throws IllegalArgumentException if a layer was not kept, or layers do not ascend
   */
  public long[] logitsFrom(
      CleanRun clean, int[] layers, int[] images, int threads, OutputErrors errors) {
    Topology topology = network.topology();
    for (int i = 0; i < images.length; i++) {
      if (i > 0 && layers[i] < layers[i - 1]) {
        throw new IllegalArgumentException("images go on from ascending layers");
      }
    }
    long[] logits = new long[Math.multiplyExact(images.length, topology.classes())];
    forEachBlock(
        images,
        threads,
        (block, numbers, at) -> {
          clean.restore(layers[at], block, numbers);
          block.run(topology.nodeOf(layers[at]), topology.nodes().size(), numbers, errors);
          store(block, numbers.length, logits, at);
        });
    return logits;
  }

  /** How many images get their own label, with errors. */
  public int correct(LabelledImages images, int threads, OutputErrors errors) {
    long[] logits = logits(images, threads, errors);
    int classes = network.topology().classes();
    int correct = 0;
    for (int i = 0; i < images.count(); i++) {
      if (classOf(logits, i * classes, classes) == images.label(i)) {
        correct++;
      }
    }
    return correct;
  }

  /** The range of each layer's accumulators on these images, without errors. */
  public List<AccumulatorRange> observedRanges(LabelledImages images, int threads) {
    RangeObserver observer = new RangeObserver(network.layerCount());
    logits(images, threads, observer);
    return observer.ranges();
  }

  /** The class with the largest of {@code classes} logits from {@code from} on, first of equals. */
  public static int classOf(long[] logits, int from, int classes) {
    int best = 0;
    for (int i = 1; i < classes; i++) {
      if (logits[from + i] > logits[from + best]) {
        best = i;
      }
    }
    return best;
  }

  private void requireFit(LabelledImages images) {
    TensorShape shape = new TensorShape(images.channels(), images.height(), images.width());
    if (!shape.equals(network.topology().image())) {
      throw new IllegalArgumentException(
          "%s takes %s images, %s has %s: name its own data set"
              .formatted(network.name(), network.topology().image(), images.name(), shape));
    }
    if (images.classes() != network.topology().classes()) {
      throw new IllegalArgumentException(
          "%s knows %d classes, %s has %d: name its own data set"
              .formatted(
                  network.name(), network.topology().classes(), images.name(), images.classes()));
    }
  }

  private static void load(LabelledImages images, BlockRun block, int[] numbers) {
    int[] to = block.make(0);
    int pixels = images.height() * images.width();
    for (int i = 0; i < numbers.length; i++) {
      for (int v = 0; v < images.size(); v++) {
        int place = v % pixels * images.channels() + v / pixels;
        to[place * BLOCK + i] = images.pixel(numbers[i], v);
      }
    }
  }

  private void store(BlockRun block, int count, long[] logits, int at) {
    int classes = network.topology().classes();
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < classes; c++) {
        logits[(at + i) * classes + c] = block.logit(i, c);
      }
    }
  }

  private static int[] numbers(int count) {
    return java.util.stream.IntStream.range(0, count).toArray();
  }

  /** What is done with the images of one block; {@code at} is the first one's place. */
  private interface BlockTask {
    void run(BlockRun block, int[] numbers, int at);
  }

  private void forEachBlock(int[] images, int threads, BlockTask task) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    int blocks = (images.length + BLOCK - 1) / BLOCK;
    int workers = Math.min(threads, blocks);
    AtomicInteger next = new AtomicInteger();
    if (workers <= 1) {
      drain(images, next, task);
      return;
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        running.add(pool.submit(() -> drain(images, next, task)));
      }
      for (Future<?> worker : running) {
        worker.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("inference was interrupted", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException("inference failed", e);
      }
    }
  }

  private void drain(int[] images, AtomicInteger next, BlockTask task) {
    BlockRun block = idle.poll();
    if (block == null) {
      block = new BlockRun(network, prepared);
    }
    for (int at = next.getAndAdd(BLOCK); at < images.length; at = next.getAndAdd(BLOCK)) {
      block.clear();
      int end = Math.min(at + BLOCK, images.length);
      task.run(block, java.util.Arrays.copyOfRange(images, at, end), at);
    }
    block.clear();
    idle.add(block);
  }
}
