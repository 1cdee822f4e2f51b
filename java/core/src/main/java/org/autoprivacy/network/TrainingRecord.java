package org.autoprivacy.network;

/**
 * How weights were made.
 *
 * @param command the command that makes them again
 * @param seed of everything random in it
 * @param epochs passes over the training images, fine-tuning included
 * @param top1Float fraction of test images right before quantisation
 * @param top1Int fraction of test images right with these integers
 */
public record TrainingRecord(
    String command, long seed, int epochs, double top1Float, double top1Int) {

  public TrainingRecord {
    if (epochs < 0) {
      throw new IllegalArgumentException("epochs must not be negative, got " + epochs);
    }
    for (double top1 : new double[] {top1Float, top1Int}) {
      if (!(top1 >= 0 && top1 <= 1)) {
        throw new IllegalArgumentException("top-1 must be in [0, 1], got " + top1);
      }
    }
  }
}
