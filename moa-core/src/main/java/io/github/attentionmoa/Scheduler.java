package io.github.attentionmoa;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The clock and the timer of runs; tests give a virtual one. Safe for many threads. */
interface Scheduler {
  /** Longest time a timer is set for; what is longer never comes. */
  Duration FOREVER = Duration.ofDays(36_500);

  /** Returns nanoseconds since some moment; never goes back. */
  long nanos();

  /** Runs a task once the time is over, on the executor; the timer returned takes that back. */
  Timer schedule(Duration delay, Runnable task, Executor executor);

  /** A task to come. */
  @FunctionalInterface
  interface Timer {
    /** A timer of nothing. */
    Timer NONE = () -> {};

    void cancel();
  }

  /** Returns the clock and timer of the Java platform, which need no thread of ours. */
  static Scheduler system() {
    return new Scheduler() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public Timer schedule(Duration delay, Runnable task, Executor executor) {
        Duration within = delay.compareTo(FOREVER) < 0 ? delay : FOREVER;
        CompletableFuture<Void> due = new CompletableFuture<>();
        due.completeOnTimeout(null, within.toNanos(), TimeUnit.NANOSECONDS);
        due.thenRunAsync(task, executor);
        return () -> due.cancel(false);
      }
    };
  }
}
