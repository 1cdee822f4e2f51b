package org.autoprivacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.autoprivacy.RobustnessStudy.Question;
import org.autoprivacy.accuracy.ErrorModelKind;
import org.autoprivacy.data.Mnist;
import org.autoprivacy.linear.Packing;
import org.autoprivacy.math.Primes;
import org.autoprivacy.network.Network;
import org.autoprivacy.network.WeightsFile;
import org.autoprivacy.noise.ErrorRate;
import org.autoprivacy.params.LayerParameters;
import org.autoprivacy.search.LayerCandidate;
import org.autoprivacy.study.DataTable;
import org.junit.jupiter.api.Test;

class RobustnessStudyTest {

  private static final int SEEDS = 2;
  private static final int POLY_DEGREE = 4096;

  private static RobustnessStudy study() throws IOException {
    Network network = WeightsFile.load("mnist-cnn");
    return new RobustnessStudy(
        network,
        Mnist.test().slice(0, 32),
        (model, rate) -> Collections.nCopies(network.layerCount(), candidate(model, rate)),
        (before, classes, errors) -> before,
        SEEDS,
        1,
        what -> {});
  }

  /** Parameters of any kind, as if they failed at a rate. */
  private static LayerCandidate candidate(ErrorModelKind model, ErrorRate rate) {
    boolean slots = model == ErrorModelKind.SLOTS;
    List<Long> t = Primes.largest(30, 2L * POLY_DEGREE, 1);
    List<Long> q = Primes.largest(54, 2L * POLY_DEGREE, 1);
    return new LayerCandidate(
            rate,
            slots ? Packing.SLOTS_DELPHI : Packing.COEFFICIENTS_CHEETAH,
            new LayerParameters(POLY_DEGREE, q, OptionalLong.empty(), t),
            1,
            1,
            rate,
            1e6,
            1000,
            1000,
            128)
        .failingAt(rate);
  }

  private static double number(DataTable table, int row, String column) {
    return Double.parseDouble(table.rows().get(row).get(table.columns().indexOf(column)));
  }

  @Test
  void moreErrorsLoseMore() throws IOException {
    Map<String, DataTable> tables = study().measure(Question.ERROR_RATE);
    DataTable rates = tables.get("error-rate");
    assertEquals(3 * 18, rates.rows().size());
    int slotsRarest = 18;
    int slotsOftenest = 35;
    assertEquals(List.of("slots", "20"), rates.rows().get(slotsRarest).subList(0, 2));
    assertEquals(List.of("slots", "3"), rates.rows().get(slotsOftenest).subList(0, 2));
    assertTrue(
        number(rates, slotsOftenest, "loss") > 20 + number(rates, slotsRarest, "loss"),
        rates.markdown());
    assertEquals(12, tables.get("fine-tuned").rows().size());
    assertEquals(tables.get("fine-tuned"), study().measure(Question.FINE_TUNING).get("fine-tuned"));
    Map<String, String> figures = RobustnessStudy.figures(Question.ERROR_RATE, tables);
    assertEquals(Set.of("error-rate"), figures.keySet());
    assertTrue(figures.get("error-rate").contains("</svg>"));
  }

  @Test
  void largerErrorsLoseMore() throws IOException {
    Map<String, DataTable> tables = study().measure(Question.ERROR_MAGNITUDE);
    DataTable sizes = tables.get("error-magnitude");
    assertTrue(number(sizes, 0, "loss") < 5, sizes.markdown());
    int last = (int) sizes.column("in units of").stream().filter("accumulator"::equals).count() - 1;
    assertTrue(number(sizes, last, "loss") > 50, sizes.markdown());
    assertFalse(tables.get("summary").markdown().contains("NaN"));
    assertEquals(
        Set.of("accumulator", "step"),
        RobustnessStudy.figures(Question.ERROR_MAGNITUDE, tables).keySet());
  }

  @Test
  void eachLayerIsAlone() throws IOException {
    Map<String, DataTable> tables = study().measure(Question.LAYER_SENSITIVITY);
    assertEquals(tables, study().measure(Question.LAYER_SENSITIVITY));
    DataTable layers = tables.get("layer-sensitivity");
    assertEquals(List.of("conv1", "conv2", "conv3", "fc1", "fc2"), layers.column("layer"));
    assertTrue(number(layers, 0, "slots 2^-5 loss") > 0, layers.markdown());
    assertEquals(3, RobustnessStudy.figures(Question.LAYER_SENSITIVITY, tables).size());
  }
}
