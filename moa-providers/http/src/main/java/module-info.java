/** Agents behind HTTP protocols: one exported package per protocol, over one transport. */
@SuppressWarnings("requires-automatic") // okhttp3 has no module descriptor
module io.github.attentionmoa.providers.http {
  requires com.fasterxml.jackson.databind;
  requires transitive io.github.attentionmoa;
  requires kotlin.stdlib;
  requires okhttp3;
  requires static org.jspecify;

  exports io.github.attentionmoa.providers.anthropic;
  exports io.github.attentionmoa.providers.bedrock;
  exports io.github.attentionmoa.providers.embeddings;
  exports io.github.attentionmoa.providers.gemini;
  exports io.github.attentionmoa.providers.ollama;
  exports io.github.attentionmoa.providers.openai;
  exports io.github.attentionmoa.providers.responses;
}
