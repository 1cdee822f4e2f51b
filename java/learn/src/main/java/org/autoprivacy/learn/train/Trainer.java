package org.autoprivacy.learn.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.json.JsonFiles;
import org.autoprivacy.network.IntegerInference;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.OutputErrors;
import org.autoprivacy.network.Topologies;
import org.autoprivacy.network.Topology;
import org.autoprivacy.network.TrainingRecord;
import org.autoprivacy.network.WeightsFile;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Training from random weights to integers: float epochs, then the normalisation is folded into the
 * weights, scales are taken from training images, and the last epochs train through the roundings;
 * networks of more than 8 bits are done without those. A checkpoint every three minutes and after
 * each epoch; the same request gives the same network on one thread, and nearly the same on
 * several.
 */
public final class Trainer {

  private static final double CHECKPOINT_SECONDS = 180;

  private final TrainingRequest request;
  private final TrainingProgress progress;
  private final ShutdownGuard guard;
  private final Topology topology;
  private final Recipe recipe;
  private final LabelledImages train;
  private final LabelledImages test;
  private final Batches batches;
  private final @Nullable Checkpoint started;
  private final double secondsBetweenCheckpoints;
  private final long start = System.nanoTime();
  private long lastSaved = start;
  private double secondsBefore;
  private double top1Float;
  private Curve curve = new Curve();

  private Trainer(
      TrainingRequest request,
      TrainingProgress progress,
      ShutdownGuard guard,
      double secondsBetweenCheckpoints)
      throws IOException {
    this.secondsBetweenCheckpoints = secondsBetweenCheckpoints;
    this.request = request;
    this.progress = progress;
    this.guard = guard;
    this.topology = Topologies.byName(request.network());
    Path startFile = request.start();
    Recipe own = Recipe.of(request.network());
    this.recipe = startFile == null ? own : own.warm();
    this.started = startFile == null ? null : Checkpoint.read(startFile);
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
   * Trains and writes weights, curve with its figure, and checkpoint.
   *
   * @throws org.autoprivacy.bfv.EngineUnavailableException if there is no libtorch here
   * @throws IllegalArgumentException if images or checkpoint are damaged or do not fit
   * @throws TrainingFailedException if libtorch gets no memory; the last checkpoint stays good
   * @throws IOException if a file cannot be read or written; the last checkpoint stays good
   */
  public static TrainingResult train(TrainingRequest request, TrainingProgress progress)
      throws IOException {
    return train(request, progress, CHECKPOINT_SECONDS);
  }

  /** The same with other times between the checkpoints within an epoch. */
  static TrainingResult train(
      TrainingRequest request, TrainingProgress progress, double secondsBetweenCheckpoints)
      throws IOException {
    JsonFiles.requireWritable(request.out());
    Torch.require(request.threads());
    try (ShutdownGuard guard = new ShutdownGuard();
        PointerScope _ = new PointerScope()) {
      return new Trainer(request, progress, guard, secondsBetweenCheckpoints).run();
    } catch (RuntimeException e) {
      throw Torch.explained(e);
    }
  }

  /**
   * Quantises the float weights of a network that was trained in 8 bits to the bits of another one,
   * without training on. The same request without the checkpoint trains these float weights again,
   * and gives the same integers on one thread.
   *
   * @param request a network of more than 8 bits, and otherwise the request that was trained
   * @param checkpoint what that training left, its float epochs done
   * @throws org.autoprivacy.bfv.EngineUnavailableException if there is no libtorch here
   * @throws IllegalArgumentException if the checkpoint is damaged, of another training, or too
   *     early
   * @throws IOException if a file cannot be read or written
   */
  public static TrainingResult quantize(TrainingRequest request, Path checkpoint)
      throws IOException {
    if (request.trainedEpochs() == request.epochs()) {
      throw new IllegalArgumentException(
          "%s has 8 bits, which are trained and not only rounded to: go on with --resume"
              .formatted(request.network()));
    }
    JsonFiles.requireWritable(request.out());
    Torch.require(request.threads());
    try (ShutdownGuard guard = new ShutdownGuard();
        PointerScope _ = new PointerScope()) {
      return new Trainer(request, TrainingProgress.NONE, guard, CHECKPOINT_SECONDS)
          .quantizeOnly(checkpoint);
    } catch (RuntimeException e) {
      throw Torch.explained(e);
    }
  }

  private TrainingResult run() throws IOException {
    Checkpoint from = checkpoint();
    Position at = Position.START;
    FloatModel model = new FloatModel(topology, request.seed());
    model.arithmetic(recipe.arithmetic());
    if (started != null) {
      takeOver(model, started);
    }
    int floatEpochs = request.floatEpochs();
    Sgd floatSgd = new Sgd(model.parameters(), recipe.weightDecay());
    Phase floats =
        new Phase(
            model,
            floatSgd,
            1.0 / 255,
            1,
            0,
            floatEpochs,
            recipe::floatRate,
            both(model.state(), floatSgd.state()));
    if (from != null) {
      at = from.position();
      secondsBefore = from.seconds();
      top1Float = from.top1Float();
      curve = Curve.of(from.curve());
      restore(at.epoch() < floatEpochs ? floats.tensors() : model.state(), from.tensors());
    }
    while (at.epoch() < floatEpochs) {
      model.training(true);
      EpochTally tally = epoch(floats, at);
      model.training(false);
      top1Float = Predictions.top1(model, test, guard);
      at = finish(floats, at, tally, top1Float);
    }

    QuantizedModel quantized = Calibration.quantize(model, train);
    quantized.arithmetic(recipe.arithmetic());
    Sgd sgd = new Sgd(quantized.parameters(), 0);
    Phase integers =
        new Phase(
            quantized,
            sgd,
            1,
            quantized.outputUnit(),
            floatEpochs,
            request.trainedEpochs(),
            recipe::tuningRate,
            both(model.state(), both(quantized.parameters(), sgd.state())));
    if (from != null && from.position().isAfter(floatEpochs)) {
      restore(integers.tensors(), from.tensors());
    }
    while (at.epoch() < request.trainedEpochs()) {
      EpochTally tally = epoch(integers, at);
      at = finish(integers, at, tally, integerTop1(export(quantized, 0)));
    }
    return result(quantized);
  }

  private TrainingResult result(QuantizedModel quantized) throws IOException {
    double top1Int = integerTop1(export(quantized, 0));
    Network network = export(quantized, top1Int);
    WeightsFile.write(request.out(), network);
    return new TrainingResult(network, top1Float, top1Int, request.trainedEpochs(), seconds());
  }

  private TrainingResult quantizeOnly(Path file) throws IOException {
    TrainingRequest before = request.withoutBits();
    Checkpoint from = Checkpoint.read(file, identity(before));
    int floatEpochs = request.floatEpochs();
    if (from.position().epoch() < floatEpochs) {
      throw new IllegalArgumentException(
          "%s has %d of %d float epochs: let that training go on with --resume"
              .formatted(file, from.position().epoch(), floatEpochs));
    }
    FloatModel model = new FloatModel(topology, request.seed());
    model.arithmetic(recipe.arithmetic());
    restore(model.state(), from.tensors());
    secondsBefore = from.seconds();
    top1Float = from.top1Float();
    return result(Calibration.quantize(model, train));
  }

  private static List<Tensor> both(List<Tensor> some, List<Tensor> others) {
    List<Tensor> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  private @Nullable Checkpoint checkpoint() throws IOException {
    return request.resume() && Files.exists(request.checkpoint())
        ? Checkpoint.read(request.checkpoint(), identity(request))
        : null;
  }

  private String identity(TrainingRequest of) {
    String identity = of.command() + " on " + train.count() + " images";
    return started == null
        ? identity
        : "%s from [%s, epoch %d]"
            .formatted(identity, started.identity(), started.position().epoch());
  }

  private void takeOver(FloatModel model, Checkpoint from) {
    try {
      model.takeOver(from.tensors());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s cannot start from %s: %s"
              .formatted(request.network(), request.start(), e.getMessage()),
          e);
    }
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
        Torch.fill(tensor, values.get(i));
      }
    }
  }

  private Position finish(Phase phase, Position at, EpochTally tally, double testTop1)
      throws IOException {
    EpochReport report =
        new EpochReport(
            at.epoch() + 1,
            request.epochs(),
            phase.first() > 0,
            phase.rate(at.epoch() + 1.0),
            tally.loss() / tally.batches(),
            (double) tally.right() / tally.batches() / batches.size(),
            testTop1,
            tally.seconds());
    curve.add(report);
    Position next = new Position(at.epoch() + 1, EpochTally.EMPTY);
    save(phase, next);
    curve.write(request.curve(), request.plot(), request.network());
    progress.epoch(report);
    return next;
  }

  private void save(Phase phase, Position position) throws IOException {
    lastSaved = System.nanoTime();
    List<float[]> values = phase.tensors().stream().map(Torch::floats).toList();
    new Checkpoint(identity(request), position, seconds(), top1Float, curve.csv(), values)
        .write(request.checkpoint());
  }

  /** The batches of an epoch that are left. */
  private EpochTally epoch(Phase phase, Position at) throws IOException {
    Batches.Epoch source = batches.epoch(at.epoch());
    float[] pixels = new float[batches.size() * train.size()];
    long[] labels = new long[batches.size()];
    EpochTally tally = at.tally();
    for (int i = 0; i < tally.batches(); i++) {
      source.next(pixels, labels);
    }
    while (tally.batches() < batches.count()) {
      guard.check();
      long start = System.nanoTime();
      source.next(pixels, labels);
      double rate = phase.rate(at.epoch() + (tally.batches() + 0.5) / batches.count());
      tally = step(phase, rate, pixels, labels, tally).plusSeconds(since(start));
      if (tally.batches() < batches.count() && since(lastSaved) >= secondsBetweenCheckpoints) {
        save(phase, new Position(at.epoch(), tally));
      }
      progress.batch(at.epoch() + 1, tally.batches(), batches.count());
    }
    return tally;
  }

  private EpochTally step(
      Phase phase, double rate, float[] pixels, long[] labels, EpochTally tally) {
    try (PointerScope _ = new PointerScope()) {
      Tensor images =
          Calibration.images(topology, pixels, labels.length).mul_(Torch.scalar(phase.pixelUnit()));
      Tensor outputs = phase.model().forward(images).mul(Torch.scalar(phase.outputUnit()));
      Tensor error = Predictions.loss(outputs, labels, recipe.labelSmoothing());
      error.backward();
      phase.sgd().step(rate);
      return tally.plus(error.item_float(), Predictions.right(outputs, labels));
    }
  }

  private double integerTop1(Network network) {
    int right = new IntegerInference(network).correct(test, request.threads(), OutputErrors.NONE);
    return (double) right / test.count();
  }

  private Network export(QuantizedModel model, double top1Int) {
    return model.export(
        new TrainingRecord(
            request.command(), request.seed(), request.trainedEpochs(), top1Float, top1Int));
  }

  private double seconds() {
    return secondsBefore + since(start);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }
}
