package io.github.attentionmoa.providers.embeddings;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.agent.Usage;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * An agent that answers with the vectors of texts, so that a run treats embedding as any call.
 *
 * @param texts what is embedded, which the prompt only quotes
 */
record EmbeddingCall(Embeddings embeddings, List<String> texts) implements Agent {

  @Override
  public CompletableFuture<Completion> complete(CompletionRequest request) {
    if (embeddings instanceof EmbeddingModel model) {
      return Joined.of(List.of(model.vectors(texts)), vectors -> completion(vectors.get(0)));
    }
    return Joined.of(
        List.of(embeddings.embed(texts)),
        lists -> completion(new Vectors(lists.get(0), OptionalLong.empty())));
  }

  private Completion completion(Vectors vectors) {
    return Completion.builder(vectors.text()).usage(usage(vectors.tokens())).build();
  }

  /** Estimates as the engine does, but for the vectors, which are no tokens. */
  private Usage usage(OptionalLong tokens) {
    if (tokens.isPresent()) {
      return Usage.of(tokens.getAsLong(), 0);
    }
    long characters = texts.stream().mapToLong(String::length).sum();
    return Usage.of((characters + 3) / 4, 0).incomplete();
  }

  @Override
  public String name() {
    return embeddings instanceof EmbeddingModel model ? model.model() : "embeddings";
  }

  @Override
  public String identity() {
    return embeddings instanceof EmbeddingModel model ? model.identity() : embeddings.toString();
  }

  @Override
  public String endpoint() {
    return embeddings instanceof EmbeddingModel model ? model.endpoint() : embeddings.toString();
  }
}
