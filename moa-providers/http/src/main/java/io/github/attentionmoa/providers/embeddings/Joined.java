package io.github.attentionmoa.providers.embeddings;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Several stages as one future. */
final class Joined {
  private Joined() {}

  /** Joins stages; the first that fails fails all, and a cancel or failure cancels the others. */
  static <T, R> CompletableFuture<R> of(
      List<? extends CompletionStage<T>> stages, Function<List<T>, R> join) {
    List<CompletableFuture<T>> parts =
        stages.stream().map(CompletionStage<T>::toCompletableFuture).toList();
    CompletableFuture<R> whole =
        CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
            .thenApply(done -> join.apply(parts.stream().map(CompletableFuture::join).toList()));
    parts.forEach(part -> part.whenComplete((value, lost) -> failIfLost(whole, lost)));
    whole.whenComplete((value, lost) -> parts.forEach(part -> part.cancel(true)));
    return whole;
  }

  private static void failIfLost(CompletableFuture<?> whole, @Nullable Throwable lost) {
    if (lost != null) {
      whole.completeExceptionally(lost);
    }
  }
}
