package io.github.attentionmoa.providers.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import okio.Buffer;

/** Writes Amazon's event streams. */
public final class AmazonEvents {
  private AmazonEvents() {}

  /** An event of a type; single quotes in its JSON may stand for double ones. */
  public static byte[] event(String type, String json) {
    return message(Map.of(":message-type", "event", ":event-type", type), json);
  }

  /** An exception of a type. */
  public static byte[] exception(String type, String json) {
    return message(Map.of(":message-type", "exception", ":exception-type", type), json);
  }

  /** A message of headers that are strings, in the order of their names. */
  public static byte[] message(Map<String, String> headers, String json) {
    Buffer written = new Buffer();
    new TreeMap<>(headers)
        .forEach(
            (name, value) ->
                written
                    .writeByte(name.length())
                    .writeUtf8(name)
                    .writeByte(7)
                    .writeShort(value.length())
                    .writeUtf8(value));
    return message(written.readByteArray(), json);
  }

  /** A message of headers as bytes. */
  public static byte[] message(byte[] headers, String json) {
    byte[] payload = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    byte[] message = new byte[headers.length + payload.length + 16];
    ByteBuffer buffer = ByteBuffer.wrap(message).putInt(message.length).putInt(headers.length);
    buffer.putInt(checksum(message, 8)).put(headers).put(payload);
    buffer.putInt(checksum(message, message.length - 4));
    return message;
  }

  /** Several messages after each other. */
  public static Buffer stream(byte[]... messages) {
    Buffer stream = new Buffer();
    for (byte[] message : messages) {
      stream.write(message);
    }
    return stream;
  }

  private static int checksum(byte[] message, int length) {
    CRC32 checksum = new CRC32();
    checksum.update(message, 0, length);
    return (int) checksum.getValue();
  }
}
