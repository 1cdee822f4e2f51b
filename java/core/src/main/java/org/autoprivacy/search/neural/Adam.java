package org.autoprivacy.search.neural;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adam: {@code θ -= rate · m̂ / (√v̂ + 1e-8)} with bias-corrected running means m of the gradient
 * (0.9) and v of its square (0.999). Kingma and Ba, "Adam: a method for stochastic optimization",
 * algorithm 1. Not thread-safe.
 */
public final class Adam {

  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private final float rate;
  private final float[] mean;
  private final float[] square;
  private int steps;

  /**
   * @param length number of parameters, a multiple of 16
   * @param rate learning rate, positive
   */
  public Adam(int length, double rate) {
    if (length < 1 || length % MatrixProduct.PAD != 0 || !(rate > 0)) {
      throw new IllegalArgumentException(
          "Adam needs a multiple of 16 parameters and a positive rate, got "
              + length
              + " and "
              + rate);
    }
    this.rate = (float) rate;
    mean = new float[length];
    square = new float[length];
  }

  /** Moves the parameters one step against the gradient; both have the length given at first. */
  public void step(float[] parameters, float[] gradient) {
    steps++;
    float meanScale = (float) (rate / (1 - StrictMath.pow(BETA1, steps)));
    float squareScale = (float) (1 / (1 - StrictMath.pow(BETA2, steps)));
    for (int i = 0; i < mean.length; i += SPECIES.length()) {
      FloatVector g = FloatVector.fromArray(SPECIES, gradient, i);
      FloatVector m = FloatVector.fromArray(SPECIES, mean, i);
      FloatVector v = FloatVector.fromArray(SPECIES, square, i);
      m = m.mul(BETA1).add(g.mul(1 - BETA1));
      v = v.mul(BETA2).add(g.mul(g).mul(1 - BETA2));
      m.intoArray(mean, i);
      v.intoArray(square, i);
      FloatVector change = m.mul(meanScale).div(v.mul(squareScale).sqrt().add(EPSILON));
      FloatVector.fromArray(SPECIES, parameters, i).sub(change).intoArray(parameters, i);
    }
  }

  /** Steps taken so far. */
  public int steps() {
    return steps;
  }

  /** Takes over the state of an earlier run, after {@link #mean} and {@link #square} are filled. */
  public void setSteps(int steps) {
    if (steps < 0) {
      throw new IllegalArgumentException("steps are not negative, got " + steps);
    }
    this.steps = steps;
  }

  /** The live running mean of the gradient. */
  public float[] mean() {
    return mean;
  }

  /** The live running mean of the squared gradient. */
  public float[] square() {
    return square;
  }
}
