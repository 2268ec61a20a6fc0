package io.github.attentionmoa.agent;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Stages that depend on others and still hand a cancel back to their source. */
final class Futures {
  private Futures() {}

  /** Returns a stage that shows an answer to somebody and then ends with it. */
  static CompletionStage<Completion> peek(
      CompletionStage<Completion> source, Consumer<Completion> watcher) {
    CompletionStage<Completion> peeked =
        source.thenApply(
            completion -> {
              watcher.accept(completion);
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
}
