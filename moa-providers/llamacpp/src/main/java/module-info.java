/** GGUF models in this process, and the store they come from. */
@SuppressWarnings("requires-automatic") // the runtime has no module of its own
module io.github.attentionmoa.providers.llamacpp {
  requires transitive io.github.attentionmoa;
  requires llama;

  exports io.github.attentionmoa.providers.llamacpp;
  exports io.github.attentionmoa.providers.llamacpp.models;
}
