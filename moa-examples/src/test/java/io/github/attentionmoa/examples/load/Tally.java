package io.github.attentionmoa.examples.load;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaResult;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts how runs and calls end and what no thread has caught, and shows what should not be. */
final class Tally implements RunListener {
  private static final AtomicLong UNCAUGHT = new AtomicLong();

  private final Map<String, AtomicLong> runs = new ConcurrentSkipListMap<>();
  private final Map<String, AtomicLong> lost = new ConcurrentSkipListMap<>();
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong attempts = new AtomicLong();

  static void countUncaught() {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> {
          UNCAUGHT.incrementAndGet();
          thrown.printStackTrace();
        });
  }

  /** Counts a run; fits {@code CompletableFuture.handle}. */
  @Nullable Void run(@Nullable MoaResult result, @Nullable Throwable failure) {
    if (result != null) {
      add(runs, result.stopReason() + (result.isDegraded() ? " degraded" : ""));
    } else if (failure instanceof CancellationException) {
      add(runs, "cancelled");
    } else {
      add(runs, failure.getClass().getSimpleName());
    }
    return null;
  }

  @Override
  public void onCallEnded(CallRecord call) {
    calls.incrementAndGet();
    attempts.addAndGet(call.attempts());
    call.failure().ifPresent(this::lost);
  }

  private void lost(AgentException failure) {
    add(lost, failure.kind().name());
    if (failure.kind() == Kind.AGENT_FAULT) {
      failure.printStackTrace();
    }
  }

  private static void add(Map<String, AtomicLong> counts, String what) {
    counts.computeIfAbsent(what, key -> new AtomicLong()).incrementAndGet();
  }

  @Override
  public String toString() {
    return "runs %s, %s calls, %s attempts, lost %s, %s uncaught"
        .formatted(runs, calls, attempts, lost, UNCAUGHT);
  }
}
