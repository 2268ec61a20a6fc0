package io.github.attentionmoa;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Prompt;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.CallRecord;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a scorer, aggregator or residual do its part: off the queue, watched, its calls numbered.
 *
 * <p>It may think as long as a call may take, and has its own calls besides. If it does not do its
 * part, and not because a call of its own was lost, that is noted as a lost call of its stage.
 */
final class PlugIn<T> implements StageContext {
  private static final Logger LOG = LoggerFactory.getLogger(AttentionMoA.class);

  private final Calls calls;
  private final Conversation conversation;
  private final int layer;
  private final Stage stage;
  private final String name;
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final Set<Throwable> lostCalls = new HashSet<>();
  private final AtomicInteger ordinal = new AtomicInteger();
  private final Duration start;
  private int open;
  private Runnable onGivenUp = () -> {};
  private boolean isGivenUp;
  private Scheduler.Timer watch = Scheduler.Timer.NONE;

  PlugIn(Calls calls, Conversation conversation, CallKey place, Object plugIn) {
    Class<?> type = plugIn.getClass();
    this.calls = calls;
    this.conversation = conversation;
    this.layer = place.layer();
    this.stage = place.stage();
    this.name = type.isHidden() || type.isSynthetic() ? "a lambda" : type.getSimpleName();
    this.start = calls.now();
  }

  /**
   * Starts the work; the future ends on the queue, with what it gave or an AgentException.
   *
   * @param check throws if what it gave is not to be used, or mends it
   */
  CompletableFuture<T> run(
      Function<StageContext, CompletionStage<T>> work, UnaryOperator<T> check) {
    if (calls.isOver()) {
      return CompletableFuture.failedFuture(
          AgentException.of(Kind.REJECTED, "not called: the run is over"));
    }
    calls.track(this);
    try {
      calls.executor.execute(() -> begin(work, check));
    } catch (RuntimeException e) {
      end(null, e);
    }
    return result;
  }

  private void begin(Function<StageContext, CompletionStage<T>> work, UnaryOperator<T> check) {
    calls.queue.post(this::watch);
    try {
      CompletionStage<T> source = work.apply(this);
      source
          .thenApply(check)
          .whenComplete((value, failure) -> calls.queue.post(() -> end(value, failure)));
      calls.queue.post(() -> cutOffAtTheEnd(source));
    } catch (Throwable e) {
      calls.queue.post(() -> end(null, e));
    }
  }

  private void cutOffAtTheEnd(CompletionStage<T> source) {
    onGivenUp = () -> cancel(source);
    if (isGivenUp) {
      onGivenUp.run();
    }
  }

  private void cancel(CompletionStage<T> source) {
    try {
      source.toCompletableFuture().cancel(true);
    } catch (RuntimeException e) {
      LOG.debug("{} cannot be cancelled", name, e);
    }
  }

  private void giveUp() {
    isGivenUp = true;
    onGivenUp.run();
  }

  private void end(@Nullable T value, @Nullable Throwable thrown) {
    if (result.isDone() || isGivenUp) {
      return;
    }
    watch.cancel();
    if (value != null) {
      result.complete(value);
      return;
    }
    Throwable cause = thrown == null ? new NullPointerException(name + " gave null") : thrown;
    AgentException failure = Failures.of(cause, name);
    if (!lostCalls.contains(failure) && !calls.isOver()) {
      calls.fault(fault(failure));
    }
    result.completeExceptionally(failure);
  }

  private CallRecord fault(AgentException failure) {
    return CallRecord.builder(key(ordinal.incrementAndGet()))
        .agent(name)
        .attempts(0)
        .start(start)
        .took(calls.now().minus(start))
        .lost(Calls.outcome(failure), failure)
        .build();
  }

  private CallKey key(int n) {
    return new CallKey(layer, stage, 0, 0, n);
  }

  /** Gives the work up because the run is over. */
  void abort() {
    watch.cancel();
    giveUp();
  }

  private void watch() {
    if (open > 0 || result.isDone() || calls.isOver()) {
      return;
    }
    Duration time = calls.settings.callTimeout();
    AgentException late =
        AgentException.of(Kind.AGENT_FAULT, name + " did not do its part within " + time);
    watch =
        calls.after(
            time,
            () -> {
              end(null, late);
              giveUp();
            });
  }

  @Override
  public int layer() {
    return layer;
  }

  @Override
  public Conversation conversation() {
    return conversation;
  }

  @Override
  public CompletionStage<Completion> call(Agent agent, Prompt prompt) {
    CallKey key = key(ordinal.incrementAndGet());
    CompletableFuture<Completion> answer = new CompletableFuture<>();
    calls.queue.post(() -> begin(key, agent, prompt, answer));
    return answer;
  }

  private void begin(
      CallKey key, Agent agent, Prompt prompt, CompletableFuture<Completion> answer) {
    if (result.isDone()) {
      answer.completeExceptionally(
          AgentException.of(Kind.REJECTED, "not called: " + name + " is no longer waited for"));
      return;
    }
    open++;
    watch.cancel();
    calls
        .start(key, agent, prompt)
        .whenComplete(
            (completion, failure) -> {
              if (failure != null) {
                lostCalls.add(failure);
              }
              open--;
              watch();
              answer(answer, completion, failure);
            });
  }

  /** Hands an answer to the plug-in off the queue, so that it may block. */
  private void answer(
      CompletableFuture<Completion> answer,
      @Nullable Completion completion,
      @Nullable Throwable failure) {
    Runnable handing =
        () -> {
          if (completion != null) {
            answer.complete(completion);
          } else if (failure != null) {
            answer.completeExceptionally(failure);
          }
        };
    try {
      calls.executor.execute(handing);
    } catch (RuntimeException e) {
      handing.run();
    }
  }
}
