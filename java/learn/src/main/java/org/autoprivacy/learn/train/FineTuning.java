package org.autoprivacy.learn.train;

import java.util.stream.IntStream;
import org.autoprivacy.accuracy.Tuning;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.network.IntegerInference;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.OutputErrors;
import org.autoprivacy.network.TrainingRecord;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Trains a network's integers on while decryption errors are added to its accumulators, so that it
 * learns to live with them (the paper's fine-tuning: one epoch, half of the recorded errors; here
 * the errors of one series, while accuracy is measured with those of another).
 *
 * @param images how many training images are used, from the first on
 * @param rate the first learning rate; it falls to 0 along a cosine
 * @param seed of the order and the moves of images
 * @param threads that libtorch may use
 */
public record FineTuning(int images, double rate, long seed, int threads) {

  private static final int CALIBRATION_IMAGES = 512;
  private static final int LEAST_EXPONENT = -24;
  private static final int BATCH = 64;
  private static final double RATE = 5e-4;

  public FineTuning {
    if (images < 1 || !(rate > 0) || threads < 1) {
      throw new IllegalArgumentException(
          "fine-tuning needs images, a rate and threads, got %d, %s and %d"
              .formatted(images, rate, threads));
    }
  }

  /** One epoch of 10,000 images, as the paper has it. */
  public static FineTuning of(long seed, int threads) {
    return new FineTuning(10_000, RATE, seed, threads);
  }

  /**
   * An epoch of all training images of the classes in question, on one thread: on more, libtorch
   * would not give the same numbers again.
   *
   * @throws org.autoprivacy.bfv.EngineUnavailableException if there is no libtorch here
   */
  public static Tuning epochOf(LabelledImages train, long seed) {
    Torch.require(1);
    return (network, classes, errors) -> {
      LabelledImages some = classes.size() == train.classes() ? train : train.ofClasses(classes);
      return new FineTuning(some.count(), RATE, seed, 1).tune(network, some, errors);
    };
  }

  /**
   * The network after one epoch, and a record of how it came about.
   *
   * @param command what the record of the new weights calls the training
   * @param test what accuracy in that record is measured on
   */
  public Network tune(
      Network network,
      LabelledImages train,
      OutputErrors errors,
      String command,
      LabelledImages test) {
    Network tuned = tune(network, train, errors);
    double top1 =
        (double) new IntegerInference(tuned).correct(test, threads, OutputErrors.NONE)
            / test.count();
    TrainingRecord before = network.training();
    return tuned.trainedBy(
        new TrainingRecord(command, seed, before.epochs() + 1, before.top1Float(), top1));
  }

  /**
   * The network after one epoch, with the record that it had.
   *
   * @param train training images that fit the network
   * @param errors is told sample numbers from 0 on, each once
   * @throws org.autoprivacy.bfv.EngineUnavailableException if there is no libtorch here
   */
  public Network tune(Network network, LabelledImages train, OutputErrors errors) {
    Torch.require(threads);
    Recipe recipe = Recipe.of(network.name());
    LabelledImages some = train.slice(0, Math.min(images, train.count()));
    Batches batches = new Batches(some, recipe.withBatch(Math.min(BATCH, some.count())), seed);
    try (ShutdownGuard guard = new ShutdownGuard();
        PointerScope _ = new PointerScope()) {
      QuantizedModel model = QuantizedModel.of(network, outputUnit(network, some));
      Sgd sgd = new Sgd(model.parameters(), 0);
      Batches.Epoch epoch = batches.epoch(0);
      float[] pixels = new float[batches.size() * some.size()];
      long[] labels = new long[batches.size()];
      for (int i = 0; i < batches.count(); i++) {
        guard.check();
        epoch.next(pixels, labels);
        int from = i * labels.length;
        model.errors(errors, IntStream.range(from, from + labels.length).toArray());
        step(model, sgd, recipe, pixels, labels, (i + 0.5) / batches.count());
      }
      return model.export(network.training());
    } catch (RuntimeException e) {
      throw Torch.explained(e);
    }
  }

  private void step(
      QuantizedModel model,
      Sgd sgd,
      Recipe recipe,
      float[] pixels,
      long[] labels,
      double progress) {
    try (PointerScope _ = new PointerScope()) {
      Tensor in = Calibration.images(model.topology(), pixels, labels.length);
      Tensor outputs = model.forward(in).mul(Torch.scalar(model.outputUnit()));
      Predictions.loss(outputs, labels, recipe.labelSmoothing()).backward();
      sgd.step(rate * (1 + Math.cos(Math.PI * progress)) / 2);
    }
  }

  /** The power of two of the logits' unit under which the training labels are most likely. */
  private double outputUnit(Network network, LabelledImages train) {
    LabelledImages some = train.slice(0, Math.min(CALIBRATION_IMAGES, train.count()));
    long[] logits = new IntegerInference(network).logits(some, threads, OutputErrors.NONE);
    double best = 1;
    double least = Double.POSITIVE_INFINITY;
    for (int exponent = 0; exponent >= LEAST_EXPONENT; exponent--) {
      double unit = Math.scalb(1.0, exponent);
      double loss = loss(logits, some, unit);
      if (loss < least) {
        least = loss;
        best = unit;
      }
    }
    return best;
  }

  /** The cross entropy of labels and logits. */
  private static double loss(long[] logits, LabelledImages images, double unit) {
    int classes = images.classes();
    double loss = 0;
    for (int i = 0; i < images.count(); i++) {
      long most = Long.MIN_VALUE;
      for (int c = 0; c < classes; c++) {
        most = Math.max(most, logits[i * classes + c]);
      }
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += Math.exp(unit * ((double) logits[i * classes + c] - most));
      }
      loss += Math.log(sum) - unit * ((double) logits[i * classes + images.label(i)] - most);
    }
    return loss;
  }
}
