package io.github.attentionmoa.providers.embeddings;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Vectors, and the tokens that their texts had.
 *
 * @param list in the order of the texts
 * @param tokens empty if the service does not tell
 */
record Vectors(List<float[]> list, OptionalLong tokens) {

  /** Joins those of several exchanges. */
  static Vectors joined(List<Vectors> parts) {
    List<float[]> list = new ArrayList<>();
    parts.forEach(part -> list.addAll(part.list));
    boolean isKnown = parts.stream().allMatch(part -> part.tokens.isPresent());
    long tokens = parts.stream().mapToLong(part -> part.tokens.orElse(0)).sum();
    return new Vectors(List.copyOf(list), isKnown ? OptionalLong.of(tokens) : OptionalLong.empty());
  }

  /** Writes the vectors as lines of base 64. */
  String text() {
    return list.stream().map(Vectors::line).collect(Collectors.joining("\n"));
  }

  private static String line(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /** Reads what {@link #text} wrote. */
  static List<float[]> of(String text) {
    return text.lines().map(Vectors::vector).toList();
  }

  /**
   * Reads one vector of base 64.
   *
   * @throws IllegalArgumentException if it is none
   */
  static float[] vector(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    if (bytes.length % Float.BYTES != 0) {
      throw new IllegalArgumentException("a vector ends within a number");
    }
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }
}
