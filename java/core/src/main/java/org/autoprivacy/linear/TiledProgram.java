package org.autoprivacy.linear;

import java.util.Arrays;
import java.util.OptionalInt;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;

/**
 * An image larger than a row of slots, cut into tiles whose outputs lie side by side and whose
 * inputs overlap by what the kernel sees beyond them. All tiles are layers of one shape without
 * padding (zeros of the padding are pixels of a tile), so that one program and one set of masks
 * serves all of them.
 */
final class TiledProgram extends SlotProgram {

  private final LayerShape shape;
  private final LayerShape tile;
  private final SlotProgram each;
  private final int down;
  private final int across;

  private TiledProgram(LayerShape shape, LayerShape tile, SlotProgram each, int down, int across) {
    super(each.polyDegree);
    this.shape = shape;
    this.tile = tile;
    this.each = each;
    this.down = down;
    this.across = across;
  }

  /**
   * The program of a layer in slots: that of the whole layer where it fits, else of the fewest
   * tiles that do.
   *
   * @throws IllegalArgumentException if not even a single output's tile fits
   */
  static SlotProgram of(LayerShape shape, Packing packing, int polyDegree, ZeroCheck check) {
    if (shape.kind() == LayerShape.Kind.FULLY_CONNECTED) {
      return packing == Packing.SLOTS
          ? SlotMatrix.babyGiant(shape, polyDegree, check)
          : SlotMatrix.hybrid(shape, polyDegree, check);
    }
    boolean cut = packing == Packing.SLOTS;
    if (SlotImage.fits(shape, polyDegree, cut)) {
      return whole(shape, packing, polyDegree, check);
    }
    TiledProgram best = null;
    for (int tiles = 2; best == null; tiles++) {
      for (int across = 1; across <= tiles; across++) {
        int down = tiles / across;
        if (tiles % across != 0 || down > shape.outHeight() || across > shape.outWidth()) {
          continue;
        }
        LayerShape tile = tile(shape, down, across);
        if (SlotImage.fits(tile, polyDegree, cut)
            && (best == null || pixels(tile) < pixels(best.tile))) {
          best =
              new TiledProgram(shape, tile, whole(tile, packing, polyDegree, check), down, across);
        }
      }
      if (best == null && tiles >= shape.outHeight() * shape.outWidth()) {
        throw new IllegalArgumentException(
            "a row of %d slots does not hold what one output of %s sees: use a larger n"
                .formatted(polyDegree / 2, shape));
      }
    }
    return best;
  }

  private static SlotProgram whole(
      LayerShape shape, Packing packing, int polyDegree, ZeroCheck check) {
    return switch (packing) {
      case SLOTS_DELPHI -> SlotConvolution.delphi(shape, polyDegree, check);
      case SLOTS_SCI -> SlotConvolution.sci(shape, polyDegree, check);
      default -> SlotConvolution.babyGiant(shape, polyDegree, check);
    };
  }

  private static LayerShape tile(LayerShape shape, int down, int across) {
    return new LayerShape(
        shape.kind(),
        shape.inChannels(),
        length(shape, Math.ceilDiv(shape.outHeight(), down)),
        length(shape, Math.ceilDiv(shape.outWidth(), across)),
        shape.outChannels(),
        shape.kernel(),
        shape.stride(),
        0);
  }

  /** Pixels that so many outputs in a line see. */
  private static int length(LayerShape shape, int outputs) {
    return (outputs - 1) * shape.stride() + shape.kernel();
  }

  private static long pixels(LayerShape tile) {
    return (long) tile.height() * tile.width();
  }

  @Override
  int tiles() {
    return down * across;
  }

  @Override
  public int inputs() {
    return tiles() * each.inputs();
  }

  @Override
  public int outputs() {
    return tiles() * each.outputs();
  }

  private int top(int number) {
    return number / across * tile.outHeight();
  }

  private int left(int number) {
    return number % across * tile.outWidth();
  }

  @Override
  public int[] inputPlaces(int ciphertext) {
    int number = ciphertext / each.inputs();
    int top = top(number) * shape.stride() - shape.padding();
    int left = left(number) * shape.stride() - shape.padding();
    int[] places = each.inputPlaces(ciphertext % each.inputs());
    return Arrays.stream(places).map(place -> pixel(place, top, left)).toArray();
  }

  /** The image's pixel for one of a tile. */
  private int pixel(int place, int top, int left) {
    if (place == NOTHING) {
      return NOTHING;
    }
    int channel = place / (tile.height() * tile.width());
    int y = top + place / tile.width() % tile.height();
    int x = left + place % tile.width();
    boolean inside = y >= 0 && y < shape.height() && x >= 0 && x < shape.width();
    return inside ? (channel * shape.height() + y) * shape.width() + x : NOTHING;
  }

  @Override
  public OutputPlaces outputPlaces(int ciphertext) {
    int number = ciphertext / each.outputs();
    OutputPlaces inner = each.outputPlaces(ciphertext % each.outputs());
    OutputPlaces places = new OutputPlaces();
    for (int i = 0; i < inner.count(); i++) {
      int value = inner.value(i);
      int channel = value / (tile.outHeight() * tile.outWidth());
      int y = top(number) + value / tile.outWidth() % tile.outHeight();
      int x = left(number) + value % tile.outWidth();
      if (y < shape.outHeight() && x < shape.outWidth()) {
        places.add(inner.place(i), (channel * shape.outHeight() + y) * shape.outWidth() + x);
      }
    }
    return places;
  }

  @Override
  public OptionalInt zeroPlace(int ciphertext) {
    return each.zeroPlace(ciphertext % each.outputs());
  }

  @Override
  SlotTurn[] turns(int input) {
    return each.turns(input);
  }

  @Override
  int sums() {
    return each.sums();
  }

  @Override
  int[] factors(int sum) {
    return each.factors(sum);
  }

  @Override
  double[] densities(int sum) {
    return each.densities(sum);
  }

  @Override
  void mask(QuantizedLayer layer, int sum, int term, long[] slots) {
    each.mask(layer, sum, term, slots);
  }

  @Override
  SlotExpression output(int output) {
    return each.output(output);
  }

  @Override
  boolean exactKeys() {
    return each.exactKeys();
  }

  @Override
  long additionsToZero() {
    return each.additionsToZero();
  }
}
