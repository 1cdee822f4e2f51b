package org.autoprivacy.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ChartTest {

  private static Document parsed(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static Series series(String name, double... coordinates) {
    List<Series.Point> points = new ArrayList<>();
    for (int i = 0; i < coordinates.length; i += 2) {
      points.add(new Series.Point(coordinates[i], coordinates[i + 1]));
    }
    return new Series(name, points);
  }

  private static List<double[]> dots(Document document) {
    NodeList circles = document.getElementsByTagName("circle");
    List<double[]> dots = new ArrayList<>();
    for (int i = 0; i < circles.getLength(); i++) {
      Element circle = (Element) circles.item(i);
      dots.add(
          new double[] {
            Double.parseDouble(circle.getAttribute("cx")),
            Double.parseDouble(circle.getAttribute("cy"))
          });
    }
    return dots;
  }

  @Test
  void pointsAreWhereTheirNumbersAre() throws Exception {
    LineChart chart =
        new LineChart(
            "a < b & \"c\"",
            AxisLabel.linear("x"),
            AxisLabel.linear("y"),
            List.of(series("one", 0, 0, 5, 50, 10, 100), series("two", 0, 100, 10, 0)));
    Document document = parsed(chart.toSvg());
    assertEquals("a < b & \"c\"", document.getElementsByTagName("title").item(0).getTextContent());
    List<double[]> dots = dots(document);
    assertEquals(5, dots.size());
    // Equal steps in numbers are equal steps on paper, and y grows upwards.
    assertEquals(dots.get(1)[0] - dots.get(0)[0], dots.get(2)[0] - dots.get(1)[0], 0.11);
    assertEquals(dots.get(1)[1] - dots.get(0)[1], dots.get(2)[1] - dots.get(1)[1], 0.11);
    assertTrue(dots.get(2)[1] < dots.get(0)[1]);
    assertEquals(dots.get(0)[1], dots.get(4)[1]);
    assertEquals(chart.toSvg(), chart.toSvg());
  }

  @Test
  void ratiosAreStepsOnALogarithmicAxis() throws Exception {
    LineChart chart =
        new LineChart(
            "t",
            AxisLabel.linear("x"),
            AxisLabel.logarithmic("y"),
            List.of(series("one", 0, 0.5, 1, 2, 2, 8, 3, 32)));
    List<double[]> dots = dots(parsed(chart.toSvg()));
    double step = dots.get(0)[1] - dots.get(1)[1];
    assertTrue(step > 0);
    assertEquals(step, dots.get(2)[1] - dots.get(3)[1], 0.11);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new LineChart(
                    "t",
                    AxisLabel.linear("x"),
                    AxisLabel.logarithmic("y"),
                    List.of(series("one", 0, 0)))
                .toSvg());
  }

  @Test
  void ticksAreRound() {
    Axis axis = Axis.around(AxisLabel.linear("x"), 33.5, 98.3);
    assertEquals(30, axis.least());
    assertEquals(100, axis.most());
    assertEquals(List.of(30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 100.0), axis.ticks());
    assertEquals("0.2", axis.text(0.2));
    assertEquals("-0.25", axis.text(-0.25));
    assertEquals("40", axis.text(40));
    assertEquals(2, Axis.around(AxisLabel.linear("x"), 5, 5).ticks().stream().limit(2).count());
    assertEquals(
        List.of(0.25, 0.5, 1.0, 2.0, 4.0), Axis.around(AxisLabel.logarithmic("x"), 0.3, 4).ticks());
  }

  @Test
  void barsGoFromZero() throws Exception {
    BarChart chart =
        new BarChart(
            "bars", "per cent", List.of(new BarChart.Bar("up", 40), new BarChart.Bar("down", -20)));
    NodeList boxes = parsed(chart.toSvg()).getElementsByTagName("rect");
    Element up = (Element) boxes.item(1);
    Element down = (Element) boxes.item(2);
    double zero = Double.parseDouble(up.getAttribute("x"));
    double width = Double.parseDouble(down.getAttribute("width"));
    assertEquals(zero, Double.parseDouble(down.getAttribute("x")) + width, 0.11);
    assertEquals(2, Double.parseDouble(up.getAttribute("width")) / width, 0.01);
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Series.Point(Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> new Series("none", List.of()));
    assertThrows(IllegalArgumentException.class, () -> new BarChart("t", "l", List.of()));
    assertThrows(IllegalArgumentException.class, () -> new BarChart.Bar("b", 1.0 / 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LineChart("t", AxisLabel.linear("x"), AxisLabel.linear("y"), List.of()));
  }
}
