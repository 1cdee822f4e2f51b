package org.autoprivacy.learn.train;

import java.util.Locale;

/**
 * One epoch.
 *
 * @param epoch counted from 1
 * @param epochs of the whole training
 * @param quantized whether the network was quantised in it
 * @param rate the learning rate at its end
 * @param loss the mean loss over its batches
 * @param trainTop1 fraction of its (moved) training images right
 * @param testTop1 fraction of test images right after it; integer inference if quantised
 * @param seconds it took, test included
 */
public record EpochReport(
    int epoch,
    int epochs,
    boolean quantized,
    double rate,
    double loss,
    double trainTop1,
    double testTop1,
    double seconds) {

  static final String HEADER = "epoch,phase,rate,loss,train_top1,test_top1,seconds\n";

  /** A line of the curve. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%d,%s,%.6f,%.5f,%.5f,%.5f,%.1f\n",
        epoch,
        quantized ? "integer" : "float",
        rate,
        loss,
        trainTop1,
        testTop1,
        seconds);
  }
}
