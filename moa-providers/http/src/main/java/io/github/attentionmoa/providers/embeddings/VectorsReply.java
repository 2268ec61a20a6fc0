package io.github.attentionmoa.providers.embeddings;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.providers.http.Json;
import io.github.attentionmoa.providers.http.ReplyEnd;
import io.github.attentionmoa.providers.http.ReplyReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Reads vectors in every shape that services give them.
 *
 * <p>The list is {@code data}, {@code embeddings} or {@code embeddings.float}, or there is only one
 * {@code embedding}. A vector is a list of numbers, alone or as {@code embedding} or {@code values}
 * of an object, or base 64 of little endian floats. Those with an {@code index} are sorted by it.
 */
final class VectorsReply implements ReplyReader<Vectors> {
  private final int texts;
  private final List<float[]> vectors = new ArrayList<>();
  private OptionalLong tokens = OptionalLong.empty();

  VectorsReply(int texts) {
    this.texts = texts;
  }

  @Override
  public void accept(String event, JsonNode body) {
    JsonNode list = body.path(body.has("data") ? "data" : "embeddings");
    list = list.has("float") ? list.path("float") : list;
    List<JsonNode> entries = new ArrayList<>();
    list.forEach(entries::add);
    if (body.has("embedding")) {
      entries.add(body.path("embedding"));
    }
    entries.sort(Comparator.comparingInt(entry -> entry.path("index").asInt()));
    entries.forEach(entry -> vectors.add(vector(entry)));
    tokens = tokens(body);
  }

  /** OpenAI and Mistral, then Voyage, Ollama and Cohere; Gemini does not tell. */
  private static OptionalLong tokens(JsonNode body) {
    return Stream.of(
            Json.count(body.path("usage"), "prompt_tokens"),
            Json.count(body.path("usage"), "total_tokens"),
            Json.count(body, "prompt_eval_count"),
            Json.count(body.path("meta").path("billed_units"), "input_tokens"))
        .filter(OptionalLong::isPresent)
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  private static float[] vector(JsonNode entry) {
    JsonNode values = entry;
    if (entry.isObject()) {
      values = entry.path(entry.has("embedding") ? "embedding" : "values");
    }
    float[] vector = values.isTextual() ? decoded(values.textValue()) : numbers(values);
    for (float number : vector) {
      require(Float.isFinite(number), "a vector has an entry that is no number");
    }
    return vector;
  }

  private static float[] numbers(JsonNode values) {
    float[] numbers = new float[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values.path(i).isNumber() ? values.path(i).floatValue() : Float.NaN;
    }
    return numbers;
  }

  private static float[] decoded(String base64) {
    try {
      return Vectors.vector(base64);
    } catch (IllegalArgumentException e) {
      throw AgentException.of(Kind.MALFORMED_RESPONSE, "a vector is no base 64");
    }
  }

  @Override
  public Vectors finish(ReplyEnd end) {
    require(vectors.size() == texts, vectors.size() + " vectors for " + texts + " texts");
    int dimensions = vectors.get(0).length;
    require(
        dimensions > 0 && vectors.stream().allMatch(vector -> vector.length == dimensions),
        "vectors are empty or differ in their dimensions");
    return new Vectors(List.copyOf(vectors), tokens);
  }

  private static void require(boolean isMet, String what) {
    if (!isMet) {
      throw AgentException.of(Kind.MALFORMED_RESPONSE, "the embeddings are wrong: " + what);
    }
  }
}
