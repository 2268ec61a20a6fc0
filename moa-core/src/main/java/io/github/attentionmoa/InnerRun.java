package io.github.attentionmoa;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A run of an ensemble that is an agent of another: one call outside, a whole run inside. */
final class InnerRun {
  /** The part of the call's time after which the inner run ends, to hand on its best in time. */
  private static final double SHARE_OF_TIME = 0.95;

  private InnerRun() {}

  static CompletableFuture<Completion> complete(
      AttentionMoA moa, CompletionRequest request, RunListener listener) {
    Budget budget =
        request
            .timeout()
            .map(time -> within(time, moa.settings.budget()))
            .orElse(moa.settings.budget());
    RunFuture run = moa.start(budget, request.conversation(), listener);
    InnerAnswer answer = new InnerAnswer(run);
    run.whenComplete(
        (result, failure) -> {
          if (result != null) {
            answer.complete(completion(moa.name(), result));
          } else if (!(failure instanceof CancellationException)) {
            answer.completeExceptionally(lost(failure));
          }
        });
    return answer;
  }

  /** The answer of an inner run; its cancel, and nothing else, cancels that and says its cost. */
  private static final class InnerAnswer extends CompletableFuture<Completion> {
    private final RunFuture run;

    InnerAnswer(RunFuture run) {
      this.run = run;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      if (isDone()) {
        return isCancelled();
      }
      run.cancel(true);
      CancellationException cancelled = new CancellationException("the inner run was cancelled");
      run.failure().thenAccept(none -> cancelled.initCause(lost(none)));
      return completeExceptionally(cancelled) || isCancelled();
    }
  }

  private static Budget within(Duration time, Budget budget) {
    Duration share = Duration.ofNanos(Math.max(1, (long) (time.toNanos() * SHARE_OF_TIME)));
    boolean isTighter = budget.deadline().map(own -> own.compareTo(share) <= 0).orElse(false);
    return isTighter ? budget : budget.andDeadline(share);
  }

  private static Completion completion(String name, MoaResult result) {
    return Completion.builder(result.text())
        .model(name)
        .usage(result.usage())
        .attachment(result)
        .build();
  }

  private static Throwable lost(Throwable failure) {
    return failure instanceof MoaException none
        ? AgentException.builder(Kind.UNAVAILABLE, "the inner run has no answer")
            .retryable(false)
            .cause(none)
            .usage(none.trace().usage())
            .build()
        : failure;
  }

  /** Hands on the pieces of an answer until it begins anew; whole it comes with the completion. */
  static RunListener firstText(Consumer<String> onText) {
    requireNonNull(onText, "onText");
    return new RunListener() {
      private boolean hasRestarted;

      @Override
      public void onText(String text) {
        if (!hasRestarted) {
          onText.accept(text);
        }
      }

      @Override
      public void onTextRestarted() {
        hasRestarted = true;
      }
    };
  }
}
