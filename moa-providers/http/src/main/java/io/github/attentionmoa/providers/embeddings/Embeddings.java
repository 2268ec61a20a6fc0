package io.github.attentionmoa.providers.embeddings;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Turns texts into vectors.
 *
 * <p>Implementations are safe for many threads. A scorer calls {@link #embed} once a layer, and
 * cancels the stage when its run no longer waits.
 */
@FunctionalInterface
public interface Embeddings extends AutoCloseable {
  /**
   * Returns a vector for each text, in the order of the texts.
   *
   * <p>All vectors have the same number of dimensions, and any length: whoever compares them by
   * cosine has to normalise them. Fails with an {@link
   * io.github.attentionmoa.agent.AgentException}.
   *
   * @param texts at least one, none of them blank
   */
  CompletionStage<List<float[]>> embed(List<String> texts);

  /** Releases what is held; nothing by default. */
  @Override
  default void close() {}
}
