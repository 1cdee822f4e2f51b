package org.autoprivacy;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.autoprivacy.accuracy.ErrorModelKind;
import org.autoprivacy.accuracy.Tuning;
import org.autoprivacy.data.LabelledImages;
import org.autoprivacy.network.Network;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.search.LayerCandidate;
import org.autoprivacy.study.DataTable;
import org.jspecify.annotations.Nullable;

/**
 * What decryption errors do to a network's accuracy: by their rate, by their size, and layer by
 * layer. Every number is a mean over seeds that choose the errors, with the least and the most.
 */
public final class RobustnessStudy {

  /** The questions. */
  public enum Question {
    /** Accuracy against the rate of errors, in each error model. */
    ERROR_RATE,
    /** Accuracy against the size of errors on every value. */
    ERROR_MAGNITUDE,
    /** Accuracy lost where one layer alone fails. */
    LAYER_SENSITIVITY,
    /** Accuracy before and after an epoch under errors of some rates. */
    FINE_TUNING;

    /** Name as on the command line. */
    public String token() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Gives the parameters of every layer, as if they failed at exactly a rate. */
  @FunctionalInterface
  public interface Failing {
    /** Parameters of the packing that belongs to the model. */
    List<LayerCandidate> at(ErrorModelKind model, ErrorRate rate) throws IOException;
  }

  /** Series of errors that nothing is measured with. */
  static final long TUNING_SERIES = 1_000_003;

  private final RobustnessMeasurement accuracy;
  private final Failing failing;
  private final @Nullable Tuning tuning;

  /**
   * A study of one network.
   *
   * @param images what accuracy is measured on
   * @param tuning how the network is trained on under errors; null to leave that out
   * @param seeds how many series of errors; they are numbered from 1
   * @param progress is told what is being measured
   */
  public RobustnessStudy(
      Network network,
      LabelledImages images,
      Failing failing,
      @Nullable Tuning tuning,
      int seeds,
      int threads,
      Consumer<String> progress) {
    if (seeds < 1) {
      throw new IllegalArgumentException("a study has at least one seed, got " + seeds);
    }
    this.accuracy = new RobustnessMeasurement(network, images, seeds, threads, progress);
    this.failing = failing;
    this.tuning = tuning;
  }

  /**
   * The tables of a question by name.
   *
   * @throws IllegalArgumentException if the question is fine-tuning and there is none
   */
  public SequencedMap<String, DataTable> measure(Question question) throws IOException {
    return switch (question) {
      case ERROR_RATE -> {
        SequencedMap<String, DataTable> tables = new RobustnessByRate(accuracy, failing).measure();
        if (tuning != null) {
          tables.putAll(fineTuning(tuning));
        }
        yield tables;
      }
      case ERROR_MAGNITUDE -> new RobustnessBySize(accuracy, tuning).measure();
      case LAYER_SENSITIVITY -> new RobustnessByLayer(accuracy, failing).measure();
      case FINE_TUNING -> {
        if (tuning == null) {
          throw new IllegalArgumentException("a study of fine-tuning needs a way to tune");
        }
        yield fineTuning(tuning);
      }
    };
  }

  private SequencedMap<String, DataTable> fineTuning(Tuning how) throws IOException {
    SequencedMap<String, DataTable> tables = new LinkedHashMap<>();
    tables.put("fine-tuned", new RobustnessByRate(accuracy, failing).tuned(how));
    return tables;
  }

  /** The figures of a question by name, as SVG, of tables that {@link #measure} gave. */
  public static Map<String, String> figures(Question question, Map<String, DataTable> tables) {
    return RobustnessFigures.of(question, tables);
  }
}
