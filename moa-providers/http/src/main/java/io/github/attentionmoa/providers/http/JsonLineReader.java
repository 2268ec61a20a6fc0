package io.github.attentionmoa.providers.http;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Gives each line as an event. */
final class JsonLineReader implements EventReader {
  private final LineReader lines;

  JsonLineReader(InputStream in, int maxLine) {
    lines = new LineReader(in, maxLine);
  }

  @Override
  public @Nullable WireEvent next() throws IOException {
    return lines.advance()
        ? new WireEvent("", lines.buffer(), lines.start(), lines.length())
        : null;
  }
}
