package io.github.attentionmoa;

/** A name as logs, records and messages show it: on one line, with nothing unseen in it. */
final class Label {
  private Label() {}

  static String of(String name) {
    StringBuilder shown = new StringBuilder();
    name.codePoints().forEach(point -> append(shown, point));
    return shown.toString();
  }

  /** Line breaks, terminal codes and direction marks could forge lines of a log. */
  private static void append(StringBuilder shown, int point) {
    switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          shown.append(String.format("\\u%04x", point));
      default -> shown.appendCodePoint(point);
    }
  }
}
