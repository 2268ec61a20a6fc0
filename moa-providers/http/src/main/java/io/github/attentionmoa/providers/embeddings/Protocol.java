package io.github.attentionmoa.providers.embeddings;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.attentionmoa.providers.http.Json;
import io.github.attentionmoa.providers.http.KeyHeader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How services differ: address, path, where the key goes, texts in a request, its body. */
enum Protocol {
  OPENAI("openai-embeddings", "https://api.openai.com/v1", "embeddings", KeyHeader.BEARER, 2_048),
  GEMINI(
      "gemini-embeddings",
      "https://generativelanguage.googleapis.com/v1beta",
      "models/{model}:batchEmbedContents",
      KeyHeader.X_GOOG_API_KEY,
      100),
  COHERE("cohere-embeddings", "https://api.cohere.com/v2", "embed", KeyHeader.BEARER, 96),
  VOYAGE("voyage-embeddings", "https://api.voyageai.com/v1", "embeddings", KeyHeader.BEARER, 128),
  OLLAMA("ollama-embeddings", "http://localhost:11434", "api/embed", KeyHeader.BEARER, 2_048);

  private final String title;
  private final String defaultUrl;
  private final String path;
  private final KeyHeader keyHeader;
  private final int maxTexts;

  Protocol(String title, String defaultUrl, String path, KeyHeader keyHeader, int maxTexts) {
    this.title = title;
    this.defaultUrl = defaultUrl;
    this.path = path;
    this.keyHeader = keyHeader;
    this.maxTexts = maxTexts;
  }

  String title() {
    return title;
  }

  String defaultUrl() {
    return defaultUrl;
  }

  KeyHeader keyHeader() {
    return keyHeader;
  }

  /** Returns how many texts the service takes in one request. */
  int maxTexts() {
    return maxTexts;
  }

  String path(String model) {
    String id = URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
    return path.replace("{model}", id);
  }

  ObjectNode body(String model, List<String> texts) {
    return switch (this) {
      case OPENAI, VOYAGE, OLLAMA -> flat(model, "input", texts);
      case COHERE -> cohere(model, texts);
      case GEMINI -> gemini(model, texts);
    };
  }

  private static ObjectNode flat(String model, String field, List<String> texts) {
    ObjectNode body = Json.object().put("model", model);
    texts.forEach(body.putArray(field)::add);
    return body;
  }

  /** Cohere demands to be told a purpose and a type. */
  private static ObjectNode cohere(String model, List<String> texts) {
    ObjectNode body = flat(model, "texts", texts).put("input_type", "clustering");
    body.putArray("embedding_types").add("float");
    return body;
  }

  private static ObjectNode gemini(String model, List<String> texts) {
    ObjectNode body = Json.object();
    ArrayNode requests = body.putArray("requests");
    for (String text : texts) {
      ObjectNode request = requests.addObject().put("model", "models/" + model);
      request.putObject("content").putArray("parts").addObject().put("text", text);
    }
    return body;
  }
}
