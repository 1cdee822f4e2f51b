package org.autoprivacy.learn.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.json.JsonFiles;
import org.autoprivacy.network.IntegerInference;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.OutputErrors;
import org.autoprivacy.network.TensorShape;
import org.autoprivacy.network.Topologies;
import org.autoprivacy.network.Topology;
import org.autoprivacy.network.TrainingRecord;
import org.autoprivacy.network.WeightsFile;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Training from random weights to integers: float epochs, then the normalisation is folded into the
 * weights, scales are taken from training images, and the last epochs train through the roundings.
 * A checkpoint after each epoch; the same request gives the same network on one thread, and nearly
 * the same on several.
 */
public final class Trainer {

  private static final int CALIBRATION_IMAGES = 1024;
  private static final int EVALUATION_BATCH = 256;

  private final TrainingRequest request;
  private final TrainingProgress progress;
  private final ShutdownGuard guard;
  private final Topology topology;
  private final Recipe recipe;
  private final LabelledImages train;
  private final LabelledImages test;
  private final Batches batches;
  private final StringBuilder curve = new StringBuilder(EpochReport.HEADER);
  private double secondsBefore;
  private double top1Float;

  private Trainer(TrainingRequest request, TrainingProgress progress, ShutdownGuard guard)
      throws IOException {
    this.request = request;
    this.progress = progress;
    this.guard = guard;
    this.topology = Topologies.byName(request.network());
    this.recipe = Recipe.of(topology);
    LabelledImages all = request.dataset().train();
    this.train = all.slice(0, Math.min(request.mostImages(), all.count()));
    this.test = request.dataset().test();
    if (train.size() != topology.image().size() || train.classes() != topology.classes()) {
      throw new IllegalArgumentException(
          "%s does not learn from %s: name its own data set"
              .formatted(topology.name(), request.dataset()));
    }
    this.batches = new Batches(train, recipe, request.seed());
  }

  /**
   * Trains and writes weights, curve and checkpoint.
   *
   * @throws org.autoprivacy.bfv.EngineUnavailableException if there is no libtorch here
   * @throws IllegalArgumentException if images or checkpoint are damaged or do not fit
   * @throws IOException if a file cannot be read or written; the last checkpoint stays good
   */
  public static TrainingResult train(TrainingRequest request, TrainingProgress progress)
      throws IOException {
    JsonFiles.requireWritable(request.out());
    Torch.require(request.threads());
    try (ShutdownGuard guard = new ShutdownGuard();
        PointerScope _ = new PointerScope()) {
      return new Trainer(request, progress, guard).run();
    }
  }

  private TrainingResult run() throws IOException {
    long start = System.nanoTime();
    Checkpoint checkpoint = checkpoint();
    int done = checkpoint == null ? 0 : checkpoint.epochs();
    FloatModel model = new FloatModel(topology, request.seed());
    List<Tensor> floatState = model.state();
    if (checkpoint != null) {
      secondsBefore = checkpoint.seconds();
      top1Float = checkpoint.top1Float();
      curve.setLength(0);
      curve.append(checkpoint.curve());
    }
    int floatEpochs = request.floatEpochs();
    Sgd floatSgd = new Sgd(model.parameters(), recipe.weightDecay());
    if (checkpoint != null) {
      List<Tensor> whole = new ArrayList<>(floatState);
      if (done < floatEpochs) {
        whole.addAll(floatSgd.state());
      }
      restore(whole, checkpoint.tensors());
    }
    for (int epoch = done; epoch < floatEpochs; epoch++) {
      EpochReport report = floatEpoch(model, floatSgd, epoch);
      top1Float = report.testTop1();
      List<Tensor> whole = new ArrayList<>(floatState);
      if (epoch + 1 < floatEpochs) {
        whole.addAll(floatSgd.state());
      }
      finish(report, start, whole);
    }

    QuantizedModel quantized = quantize(model);
    Sgd sgd = new Sgd(quantized.parameters(), 0);
    List<Tensor> all = new ArrayList<>(floatState);
    all.addAll(quantized.parameters());
    all.addAll(sgd.state());
    if (checkpoint != null && done > floatEpochs) {
      restore(all, checkpoint.tensors());
    }
    for (int epoch = Math.max(done, floatEpochs); epoch < request.epochs(); epoch++) {
      finish(quantizedEpoch(quantized, sgd, epoch), start, all);
    }
    double top1Int = integerTop1(export(quantized, 0));
    Network network = export(quantized, top1Int);
    WeightsFile.write(request.out(), network);
    return new TrainingResult(
        network, top1Float, top1Int, request.epochs(), secondsBefore + since(start));
  }

  private @Nullable Checkpoint checkpoint() throws IOException {
    return request.resume() && Files.exists(request.checkpoint())
        ? Checkpoint.read(request.checkpoint(), identity())
        : null;
  }

  private String identity() {
    return request.command() + " on " + train.count() + " images";
  }

  private static void restore(List<Tensor> tensors, List<float[]> values) {
    if (tensors.size() > values.size()) {
      throw new IllegalArgumentException("the checkpoint lacks tensors: train without --resume");
    }
    try (NoGradGuard _ = new NoGradGuard()) {
      for (int i = 0; i < tensors.size(); i++) {
        Tensor tensor = tensors.get(i);
        if (values.get(i).length != tensor.numel()) {
          throw new IllegalArgumentException(
              "the checkpoint's tensors have other sizes: train without --resume");
        }
        tensor.copy_(Torch.tensor(values.get(i), tensor.shape()));
      }
    }
  }

  private void finish(EpochReport report, long start, List<Tensor> tensors) throws IOException {
    curve.append(report.line());
    List<float[]> values = tensors.stream().map(Torch::floats).toList();
    new Checkpoint(
            identity(),
            report.epoch(),
            secondsBefore + since(start),
            top1Float,
            curve.toString(),
            values)
        .write(request.checkpoint());
    JsonFiles.write(request.curve(), curve.toString().getBytes(StandardCharsets.UTF_8));
    progress.epoch(report);
  }

  private EpochReport floatEpoch(FloatModel model, Sgd sgd, int epoch) {
    long start = System.nanoTime();
    model.training(true);
    double from = (double) epoch / request.floatEpochs();
    double to = (epoch + 1.0) / request.floatEpochs();
    double[] lossAndTop1 =
        epoch(epoch, model, sgd, 1.0 / 255, 1, part -> recipe.floatRate(from + (to - from) * part));
    model.training(false);
    double top1 = floatTop1(model);
    return new EpochReport(
        epoch + 1,
        request.epochs(),
        false,
        recipe.floatRate(to),
        lossAndTop1[0],
        lossAndTop1[1],
        top1,
        since(start));
  }

  private EpochReport quantizedEpoch(QuantizedModel model, Sgd sgd, int epoch) {
    long start = System.nanoTime();
    int first = request.floatEpochs();
    double epochs = request.epochs() - first;
    double from = (epoch - first) / epochs;
    double to = (epoch + 1 - first) / epochs;
    double[] lossAndTop1 =
        epoch(
            epoch,
            model,
            sgd,
            1,
            model.outputUnit(),
            part -> recipe.tuningRate(from + (to - from) * part));
    double top1 = integerTop1(export(model, 0));
    return new EpochReport(
        epoch + 1,
        request.epochs(),
        true,
        recipe.tuningRate(to),
        lossAndTop1[0],
        lossAndTop1[1],
        top1,
        since(start));
  }

  /** The learning rate at a part of an epoch. */
  private interface Rate {
    double at(double part);
  }

  private double[] epoch(
      int epoch, TorchGraph model, Sgd sgd, double pixelUnit, double outputUnit, Rate rate) {
    Batches.Epoch source = batches.epoch(epoch);
    float[] pixels = new float[batches.size() * train.size()];
    long[] labels = new long[batches.size()];
    double loss = 0;
    long right = 0;
    for (int i = 0; i < batches.count(); i++) {
      guard.check();
      source.next(pixels, labels);
      try (PointerScope _ = new PointerScope()) {
        Tensor outputs =
            model
                .forward(images(pixels, labels.length).mul(Torch.scalar(pixelUnit)))
                .mul(Torch.scalar(outputUnit));
        Tensor target = Tensor.create(labels, labels.length);
        Tensor error =
            torch.cross_entropy_loss(
                outputs, target, new TensorOptional(), 1, -100, recipe.labelSmoothing());
        error.backward();
        sgd.step(rate.at((i + 0.5) / batches.count()));
        loss += error.item_float();
        right += right(outputs, labels, labels.length);
      }
      progress.batch(epoch + 1, i + 1, batches.count());
    }
    return new double[] {loss / batches.count(), (double) right / batches.count() / labels.length};
  }

  /** Colour images as channels-last, which libtorch's convolutions are faster on. */
  private Tensor images(float[] pixels, int count) {
    TensorShape shape = topology.image();
    Tensor images = Torch.tensor(pixels, count, shape.channels(), shape.height(), shape.width());
    return shape.channels() == 1 ? images : images.contiguous(torch.MemoryFormat.ChannelsLast);
  }

  private int right(Tensor outputs, long[] labels, int count) {
    float[] values = Torch.floats(outputs);
    int classes = topology.classes();
    int right = 0;
    for (int i = 0; i < count; i++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (values[i * classes + c] > values[i * classes + best]) {
          best = c;
        }
      }
      right += best == labels[i] ? 1 : 0;
    }
    return right;
  }

  private double floatTop1(FloatModel model) {
    int right = 0;
    for (int from = 0; from < test.count(); from += EVALUATION_BATCH) {
      guard.check();
      int count = Math.min(EVALUATION_BATCH, test.count() - from);
      float[] pixels = new float[count * test.size()];
      long[] labels = new long[count];
      Batches.plain(test, from, count, pixels, labels);
      try (PointerScope _ = new PointerScope();
          NoGradGuard _ = new NoGradGuard()) {
        Tensor outputs = model.forward(images(pixels, count).mul(Torch.scalar(1.0 / 255)));
        right += right(outputs, labels, count);
      }
    }
    return (double) right / test.count();
  }

  private double integerTop1(Network network) {
    int right = new IntegerInference(network).correct(test, request.threads(), OutputErrors.NONE);
    return (double) right / test.count();
  }

  private Network export(QuantizedModel model, double top1Int) {
    return model.export(
        new TrainingRecord(
            request.command(), request.seed(), request.epochs(), top1Float, top1Int));
  }

  private QuantizedModel quantize(FloatModel model) {
    model.training(false);
    int count = Math.min(CALIBRATION_IMAGES, train.count());
    float[] pixels = new float[count * train.size()];
    long[] labels = new long[count];
    Batches.plain(train, 0, count, pixels, labels);
    Peaks peaks = new Peaks(topology.nodes().size() + 1);
    for (int from = 0; from < count; from += EVALUATION_BATCH) {
      int size = Math.min(EVALUATION_BATCH, count - from);
      float[] part = Arrays.copyOfRange(pixels, from * train.size(), (from + size) * train.size());
      try (PointerScope _ = new PointerScope();
          NoGradGuard _ = new NoGradGuard()) {
        model.observer(peaks::see);
        model.forward(images(part, size).mul(Torch.scalar(1.0 / 255)));
      }
    }
    List<float[]> weights = new ArrayList<>();
    List<float[]> biases = new ArrayList<>();
    for (int i = 0; i < topology.layers().size(); i++) {
      weights.add(model.foldedWeights(i));
      biases.add(model.foldedBiases(i));
    }
    return new QuantizedModel(
        topology, new Scales(topology, peaks.values(), weights), weights, biases);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }
}
