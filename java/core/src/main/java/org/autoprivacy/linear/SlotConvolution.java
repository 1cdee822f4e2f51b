package org.autoprivacy.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.autoprivacy.network.LayerShape;
import org.autoprivacy.network.QuantizedLayer;

/**
 * A convolution in slots. Channels lie in blocks; the mask of a rotation by {@code rho} blocks
 * holds, under input channel b of a row, the weight for output channel {@code b - rho}, so that
 * rotating the products aligns all that belongs to an output; a swap of the rows does the same for
 * the other row. Who rotates when is what the {@link Style styles} differ in.
 *
 * <p>An output row that stands alone in its ciphertext takes the products of both input rows and
 * folds them; if it is at most half full, its channels are padded to a power of two and repeated,
 * and the copies are folded in logarithmically many rotations.
 */
final class SlotConvolution extends SlotProgram {

  /** Who rotates, and when. */
  enum Style {
    /** DELPHI's program: the client rotates inputs; sums of one ciphertext each are rotated. */
    DELPHI,
    /** SCI: the server rotates inputs, and sums over all of them before it rotates. */
    SCI,
    /** SCI with rotations by blocks shared between inputs and sums. */
    BABY_GIANT
  }

  private final LayerShape shape;
  private final SlotImage image;
  private final Style style;
  private final int perRow;
  private final SlotChannels channels;
  private final SlotRows rows;
  private final int groups;
  private final int babies;
  private final SlotSchedule schedule;

  private SlotConvolution(
      LayerShape shape,
      int polyDegree,
      SlotImage image,
      SlotChannels channels,
      Style style,
      int babies) {
    super(polyDegree);
    this.channels = channels;
    this.shape = shape;
    this.image = image;
    this.style = style;
    this.babies = babies;
    perRow = image.channelsPerRow();
    boolean depthwise = shape.kind() == LayerShape.Kind.DEPTHWISE;
    rows =
        new SlotRows(
            depthwise ? channels.places() : shape.inChannels(), channels.places(), perRow, style);
    groups = rows.inputs();
    schedule =
        depthwise
            ? SlotSchedule.depthwise(rows, style)
            : SlotSchedule.of(rows, style, image.block(), babies);
  }

  /** DELPHI's (ePrint 2020/050, output packing after Gazelle, USENIX Security 2018). */
  static SlotConvolution delphi(LayerShape shape, int polyDegree, ZeroCheck check) {
    return of(shape, polyDegree, check, SlotImage.whole(shape, polyDegree), Style.DELPHI, 1);
  }

  /** SCI's (CrypTFlow2, ePrint 2020/1002). */
  static SlotConvolution sci(LayerShape shape, int polyDegree, ZeroCheck check) {
    return of(shape, polyDegree, check, SlotImage.whole(shape, polyDegree), Style.SCI, 1);
  }

  /** Ours: as many baby steps as make the least work. */
  static SlotConvolution babyGiant(LayerShape shape, int polyDegree, ZeroCheck check) {
    SlotImage image = SlotImage.phases(shape, polyDegree);
    SlotConvolution best = null;
    long least = Long.MAX_VALUE;
    int most = shape.kind() == LayerShape.Kind.DEPTHWISE ? 1 : image.channelsPerRow();
    for (int babies = 1; babies <= most; babies *= 2) {
      SlotConvolution other = of(shape, polyDegree, check, image, Style.BABY_GIANT, babies);
      // A hoisted rotation, with its transform, takes about half of one with a transform back.
      long effort = other.factorCount() + 2L * other.sums();
      if (effort < least) {
        least = effort;
        best = other;
      }
    }
    if (best == null) {
      throw new AssertionError("one baby step is always possible");
    }
    return best;
  }

  /** With as many places left empty as the check for failures wants. */
  private static SlotConvolution of(
      LayerShape shape, int polyDegree, ZeroCheck check, SlotImage image, Style style, int babies) {
    SlotChannels channels = SlotChannels.dense(shape.outChannels());
    SlotConvolution program =
        new SlotConvolution(shape, polyDegree, image, channels, style, babies);
    for (int more = 0; check == ZeroCheck.RESERVED && !program.checked(); more++) {
      channels = SlotChannels.gapped(shape.outChannels(), 2 * image.channelsPerRow(), more);
      program = new SlotConvolution(shape, polyDegree, image, channels, style, babies);
    }
    return program;
  }

  private boolean checked() {
    return IntStream.range(0, outputs()).allMatch(output -> zeroPlace(output).isPresent());
  }

  private long factorCount() {
    return (long) groups * shape.kernel() * shape.kernel() * babies;
  }

  @Override
  SlotExpression output(int output) {
    return schedule.output(output);
  }

  @Override
  boolean exactKeys() {
    return style == Style.BABY_GIANT;
  }

  @Override
  int sums() {
    return schedule.sums();
  }

  @Override
  long additionsToZero() {
    if (shape.kind() == LayerShape.Kind.DEPTHWISE) {
      return style == Style.BABY_GIANT ? 0 : sums();
    }
    // Where no input channel is left over, DELPHI's program starts partial sums from the first.
    boolean left = shape.inChannels() > channels.places() && channels.places() > 1;
    return style == Style.DELPHI ? schedule.additionsToZero(left) : 0;
  }

  // --- where things are ---

  @Override
  public int inputs() {
    return groups * (style == Style.DELPHI ? image.taps().size() : image.phases());
  }

  @Override
  public int outputs() {
    return rows.outputs();
  }

  private List<SlotImage.Tap> tapsOf(int phase) {
    return image.taps().stream().filter(tap -> tap.phase() == phase).toList();
  }

  /** Input ciphertext {@code phase·groups + group}, or {@code group·taps + tap} in DELPHI. */
  @Override
  SlotTurn[] turns(int input) {
    if (style == Style.DELPHI) {
      return new SlotTurn[] {SlotTurn.NONE};
    }
    List<SlotTurn> turns = new ArrayList<>();
    for (SlotImage.Tap tap : tapsOf(input / groups)) {
      for (int j = 0; j < babies; j++) {
        turns.add(SlotTurn.by(tap.steps() + j * image.block()));
      }
    }
    return turns.toArray(SlotTurn[]::new);
  }

  /** A turned input, and what it is multiplied for. */
  private record Factor(int number, int group, SlotImage.Tap tap, int baby) {}

  private List<Factor> terms(SlotSchedule.Sum sum) {
    List<Factor> terms = new ArrayList<>();
    int used = Math.min(babies, rows.period(sum.output()));
    for (int group = 0; group < groups; group++) {
      if (sum.input() != SlotSchedule.ALL && sum.input() != group) {
        continue;
      }
      int before = 0;
      for (int phase = 0; phase < image.phases(); phase++) {
        List<SlotImage.Tap> taps = tapsOf(phase);
        for (int i = 0; i < taps.size(); i++) {
          for (int j = 0; j < used; j++) {
            int number =
                style == Style.DELPHI
                    ? group * taps.size() + i
                    : before * groups + (group * taps.size() + i) * babies + j;
            terms.add(new Factor(number, group, taps.get(i), j));
          }
        }
        before += taps.size() * babies;
      }
    }
    return terms;
  }

  @Override
  int[] factors(int sum) {
    return terms(schedule.sum(sum)).stream().mapToInt(Factor::number).toArray();
  }

  @Override
  double[] densities(int sum) {
    return terms(schedule.sum(sum)).stream()
        .mapToDouble(term -> image.density(term.tap()))
        .toArray();
  }

  @Override
  public int[] inputPlaces(int ciphertext) {
    boolean delphi = style == Style.DELPHI;
    int group = delphi ? ciphertext / image.taps().size() : ciphertext % groups;
    int phase = delphi ? 0 : ciphertext / groups;
    int[] places = new int[polyDegree];
    Arrays.fill(places, NOTHING);
    for (int row = 0; row < 2; row++) {
      for (int b = 0; b < perRow; b++) {
        int channel = input((2 * group + row) * perRow + b);
        if (channel != NOTHING) {
          image.pixels(phase, channel, places, at(row, b));
        }
      }
    }
    if (!delphi) {
      return places;
    }
    SlotTurn turn = SlotTurn.by(image.taps().get(ciphertext % image.taps().size()).steps());
    return IntStream.range(0, polyDegree)
        .map(slot -> places[turn.source(slot, polyDegree)])
        .toArray();
  }

  /** The input channel in a place: of a depthwise layer those of the output. */
  private int input(int place) {
    if (shape.kind() == LayerShape.Kind.DEPTHWISE) {
      return channels.at(place);
    }
    return place < shape.inChannels() ? place : NOTHING;
  }

  private int at(int row, int block) {
    return row * (polyDegree / 2) + block * image.block();
  }

  @Override
  public OutputPlaces outputPlaces(int ciphertext) {
    OutputPlaces places = new OutputPlaces();
    boolean depthwise = shape.kind() == LayerShape.Kind.DEPTHWISE;
    boolean repeats = !depthwise && rows.repeats(ciphertext);
    for (int row = 0; row < 2; row++) {
      for (int b = 0; b < perRow; b++) {
        int channel = channels.at((2 * ciphertext + row) * perRow + b);
        if (channel != NOTHING) {
          // Of repeated channels, all but the first have their sums one period earlier.
          int block = repeats && b > 0 ? perRow - rows.repeated() + b : b;
          image.outputs(channel, places, at(row, block));
        }
      }
    }
    return places;
  }

  /**
   * A slot beside all pixels, or in a block without an output channel: masks are zero wherever a
   * rotation brings something from there.
   */
  @Override
  public OptionalInt zeroPlace(int output) {
    OptionalInt unused = image.unused();
    if (unused.isPresent()) {
      return unused;
    }
    boolean depthwise = shape.kind() == LayerShape.Kind.DEPTHWISE;
    boolean folds = !depthwise && rows.folds(output);
    if (folds && rows.in() == 1) {
      return OptionalInt.of(at(1, 0));
    }
    for (int row = 0; row < 2; row++) {
      for (int b = 0; b < perRow; b++) {
        int local = depthwise ? b : b % rows.period(output);
        if (channels.at((2 * output + (folds ? 0 : row)) * perRow + local) == NOTHING) {
          return OptionalInt.of(at(row, b));
        }
      }
    }
    return OptionalInt.empty();
  }

  @Override
  void mask(QuantizedLayer layer, int sum, int term, long[] slots) {
    SlotSchedule.Sum wanted = schedule.sum(sum);
    Factor factor = terms(wanted).get(term);
    for (int row = 0; row < 2; row++) {
      for (int b = 0; b < perRow; b++) {
        int in = input((2 * factor.group() + row) * perRow + b);
        if (in != NOTHING) {
          mask(layer, wanted, factor, in, row, b, slots);
        }
      }
    }
  }

  private void mask(
      QuantizedLayer layer,
      SlotSchedule.Sum wanted,
      Factor factor,
      int in,
      int row,
      int b,
      long[] slots) {
    SlotImage.Tap tap = factor.tap();
    if (shape.kind() == LayerShape.Kind.DEPTHWISE) {
      image.weight(tap, layer.weight(in, tap.index()), slots, at(row, b));
      return;
    }
    int period = rows.period(wanted.output());
    int outRow = rows.folds(wanted.output()) ? 0 : row ^ (wanted.swaps() ? 1 : 0);
    int local = Math.floorMod(b - wanted.rho() - factor.baby(), period);
    int out = channels.at((2 * wanted.output() + outRow) * perRow + local);
    if (local < perRow && out != NOTHING) {
      int weight = layer.weight(out, in * image.taps().size() + tap.index());
      // The baby step has brought the channel so many blocks to the left.
      image.weight(tap, weight, slots, at(row, Math.floorMod(b - factor.baby(), perRow)));
    }
  }
}
