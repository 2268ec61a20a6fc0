package io.github.attentionmoa.providers.http;

import java.io.InputStream;
import java.util.Locale;

/** How a body is cut into events. A further framing is a constant and its reader. */
public enum Framing {
  /** One JSON value. */
  WHOLE("application/json"),
  /** Server-sent events. */
  EVENTS("text/event-stream"),
  /** One JSON value a line. */
  LINES("application/x-ndjson"),
  /** Amazon's event stream, which is binary. */
  BINARY_EVENTS("application/vnd.amazon.eventstream");

  private final String mediaType;

  Framing(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  EventReader open(InputStream in) {
    return switch (this) {
      case WHOLE -> new WholeReader(in, Json.MAX_BYTES);
      case EVENTS -> new SseReader(in, Json.MAX_BYTES);
      case LINES -> new JsonLineReader(in, Json.MAX_BYTES);
      case BINARY_EVENTS -> new BinaryEventReader(in, Json.MAX_BYTES);
    };
  }

  /** Finds the framing of a reply; what servers leave open is as requested. */
  static Framing of(String contentType, Framing requested) {
    String type = contentType.toLowerCase(Locale.ROOT);
    for (Framing framing : values()) {
      if (type.startsWith(framing.mediaType)) {
        return framing;
      }
    }
    return type.isEmpty() || type.startsWith("text/plain") ? requested : WHOLE;
  }
}
