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

  /**
   * Runs a task once the time is over; the timer returned takes that back.
   *
   * <p>Not on the executor of a run: that may be full of agents that hang, or shut down.
   */
  Timer schedule(Duration delay, Runnable task);

  /** A task to come. */
  @FunctionalInterface
  interface Timer {
    /** A timer of nothing. */
    Timer NONE = () -> {};

    void cancel();
  }

  /** Returns the clock and timer of the Java platform; each task has a thread of its own. */
  static Scheduler system() {
    Executor threads = Tasks.threadPerTask();
    return new Scheduler() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public Timer schedule(Duration delay, Runnable task) {
        Duration within = delay.compareTo(FOREVER) < 0 ? delay : FOREVER;
        CompletableFuture<Void> due = new CompletableFuture<>();
        due.completeOnTimeout(null, within.toNanos(), TimeUnit.NANOSECONDS);
        due.thenRunAsync(task, threads);
        return () -> due.cancel(false);
      }
    };
  }
}
