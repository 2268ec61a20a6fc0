package io.github.attentionmoa;

import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The result of a run to come; a cancel cuts off the run's calls before dependents hear of it.
 *
 * <p>So does, if later, whatever else completes it from outside, as {@code orTimeout} does.
 */
final class RunFuture extends CompletableFuture<MoaResult> {
  private final Runnable onCancel;
  private final CompletableFuture<MoaException> failure = new CompletableFuture<>();

  RunFuture(Runnable onCancel) {
    this.onCancel = onCancel;
    whenComplete((result, thrown) -> onCancel.run());
  }

  /** Returns what the run ended with if it has no answer. */
  CompletableFuture<MoaException> failure() {
    return failure;
  }

  /** Waits for the result; an interrupt cancels the run and stays set. */
  MoaResult await() {
    try {
      return get();
    } catch (InterruptedException e) {
      cancel(true);
      Thread.currentThread().interrupt();
      throw failure.join();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (!isDone()) {
      onCancel.run();
    }
    return super.cancel(mayInterruptIfRunning);
  }
}
