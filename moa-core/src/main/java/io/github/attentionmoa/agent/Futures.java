package io.github.attentionmoa.agent;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stages that depend on others and still hand a cancel back to their source. */
final class Futures {
  private Futures() {}

  /** Returns a stage that shows an answer to somebody and then ends with it. */
  static CompletionStage<Completion> peek(
      CompletionStage<Completion> source, Consumer<Completion> watcher) {
    CompletionStage<Completion> peeked =
        given(source, "stage")
            .thenApply(
                completion -> {
                  watcher.accept(given(completion, "completion"));
                  return completion;
                });
    peeked.whenComplete(
        (completion, failure) -> {
          if (failure instanceof CancellationException) {
            source.toCompletableFuture().cancel(true);
          }
        });
    return peeked;
  }

  /** An agent that gives nothing is asked again, one that fails on it would not be. */
  private static <T> T given(@Nullable T value, String what) {
    if (value == null) {
      throw AgentException.of(AgentException.Kind.EMPTY, "the agent returned no " + what);
    }
    return value;
  }
}
