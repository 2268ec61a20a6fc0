package io.github.attentionmoa;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.prompt.Prompt;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.CallRecord.Outcome;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call from its start to its record: cache, endpoint, permit, budget, exchange, retry.
 *
 * <p>Used on the queue of the run alone, but for the parts that say otherwise.
 */
final class Call {
  private static final Logger LOG = LoggerFactory.getLogger(AttentionMoA.class);

  /** Failures before which a service may have written, and charges for that. */
  private static final Set<Kind> CHARGED =
      EnumSet.of(
          Kind.TIMEOUT, Kind.CANCELLED, Kind.TRUNCATED, Kind.MALFORMED_RESPONSE, Kind.TOO_LARGE);

  private final Calls calls;
  private final Profile profile;
  private final Prompt prompt;
  private final CompletionRequest request;
  private final CallKey key;
  private final Endpoint endpoint;
  private final CompletableFuture<Completion> result = new CompletableFuture<>();
  private final AtomicInteger attempts = new AtomicInteger();
  private final Duration start;
  private Usage usage = Usage.of(0, 0);
  private Scheduler.Timer timer = Scheduler.Timer.NONE;
  private @Nullable Exchange exchange;
  private @Nullable AgentException lastFailure;
  private @Nullable CallRecord record;

  Call(Calls calls, Profile profile, Prompt prompt, CompletionRequest request) {
    this.calls = calls;
    this.profile = profile;
    this.prompt = prompt;
    this.request = request;
    this.key = request.key().orElseThrow();
    this.endpoint = calls.endpoint(profile.endpoint());
    this.start = calls.now();
  }

  CompletableFuture<Completion> result() {
    return result;
  }

  void start() {
    calls.listener.onCallStarted(key, profile.label());
    if (profile.fault() != null) {
      lose(Outcome.FAILED, profile.fault());
    } else {
      calls.journal.find(profile.identity(), request, this::recall);
    }
  }

  private void recall(Optional<Completion> kept) {
    if (kept.isEmpty() || kept.get().text().isBlank()) {
      attempt();
    } else if (record == null) {
      Completion answer = kept.get();
      end(
          record().toBuilder().cached(true).answered(answer).build(),
          () -> result.complete(answer));
    }
  }

  private void attempt() {
    if (record != null) {
      return;
    }
    Object door = profile.endpoint();
    int most = profile.most();
    Runnable turn = () -> calls.queue.post(() -> exchange(door, most));
    if (calls.permits.acquire(door, most, () -> execute(turn, rejected -> turn.run()))) {
      turn.run();
    }
  }

  /** Asks, now that it is this call's turn, whether it still makes sense. */
  private boolean isAdmitted() {
    if (record != null) {
      return false;
    }
    Optional<AgentException> refusal = endpoint.refusal(calls.settings.scheduler().nanos());
    refusal.ifPresent(this::skip);
    return refusal.isEmpty() && calls.takeExchange();
  }

  private void skip(AgentException refusal) {
    if (lastFailure == null) {
      lose(Outcome.SKIPPED, refusal);
    } else {
      lose(Calls.outcome(lastFailure), lastFailure);
    }
  }

  private void exchange(Object door, int most) {
    if (!isAdmitted()) {
      calls.permits.release(door, most);
      return;
    }
    exchange = new Exchange(() -> calls.permits.release(door, most));
    if (calls.isStreamed(key)) {
      calls.text.begin(exchange, prompt);
    }
    execute(exchange::begin, exchange::fail);
  }

  /** Runs a task on the executor, or tells why that takes none; safe for many threads. */
  private void execute(Runnable task, Consumer<AgentException> onRejected) {
    try {
      calls.executor.execute(task);
    } catch (RuntimeException e) {
      onRejected.accept(Failures.of(e, "the executor of the run"));
    }
  }

  private void fail(AgentException failure) {
    lastFailure = failure;
    endpoint.failed(calls.settings.scheduler().nanos(), failure);
    Optional<Duration> wait = endpoint.mayRetry() ? delay(failure) : Optional.empty();
    if (wait.isPresent() && wait.get().compareTo(calls.timeLeft()) < 0) {
      timer = calls.after(wait.get(), this::attempt);
    } else {
      lose(Calls.outcome(failure), failure);
    }
  }

  private Optional<Duration> delay(AgentException failure) {
    Settings settings = calls.settings;
    return settings.retry().delay(failure, attempts.get(), settings.random().getAsDouble());
  }

  /** Ends the call once its answer is kept: who resumes the run does not pay again for it. */
  private void answer(Completion completion) {
    endpoint.succeeded(calls.settings.scheduler().nanos());
    calls.journal.keep(profile.identity(), request, completion, () -> succeed(completion));
  }

  private void succeed(Completion completion) {
    if (record == null) {
      end(record().toBuilder().answered(completion).build(), () -> result.complete(completion));
    }
  }

  private void lose(Outcome outcome, AgentException failure) {
    end(
        record().toBuilder().lost(outcome, failure).build(),
        () -> result.completeExceptionally(failure));
  }

  private void end(CallRecord ended, Runnable completion) {
    record = ended;
    LOG.debug("{}", ended);
    calls.listener.onCallEnded(ended);
    completion.run();
  }

  /** Ends the call because the run is over, if it has not ended. */
  void abort() {
    if (record != null) {
      return;
    }
    timer.cancel();
    if (exchange != null) {
      exchange.abort();
    }
    if (attempts.get() == 0) {
      lose(Outcome.SKIPPED, AgentException.of(Kind.REJECTED, "not called: the run is over"));
    } else {
      lose(Outcome.CANCELLED, AgentException.of(Kind.CANCELLED, "cancelled: the run is over"));
    }
  }

  /** Returns the record as it stands, with what late answers have cost. */
  CallRecord record() {
    CallRecord.Builder builder =
        record != null
            ? record.toBuilder()
            : CallRecord.builder(key)
                .agent(profile.label())
                .start(start)
                .took(calls.now().minus(start))
                .messages(request.conversation().messages());
    return builder.attempts(attempts.get()).usage(usage).build();
  }

  /** One exchange with the agent, which ends once: by its answer, failure, time-out or abort. */
  private final class Exchange {
    private final Runnable release;
    private volatile boolean isSettled;
    private volatile Scheduler.Timer timeout = Scheduler.Timer.NONE;
    private volatile @Nullable CompletableFuture<Completion> source;
    private boolean isBooked;

    Exchange(Runnable release) {
      this.release = release;
    }

    /** Calls the agent; on the executor, not on the queue. The deadline needs no timer here. */
    void begin() {
      Duration time = calls.timeout();
      if (isSettled || time.isZero()) {
        return;
      }
      if (time.compareTo(calls.timeLeft()) < 0) {
        timeout = calls.after(time, () -> timeOut(time));
      }
      attempts.incrementAndGet();
      try {
        CompletableFuture<Completion> stage = call(request.toBuilder().timeout(time).build());
        source = stage;
        stage.whenComplete((done, failure) -> calls.queue.post(() -> end(done, failure)));
        calls.track(stage);
      } catch (Throwable e) {
        calls.queue.post(() -> end(null, e));
      }
      if (isSettled) {
        timeout.cancel();
        cancelSource();
      }
    }

    private CompletableFuture<Completion> call(CompletionRequest timed) {
      Agent agent = profile.agent();
      var stage =
          calls.isStreamed(key)
              ? agent.stream(timed, piece -> calls.queue.post(() -> calls.text.add(this, piece)))
              : agent.complete(timed);
      if (stage == null) {
        throw AgentException.of(Kind.EMPTY, profile.label() + " returned no stage");
      }
      return stage.toCompletableFuture();
    }

    private void end(@Nullable Completion completion, @Nullable Throwable failure) {
      book(completion, failure);
      if (!settle()) {
        return;
      }
      Completion answer;
      try {
        answer = sound(completion, failure);
      } catch (AgentException e) {
        if (CHARGED.contains(e.kind())) {
          doubt();
        }
        Call.this.fail(e);
        return;
      }
      answer(answer);
    }

    private Completion sound(@Nullable Completion completion, @Nullable Throwable failure) {
      if (failure != null) {
        throw Failures.of(failure, profile.label());
      }
      if (completion == null) {
        throw AgentException.of(Kind.EMPTY, profile.label() + " returned no completion");
      }
      return Answer.of(completion, prompt);
    }

    private void timeOut(Duration time) {
      if (settle()) {
        cutOff();
        Call.this.fail(
            AgentException.of(Kind.TIMEOUT, profile.label() + " gave no answer within " + time));
      }
    }

    /** Ends before it has begun. */
    void fail(AgentException failure) {
      if (settle()) {
        Call.this.fail(failure);
      }
    }

    void abort() {
      if (settle()) {
        cutOff();
      }
    }

    /** Cancels it under way; books what it says then of its cost. */
    private void cutOff() {
      cancelSource();
      CompletableFuture<Completion> stage = source;
      if (stage != null && stage.isDone()) {
        stage.whenComplete(this::book);
      }
      doubt();
    }

    /** Notes that it may have cost more than it says. */
    private void doubt() {
      if (!isBooked) {
        usage = usage.incomplete();
      }
    }

    private void cancelSource() {
      CompletableFuture<Completion> stage = source;
      if (stage != null) {
        stage.cancel(true);
      }
    }

    private boolean settle() {
      if (isSettled) {
        return false;
      }
      isSettled = true;
      timeout.cancel();
      release.run();
      return true;
    }

    private void book(@Nullable Completion completion, @Nullable Throwable failure) {
      if (completion != null) {
        book(Answer.usage(completion, request.conversation().messages()));
      } else if (failure != null) {
        Failures.usage(failure).ifPresent(this::book);
      }
    }

    private void book(Usage used) {
      if (!isBooked) {
        isBooked = true;
        usage = usage.plus(used);
        calls.spend(used);
      }
    }
  }
}
