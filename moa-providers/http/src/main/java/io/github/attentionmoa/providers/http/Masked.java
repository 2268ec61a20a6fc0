package io.github.attentionmoa.providers.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes a provider's words fit to be shown: without keys, on one line, short. */
final class Masked {
  private static final int MAX_BYTES = 1024;
  private static final String CUT = "...";
  private static final String MASK = "***";

  private final List<String> secrets;

  Masked(List<String> secrets) {
    this.secrets = List.copyOf(secrets);
  }

  String text(String words) {
    return text(words, MAX_BYTES);
  }

  /** Keys go before the end does: most of a key is a key too. */
  String text(String words, int maxBytes) {
    String masked = words;
    for (String secret : secrets) {
      masked = masked.replace(secret, MASK);
    }
    return shortened(masked, maxBytes);
  }

  private static String shortened(String words, int maxBytes) {
    StringBuilder shown = new StringBuilder();
    int size = 0;
    for (int i = 0; i < words.length(); i = words.offsetByCodePoints(i, 1)) {
      String piece = visible(words.codePointAt(i));
      size += piece.getBytes(StandardCharsets.UTF_8).length;
      if (size > maxBytes - CUT.length()) {
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
