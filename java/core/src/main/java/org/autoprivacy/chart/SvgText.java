package org.autoprivacy.chart;

import java.util.Locale;

/** Builds one SVG document: lines, boxes and text, with coordinates to a tenth of a pixel. */
final class SvgText {

  private static final String FONT = "font-family=\"Helvetica, Arial, sans-serif\"";

  private final StringBuilder text = new StringBuilder();

  SvgText(int width, int height, String title) {
    text.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" %s>\n"
            .formatted(width, height, width, height, FONT));
    text.append("<title>%s</title>\n".formatted(escaped(title)));
    text.append("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n".formatted(width, height));
  }

  void line(double x1, double y1, double x2, double y2, String colour) {
    text.append(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\"/>\n"
            .formatted(number(x1), number(y1), number(x2), number(y2), colour));
  }

  /** A path through points given as {@code x,y} pairs one after the other. */
  void path(double[] points, String colour, String dashes) {
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < points.length; i += 2) {
      joined.append(i == 0 ? "" : " ");
      joined.append(number(points[i])).append(',').append(number(points[i + 1]));
    }
    String dashed = dashes.isEmpty() ? "" : " stroke-dasharray=\"%s\"".formatted(dashes);
    text.append(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.8\"%s/>\n"
            .formatted(joined, colour, dashed));
  }

  void dot(double x, double y, String colour) {
    text.append(
        "<circle cx=\"%s\" cy=\"%s\" r=\"2.6\" fill=\"%s\"/>\n"
            .formatted(number(x), number(y), colour));
  }

  void box(double x, double y, double width, double height, String colour) {
    text.append(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>\n"
            .formatted(number(x), number(y), number(width), number(height), colour));
  }

  /** Text that starts, is centred or ends at x: {@code start}, {@code middle} or {@code end}. */
  void label(double x, double y, String anchor, int size, String content) {
    text.append(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" font-size=\"%d\" fill=\"#222222\">%s</text>\n"
            .formatted(number(x), number(y), anchor, size, escaped(content)));
  }

  /** Text that reads upwards, centred at a point. */
  void upright(double x, double y, int size, String content) {
    text.append(
        "<text transform=\"translate(%s,%s) rotate(-90)\" text-anchor=\"middle\" font-size=\"%d\" fill=\"#222222\">%s</text>\n"
            .formatted(number(x), number(y), size, escaped(content)));
  }

  /** The whole document. */
  String finished() {
    return text + "</svg>\n";
  }

  private static String number(double value) {
    String shown = String.format(Locale.ROOT, "%.1f", value);
    return shown.endsWith(".0") ? shown.substring(0, shown.length() - 2) : shown;
  }

  private static String escaped(String content) {
    return content
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
