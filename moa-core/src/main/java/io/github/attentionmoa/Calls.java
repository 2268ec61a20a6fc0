package io.github.attentionmoa;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Prompt;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.CallRecord.Outcome;
import io.github.attentionmoa.stop.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The calls of one run: starts them, keeps count of what they cost, and breaks them off.
 *
 * <p>Used on the queue of the run alone, but for what is said to be safe elsewhere.
 */
final class Calls {
  final Settings settings;
  final RunQueue queue;
  final Executor executor;
  final Permits permits;
  final RunListener listener;
  final StreamedText text;
  final Journal journal;

  private final UnaryOperator<Runnable> context;
  private final Conversation conversation;
  private final Consumer<StopReason> onSpent;
  private final long startNanos;
  private final long mostExchanges;
  private final Map<Object, Endpoint> endpoints = new HashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<CallRecord> faults = new ArrayList<>();
  private final Map<Long, CompletableFuture<Completion>> live = new ConcurrentSkipListMap<>();
  private final AtomicLong tracked = new AtomicLong();
  private final List<PlugIn<?>> plugIns = new ArrayList<>();
  private long exchanges;
  private Usage spent = Usage.of(0, 0);
  private volatile boolean isOver;

  Calls(Run run, Consumer<StopReason> onSpent) {
    this.settings = run.settings;
    this.queue = run.queue;
    this.context = run.context;
    this.executor = task -> settings.executor().execute(context.apply(task));
    this.permits = run.permits;
    this.listener = run.listener;
    this.text = new StreamedText(run.listener);
    this.journal = new Journal(this);
    this.conversation = run.conversation;
    this.onSpent = onSpent;
    this.startNanos = settings.scheduler().nanos();
    this.mostExchanges = most(settings.budget(), run.plan);
  }

  private static long most(Budget budget, RunPlan plan) {
    return budget.calls().orElse(Math.max(1, 3 * plan.calls()));
  }

  /** Starts a call; the future ends on the queue, with a sound answer or an AgentException. */
  CompletableFuture<Completion> start(CallKey key, Agent agent, Prompt prompt) {
    if (isOver) {
      return CompletableFuture.failedFuture(
          AgentException.of(Kind.REJECTED, "not called: the run is over"));
    }
    CompletionRequest request =
        CompletionRequest.builder(prompt.render(conversation))
            .options(settings.options(key.stage()))
            .key(key)
            .build();
    Profile profile;
    try {
      profile = Profile.of(agent, key);
    } catch (Error e) {
      crash(e);
      return new CompletableFuture<>();
    }
    Call call = new Call(this, profile, prompt, request);
    calls.add(call);
    call.start();
    return call.result();
  }

  /** Returns what the run knows of an endpoint. */
  Endpoint endpoint(Object door) {
    return endpoints.computeIfAbsent(door, key -> new Endpoint());
  }

  /** Takes one exchange from the budget, or ends the run if none or no time is left. */
  boolean takeExchange() {
    if (!isOver && timeLeft().isZero()) {
      onSpent.accept(StopReason.DEADLINE);
    }
    if (!isOver && (exchanges >= mostExchanges || areTokensSpent(settings.budget()))) {
      onSpent.accept(StopReason.BUDGET);
    }
    exchanges += isOver ? 0 : 1;
    return !isOver;
  }

  private boolean areTokensSpent(Budget budget) {
    return spent.inputTokens().orElse(0) >= budget.inputTokens().orElse(Long.MAX_VALUE)
        || spent.outputTokens().orElse(0) >= budget.outputTokens().orElse(Long.MAX_VALUE);
  }

  void spend(Usage usage) {
    spent = spent.plus(usage);
  }

  /** Tells whether this call is the one whose words become the answer. */
  boolean isStreamed(CallKey key) {
    return key.layer() == settings.depth()
        && key.stage() == settings.lastStage()
        && listener.readsText();
  }

  /** Notes that a plug-in did not do its part. */
  void fault(CallRecord record) {
    faults.add(record);
    listener.onCallStarted(record.key(), record.agent());
    listener.onCallEnded(record);
  }

  /** Returns nanoseconds since the start of the run; safe for many threads. */
  Duration now() {
    return Duration.ofNanos(settings.scheduler().nanos() - startNanos);
  }

  /** Returns how long an exchange that starts now may take; safe for many threads. */
  Duration timeout() {
    Duration left = timeLeft();
    return left.compareTo(settings.callTimeout()) < 0 ? left : settings.callTimeout();
  }

  /** Returns the time to the deadline of the run, zero if it has passed. */
  Duration timeLeft() {
    Duration left = settings.budget().deadline().orElse(Scheduler.FOREVER).minus(now());
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Runs a task on the queue after a while; safe for many threads. */
  Scheduler.Timer after(Duration delay, Runnable task) {
    return settings.scheduler().schedule(delay, context.apply(() -> queue.post(task)));
  }

  /** Notes an exchange under way, to be cut off by {@link #cut}; safe for many threads. */
  void track(CompletableFuture<Completion> source) {
    Long exchange = tracked.incrementAndGet();
    live.put(exchange, source);
    source.whenComplete((completion, failure) -> live.remove(exchange));
    if (isOver) {
      source.cancel(true);
    }
  }

  /** Lets no further exchange start and cuts off those under way; safe for many threads. */
  void cut() {
    isOver = true;
    List.copyOf(live.values()).forEach(source -> source.cancel(true));
  }

  boolean isOver() {
    return isOver;
  }

  /** Notes a plug-in at work, to be given up when the run ends. */
  void track(PlugIn<?> plugIn) {
    plugIns.add(plugIn);
  }

  /** Ends the run with an error; safe for many threads. */
  void crash(Error error) {
    queue.post(
        () -> {
          throw error;
        });
  }

  /** Ends all calls that are still open, as cancelled or, if never started, skipped. */
  void end() {
    cut();
    text.close();
    journal.close();
    plugIns.forEach(PlugIn::abort);
    for (Call call : List.copyOf(calls)) {
      call.abort();
    }
  }

  /** Returns what became of all calls, those that have ended. */
  List<CallRecord> records() {
    List<CallRecord> records = new ArrayList<>(faults);
    calls.forEach(call -> records.add(call.record()));
    return records;
  }

  /** Tells by what word a lost call goes. */
  static Outcome outcome(AgentException failure) {
    return switch (failure.kind()) {
      case TIMEOUT -> Outcome.TIMED_OUT;
      case EMPTY -> Outcome.EMPTY;
      case REFUSED, CONTENT_FILTERED -> Outcome.REFUSED;
      case REJECTED -> Outcome.SKIPPED;
      case CANCELLED -> Outcome.CANCELLED;
      default -> Outcome.FAILED;
    };
  }
}
