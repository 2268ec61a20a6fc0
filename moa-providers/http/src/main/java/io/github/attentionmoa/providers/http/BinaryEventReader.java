package io.github.attentionmoa.providers.http;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Reads Amazon's event streams ({@code application/vnd.amazon.eventstream}).
 *
 * <p>A message, all numbers big endian: total length, length of the headers, CRC-32 of these 8
 * bytes; headers; payload; CRC-32 of all before. It is named by its event or exception type; an
 * error, which has headers alone, becomes an event "error" of code and message.
 */
final class BinaryEventReader implements EventReader {
  private static final int PRELUDE = 12;
  private static final int CHECKSUM = 4;
  private static final int STRING = 7;

  private final InputStream in;
  private final int maxEvent;
  private byte[] buffer = new byte[8 * 1024];

  BinaryEventReader(InputStream in, int maxEvent) {
    this.in = in;
    this.maxEvent = maxEvent;
  }

  @Override
  public @Nullable WireEvent next() throws IOException {
    int first = in.readNBytes(buffer, 0, PRELUDE);
    if (first == 0) {
      return null;
    }
    requireBytes(first, PRELUDE);
    requireChecksum(PRELUDE - CHECKSUM);
    int total = number(0);
    int headers = number(4);
    require(total >= PRELUDE + CHECKSUM, "an impossible length");
    require(headers >= 0 && headers <= total - PRELUDE - CHECKSUM, "headers of impossible length");
    readRest(total);
    requireChecksum(total - CHECKSUM);
    return event(PRELUDE + headers, total - CHECKSUM);
  }

  private void readRest(int total) throws IOException {
    if (total > maxEvent) {
      throw new TooLargeException("event", maxEvent);
    }
    if (total > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(total, Math.min(buffer.length * 2, maxEvent)));
    }
    requireBytes(in.readNBytes(buffer, PRELUDE, total - PRELUDE), total - PRELUDE);
  }

  private WireEvent event(int payload, int end) throws IOException {
    Map<String, String> headers = headers(payload);
    if ("error".equals(headers.get(":message-type"))) {
      return error(headers);
    }
    String type = headers.getOrDefault(":event-type", "");
    return new WireEvent(
        headers.getOrDefault(":exception-type", type), buffer, payload, end - payload);
  }

  private static WireEvent error(Map<String, String> headers) throws IOException {
    byte[] json =
        Json.write(
            Json.object()
                .put("code", headers.getOrDefault(":error-code", ""))
                .put("message", headers.getOrDefault(":error-message", "")));
    return new WireEvent("error", json, 0, json.length);
  }

  /** Reads the headers; only those that are strings have a value here. */
  private Map<String, String> headers(int end) {
    ByteBuffer bytes = ByteBuffer.wrap(buffer, PRELUDE, end - PRELUDE);
    Map<String, String> headers = new HashMap<>();
    try {
      while (bytes.hasRemaining()) {
        String name = text(bytes, bytes.get() & 0xff);
        int type = bytes.get();
        String value = text(bytes, valueLength(type, bytes));
        headers.put(name, type == STRING ? value : "");
      }
      return headers;
    } catch (BufferUnderflowException e) {
      throw malformed("a header that is cut off");
    }
  }

  private static int valueLength(int type, ByteBuffer bytes) {
    return switch (type) {
      case 0, 1 -> 0;
      case 2 -> 1;
      case 3 -> 2;
      case 4 -> 4;
      case 5, 8 -> 8;
      case 6, STRING -> bytes.getShort() & 0xffff;
      case 9 -> 16;
      default -> throw malformed("a header of type " + type);
    };
  }

  private static String text(ByteBuffer bytes, int length) {
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private void requireChecksum(int length) {
    CRC32 checksum = new CRC32();
    checksum.update(buffer, 0, length);
    require((int) checksum.getValue() == number(length), "a wrong checksum");
  }

  private int number(int index) {
    return ByteBuffer.wrap(buffer).getInt(index);
  }

  private static void requireBytes(int read, int expected) throws EOFException {
    if (read < expected) {
      throw new EOFException("a message has " + read + " of " + expected + " bytes");
    }
  }

  private static void require(boolean isMet, String what) {
    if (!isMet) {
      throw malformed(what);
    }
  }

  private static AgentException malformed(String what) {
    return AgentException.of(Kind.MALFORMED_RESPONSE, "the event stream has " + what);
  }
}
