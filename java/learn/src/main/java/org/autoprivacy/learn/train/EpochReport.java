package org.autoprivacy.learn.train;

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
    double seconds) {}
