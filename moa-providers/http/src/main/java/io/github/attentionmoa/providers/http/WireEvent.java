package io.github.attentionmoa.providers.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One piece of a reply as it came: an event of a stream, or a whole body.
 *
 * <p>The bytes are a window into the reader's buffer and hold until its next read, so that nothing
 * is copied.
 */
final class WireEvent {
  private final String name;
  private final byte[] buffer;
  private final int start;
  private final int length;

  /** The name is empty when there is none. */
  WireEvent(String name, byte[] buffer, int start, int length) {
    this.name = name;
    this.buffer = buffer;
    this.start = start;
    this.length = length;
  }

  static WireEvent whole(byte[] body) {
    return new WireEvent("", body, 0, body.length);
  }

  String name() {
    return name;
  }

  byte[] buffer() {
    return buffer;
  }

  int start() {
    return start;
  }

  int length() {
    return length;
  }

  boolean startsWith(byte[] prefix) {
    return length >= prefix.length
        && Arrays.equals(buffer, start, start + prefix.length, prefix, 0, prefix.length);
  }

  String text() {
    return new String(buffer, start, length, StandardCharsets.UTF_8);
  }
}
