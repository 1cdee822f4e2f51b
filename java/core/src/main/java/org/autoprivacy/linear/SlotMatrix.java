package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;

/**
 * A fully connected layer in slots, by Gazelle's hybrid diagonal method (USENIX Security 2018,
 * §4.2): the input is repeated to fill the ciphertext, multiplied by generalised diagonals at
 * rotations 0 to d-1, and the sum folded onto itself log2(w'/d) times, where w' is the next power
 * of two of the inputs. Row {@code i + d·g} comes out in slot {@code i + w'·g}.
 *
 * <p>More than n inputs are split over several ciphertexts whose products are summed before they
 * are folded; more than n outputs are split over several results.
 */
final class SlotMatrix extends SlotProgram {

  private final LayerShape shape;
  private final boolean ours;
  private final int inBlocks;
  private final int outBlocks;
  private final int columns;
  private final int rows;
  private final int width;
  private final int diagonals;
  private final int babies;

  private SlotMatrix(LayerShape shape, int polyDegree, ZeroCheck check, boolean ours) {
    super(polyDegree);
    this.shape = shape;
    this.ours = ours;
    inBlocks = Math.ceilDiv(shape.inChannels(), polyDegree);
    int reserved = check == ZeroCheck.RESERVED ? 1 : 0;
    outBlocks = Math.ceilDiv(shape.outChannels(), polyDegree - reserved);
    columns = Math.ceilDiv(shape.inChannels(), inBlocks);
    rows = Math.ceilDiv(shape.outChannels(), outBlocks);
    width = nextPowerOfTwo(columns);
    diagonals = Math.ceilDiv(nextPowerOfTwo(rows + reserved), polyDegree / width);
    babies = ours ? babies(diagonals, inBlocks, outBlocks) : diagonals;
  }

  /** As DELPHI and SCI have it, all rotations on the input. */
  static SlotMatrix hybrid(LayerShape shape, int polyDegree, ZeroCheck check) {
    return new SlotMatrix(shape, polyDegree, check, false);
  }

  /** With the rotations shared between input and sums: baby steps and giant steps. */
  static SlotMatrix babyGiant(LayerShape shape, int polyDegree, ZeroCheck check) {
    return new SlotMatrix(shape, polyDegree, check, true);
  }

  /** The baby steps that make the fewest rotations, those of the sums counting twice. */
  private static int babies(int diagonals, int inBlocks, int outBlocks) {
    int best = diagonals;
    long least = Long.MAX_VALUE;
    for (int b = 1; b <= diagonals; b *= 2) {
      long effort = (b - 1L) * inBlocks + 2L * (diagonals / b - 1L) * outBlocks;
      if (effort < least) {
        least = effort;
        best = b;
      }
    }
    return best;
  }

  static int nextPowerOfTwo(int value) {
    int highest = Integer.highestOneBit(value);
    return highest == value ? value : 2 * highest;
  }

  private SlotTurn turn(int diagonal) {
    int half = polyDegree / 2;
    return new SlotTurn(diagonal % half, diagonal >= half);
  }

  private int giants() {
    return diagonals / babies;
  }

  @Override
  boolean exactKeys() {
    return ours;
  }

  @Override
  public int inputs() {
    return inBlocks;
  }

  @Override
  public int outputs() {
    return outBlocks;
  }

  @Override
  SlotTurn[] turns(int input) {
    return IntStream.range(0, babies).mapToObj(this::turn).toArray(SlotTurn[]::new);
  }

  @Override
  int sums() {
    return outBlocks * giants();
  }

  @Override
  int[] factors(int sum) {
    return IntStream.range(0, inBlocks * babies).toArray();
  }

  @Override
  long additionsToZero() {
    return ours ? 0 : sums();
  }

  @Override
  SlotExpression output(int output) {
    List<SlotTurn> folds = new ArrayList<>();
    for (int step = diagonals; step < width; step *= 2) {
      folds.add(turn(step));
    }
    int first = output * giants();
    return SlotExpression.folded(
        SlotExpression.turned(
            IntStream.range(first, first + giants()).boxed().toList(),
            IntStream.range(0, giants()).mapToObj(g -> turn(g * babies)).toList()),
        folds);
  }

  @Override
  public int[] inputPlaces(int ciphertext) {
    int first = ciphertext * columns;
    return IntStream.range(0, polyDegree).map(slot -> column(slot, first)).toArray();
  }

  /** The input in a slot, or nothing. */
  private int column(int slot, int first) {
    int column = slot % width;
    return column < columns && first + column < shape.inChannels() ? first + column : NOTHING;
  }

  @Override
  public OutputPlaces outputPlaces(int ciphertext) {
    OutputPlaces places = new OutputPlaces();
    for (int g = 0; g < polyDegree / width; g++) {
      for (int i = 0; i < diagonals; i++) {
        int row = i + diagonals * g;
        if (row < rows && ciphertext * rows + row < shape.outChannels()) {
          places.add(i + width * g, ciphertext * rows + row);
        }
      }
    }
    return places;
  }

  /** A slot whose row has no weights. */
  @Override
  public OptionalInt zeroPlace(int ciphertext) {
    int used = Math.min(rows, shape.outChannels() - ciphertext * rows);
    return IntStream.range(0, polyDegree).filter(slot -> row(slot) >= used).findFirst();
  }

  private int row(int slot) {
    return slot % width % diagonals + diagonals * (slot / width);
  }

  /**
   * In slot p, after the giant turn, diagonal {@code g·babies + j} multiplies the input that both
   * turns bring there by the weight of row {@code p mod d + d·(p div w')}.
   */
  @Override
  void mask(QuantizedLayer layer, int sum, int term, long[] slots) {
    int giant = sum % giants() * babies;
    int output = sum / giants();
    int input = term / babies;
    SlotTurn baby = turn(term % babies);
    SlotTurn last = turn(giant);
    for (int slot = 0; slot < polyDegree; slot++) {
      int row = row(slot);
      if (row < rows && output * rows + row < shape.outChannels()) {
        int at = last.source(slot, polyDegree);
        int column = column(baby.source(at, polyDegree), input * columns);
        if (column != NOTHING) {
          slots[at] = layer.weight(output * rows + row, column);
        }
      }
    }
  }
}
