package org.autoprivacy.linear;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.autoprivacy.network.QuantizedLayer;

/**
 * What a server does with a layer in slots: it turns its inputs, multiplies by masks that hold the
 * weights, sums, and turns and adds the sums to outputs. Counts and keys follow from that.
 */
abstract class SlotProgram implements LayerLayout {

  /** n. */
  final int polyDegree;

  SlotProgram(int polyDegree) {
    this.polyDegree = polyDegree;
  }

  /**
   * Parts of the image that are evaluated alike, one after the other: inputs and outputs of a part
   * stand together, and what else is said here is about those of one part.
   */
  int tiles() {
    return 1;
  }

  /** Input ciphertexts of a part. */
  final int inputsEach() {
    return inputs() / tiles();
  }

  /** Output ciphertexts of a part. */
  final int outputsEach() {
    return outputs() / tiles();
  }

  /** The turns of an input ciphertext that are multiplied by masks; numbered on over all inputs. */
  abstract SlotTurn[] turns(int input);

  /** Sums of products. */
  abstract int sums();

  /** The numbers of the turned inputs that meet masks in a sum. */
  abstract int[] factors(int sum);

  /**
   * The parts of the coefficients of a sum's masks that are not zero by structure, whatever the
   * weights, one for each factor.
   */
  double[] densities(int sum) {
    double[] all = new double[factors(sum).length];
    Arrays.fill(all, 1);
    return all;
  }

  /** Writes the mask of a sum's term into {@code long[n]} of zeros. */
  abstract void mask(QuantizedLayer layer, int sum, int term, long[] slots);

  /** How an output comes from the sums. */
  abstract SlotExpression output(int output);

  /** Whether there are keys for the very turns, or SEAL's default ones. */
  abstract boolean exactKeys();

  /**
   * Additions that the program this follows counts beyond those we do: its sums start from zero,
   * ours from their first term.
   */
  long additionsToZero() {
    return 0;
  }

  /** Galois elements that one after the other make a turn. */
  final int[] elements(SlotTurn turn) {
    if (turn.isNone(polyDegree)) {
      return new int[0];
    }
    return exactKeys() ? new int[] {turn.element(polyDegree)} : turn.defaultElements(polyDegree);
  }

  @Override
  public final int[] galoisElements() {
    Set<Integer> all = new TreeSet<>();
    for (int i = 0; i < inputsEach(); i++) {
      for (SlotTurn turn : turns(i)) {
        add(turn, all);
      }
    }
    for (int i = 0; i < outputsEach(); i++) {
      output(i).forEachTurn(turn -> add(turn, all));
    }
    return all.stream().mapToInt(Integer::intValue).toArray();
  }

  private void add(SlotTurn turn, Set<Integer> all) {
    Arrays.stream(elements(turn)).forEach(all::add);
  }

  @Override
  public final LayerWork work() {
    return new SlotWork(this).work();
  }
}
