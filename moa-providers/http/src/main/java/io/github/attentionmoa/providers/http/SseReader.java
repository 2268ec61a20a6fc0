package io.github.attentionmoa.providers.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events, also those of servers that do not keep to the standard.
 *
 * <p>Beyond it: an event that the end of input cuts off is still delivered; a field {@code error}
 * counts as data of an event "error" (older llama-server); a line that begins like JSON counts as
 * data (Gemini reports errors so).
 */
final class SseReader implements EventReader {
  private static final byte[] DATA = ascii("data");
  private static final byte[] EVENT = ascii("event");
  private static final byte[] ERROR = ascii("error");

  private final LineReader lines;
  private final int maxEvent;
  private final Data data = new Data();
  private String name = "";
  private int dataLines;
  private boolean isBareJson;

  SseReader(InputStream in, int maxEvent) {
    this.lines = new LineReader(in, maxEvent);
    this.maxEvent = maxEvent;
  }

  @Override
  public @Nullable WireEvent next() throws IOException {
    data.reset();
    name = "";
    dataLines = 0;
    isBareJson = false;
    while (lines.advance()) {
      if (lines.length() > 0) {
        field();
      } else if (dataLines > 0) {
        return event();
      } else {
        name = "";
      }
    }
    return dataLines > 0 ? event() : null;
  }

  private WireEvent event() {
    return new WireEvent(name, data.bytes(), 0, data.size());
  }

  private void field() throws IOException {
    byte[] buffer = lines.buffer();
    int start = lines.start();
    int end = start + lines.length();
    isBareJson |= buffer[start] == '{' || buffer[start] == '[';
    if (isBareJson) {
      append(buffer, start, end);
      return;
    }
    int colon = indexOfColon(buffer, start, end);
    int value = Math.min(colon + 1, end);
    value += value < end && buffer[value] == ' ' ? 1 : 0;
    if (is(DATA, buffer, start, colon)) {
      append(buffer, value, end);
    } else if (is(EVENT, buffer, start, colon)) {
      name = new String(buffer, value, end - value, StandardCharsets.UTF_8);
    } else if (is(ERROR, buffer, start, colon)) {
      name = "error";
      append(buffer, value, end);
    }
  }

  private void append(byte[] buffer, int from, int to) throws IOException {
    if (dataLines++ > 0) {
      data.write('\n');
    }
    if (data.size() + (to - from) > maxEvent) {
      throw new TooLargeException("event", maxEvent);
    }
    data.write(buffer, from, to - from);
  }

  private static int indexOfColon(byte[] buffer, int start, int end) {
    int colon = start;
    while (colon < end && buffer[colon] != ':') {
      colon++;
    }
    return colon;
  }

  private static boolean is(byte[] field, byte[] buffer, int start, int end) {
    return Arrays.equals(buffer, start, end, field, 0, field.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Buffer that is read in place. */
  private static final class Data extends ByteArrayOutputStream {
    byte[] bytes() {
      return buf;
    }
  }
}
