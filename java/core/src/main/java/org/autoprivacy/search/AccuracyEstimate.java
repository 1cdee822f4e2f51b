package org.autoprivacy.search;

/**
 * Accuracy under errors, held against the same images without errors.
 *
 * @param top1 share of right answers under errors
 * @param clean share of right answers on the same images without errors
 * @param samples inferences that both are shares of
 * @param low95 lower end of the 95 % interval of {@code top1}
 * @param high95 upper end
 * @param lossLow95 lower end of the 95 % interval of {@link #loss}, from paired answers
 * @param lossHigh95 upper end
 */
public record AccuracyEstimate(
    double top1,
    double clean,
    long samples,
    double low95,
    double high95,
    double lossLow95,
    double lossHigh95) {

  public AccuracyEstimate {
    if (!(top1 >= 0 && top1 <= 1) || !(clean >= 0 && clean <= 1) || samples < 1) {
      throw new IllegalArgumentException(
          "accuracies lie in [0, 1] and come from samples, got "
              + top1
              + ", "
              + clean
              + " from "
              + samples);
    }
    if (!(low95 >= 0 && low95 <= high95 && high95 <= 1)
        || !(lossLow95 >= -1 && lossLow95 <= lossHigh95 && lossHigh95 <= 1)) {
      throw new IllegalArgumentException(
          "an interval is out of order or range: ["
              + low95
              + ", "
              + high95
              + "], ["
              + lossLow95
              + ", "
              + lossHigh95
              + "]");
    }
  }

  /** Accuracy lost to errors, a fraction; negative where errors happened to help. */
  public double loss() {
    return clean - top1;
  }

  /** Wrong answers under errors: the paper's err. */
  public double errorRate() {
    return 1 - top1;
  }

  void write(StateWriter out) {
    out.putDouble(top1);
    out.putDouble(clean);
    out.putLong(samples);
    out.putDouble(low95);
    out.putDouble(high95);
    out.putDouble(lossLow95);
    out.putDouble(lossHigh95);
  }

  static AccuracyEstimate read(StateReader in) {
    return new AccuracyEstimate(
        in.getDouble(),
        in.getDouble(),
        in.getLong(),
        in.getDouble(),
        in.getDouble(),
        in.getDouble(),
        in.getDouble());
  }
}
