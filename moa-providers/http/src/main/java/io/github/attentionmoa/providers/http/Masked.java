package io.github.attentionmoa.providers.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes a provider's words fit to be shown: without keys, on one line, at most 1 KiB. */
final class Masked {
  private static final int MAX_BYTES = 1024;
  private static final String CUT = "...";
  private static final String MASK = "***";

  private final List<String> secrets;

  Masked(List<String> secrets) {
    this.secrets = List.copyOf(secrets);
  }

  String text(String words) {
    String masked = words;
    for (String secret : secrets) {
      masked = masked.replace(secret, MASK);
    }
    return shortened(masked);
  }

  private static String shortened(String words) {
    StringBuilder shown = new StringBuilder();
    int size = 0;
    for (int i = 0; i < words.length(); i = words.offsetByCodePoints(i, 1)) {
      String piece = visible(words.codePointAt(i));
      size += piece.getBytes(StandardCharsets.UTF_8).length;
      if (size > MAX_BYTES - CUT.length()) {
        return shown.append(CUT).toString();
      }
      shown.append(piece);
    }
    return shown.toString();
  }

  /** Controls, line separators, direction marks and lone surrogates could forge log lines. */
  private static String visible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          String.format("\\u%04x", point);
      default -> Character.toString(point);
    };
  }
}
