package io.github.attentionmoa.providers.llamacpp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the head of a GGUF stream: its values, and whether its tensors lie inside the file.
 *
 * <p>Format: magic, version, counts, key-value pairs, tensor descriptions, then the aligned data.
 * All numbers are little-endian. Every length is checked against the file before it is believed.
 */
final class GgufReader {
  private static final int MAGIC = 0x46554747; // "GGUF"
  private static final int MAX_DIMENSIONS = 4;
  private static final int BOOL = 7;
  private static final int STRING = 8;
  private static final int ARRAY = 9;

  private final InputStream in;
  private final long size;
  private long position;

  GgufReader(InputStream in, long size) {
    this.in = in;
    this.size = size;
  }

  /** Returns all values by key: {@code Long}, {@code Double}, {@code Boolean}, text or a list. */
  Map<String, Object> readHead() throws IOException {
    if (size < 4 || int32() != MAGIC) {
      throw new IOException("its first bytes are not GGUF");
    }
    long version = uint32();
    if (version < 2 || version > 3) {
      throw new IOException("GGUF version " + version + " (expected: 2 or 3)");
    }
    long tensors = count(int64());
    long keys = count(int64());
    Map<String, Object> values = new HashMap<>();
    for (long i = 0; i < keys; i++) {
      values.put(text(), value((int) uint32()));
    }
    long length = readTensors(tensors);
    checkLength(length, values.get("general.alignment") instanceof Long set ? set : 32);
    return values;
  }

  /** Returns the length of the tensors' data. */
  private long readTensors(long tensors) throws IOException {
    long end = 0;
    for (long i = 0; i < tensors; i++) {
      text();
      long elements = 1;
      long dimensions = uint32();
      if (dimensions > MAX_DIMENSIONS) {
        throw damaged();
      }
      for (long d = 0; d < dimensions; d++) {
        elements = Math.multiplyExact(elements, int64());
      }
      long bytes = TensorType.of((int) uint32()).bytes(elements);
      end = Math.max(end, Math.addExact(int64(), bytes));
    }
    return end;
  }

  private void checkLength(long dataLength, long alignment) throws IOException {
    if (alignment < 1 || alignment > size) {
      throw damaged();
    }
    long start = (position + alignment - 1) / alignment * alignment;
    if (dataLength > size - start) {
      throw new IOException(
          "cut short: " + size + " bytes (expected: " + (start + dataLength) + ")");
    }
  }

  private Object value(int type) throws IOException {
    return switch (type) {
      case BOOL -> int8() != 0;
      case STRING -> text();
      case ARRAY -> array();
      case 6 -> (double) bytes(4).getFloat();
      case 12 -> bytes(8).getDouble();
      default -> integer(type);
    };
  }

  private long integer(int type) throws IOException {
    return switch (type) {
      case 0 -> int8() & 0xff;
      case 1 -> int8();
      case 2 -> bytes(2).getShort() & 0xffff;
      case 3 -> bytes(2).getShort();
      case 4 -> uint32();
      case 5 -> int32();
      case 10, 11 -> int64();
      default -> throw damaged();
    };
  }

  private List<Object> array() throws IOException {
    int type = (int) uint32();
    if (type == ARRAY) {
      throw damaged();
    }
    long length = count(int64());
    List<Object> values = new ArrayList<>();
    for (long i = 0; i < length; i++) {
      values.add(value(type));
    }
    return values;
  }

  private String text() throws IOException {
    return new String(bytes(count(int64())).array(), StandardCharsets.UTF_8);
  }

  private byte int8() throws IOException {
    return bytes(1).get();
  }

  private long uint32() throws IOException {
    return Integer.toUnsignedLong(int32());
  }

  private int int32() throws IOException {
    return bytes(4).getInt();
  }

  private long int64() throws IOException {
    return bytes(8).getLong();
  }

  /** Checks a count of things that take a byte or more each. */
  private int count(long number) throws IOException {
    if (number < 0 || number > size - position || number > Integer.MAX_VALUE) {
      throw damaged();
    }
    return (int) number;
  }

  private ByteBuffer bytes(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("cut short: it ends in its head, at byte " + size);
    }
    position += length;
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private IOException damaged() {
    return new IOException("damaged: its head makes no sense near byte " + position);
  }
}
