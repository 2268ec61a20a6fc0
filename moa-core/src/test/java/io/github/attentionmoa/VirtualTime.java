package io.github.attentionmoa;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A clock, a timer and an executor in one, on the thread of the test.
 *
 * <p>Nothing runs and no time passes until the test lets it. Tasks that are due at the same instant
 * run in an order that the seed decides, as on threads that race.
 */
final class VirtualTime implements Scheduler, Executor {
  private static final Comparator<Task> ORDER =
      Comparator.comparingLong((Task task) -> task.due)
          .thenComparingInt(task -> task.rank)
          .thenComparingLong(task -> task.number);

  private final SplittableRandom random;
  private final PriorityQueue<Task> tasks = new PriorityQueue<>(ORDER);
  private final long origin;
  private long nanos;
  private long number;
  private int timers;

  VirtualTime(long seed) {
    this(seed, 0);
  }

  /** A time whose clock shows any number at the start, as that of the Java platform does. */
  VirtualTime(long seed, long origin) {
    this.random = new SplittableRandom(seed);
    this.origin = origin;
  }

  private static final class Task implements Timer {
    private final long due;
    private final int rank;
    private final long number;
    private final Runnable work;
    private final Runnable onCancel;
    private boolean isOver;

    Task(long due, int rank, long number, Runnable work, Runnable onCancel) {
      this.due = due;
      this.rank = rank;
      this.number = number;
      this.work = work;
      this.onCancel = onCancel;
    }

    @Override
    public void cancel() {
      if (!isOver) {
        isOver = true;
        onCancel.run();
      }
    }
  }

  @Override
  public long nanos() {
    return origin + nanos;
  }

  /** Returns nanoseconds since the start, whatever the clock shows. */
  long elapsed() {
    return nanos;
  }

  Duration now() {
    return Duration.ofNanos(nanos);
  }

  /** Returns how many timers of the engine are still to come. */
  int openTimers() {
    return timers;
  }

  @Override
  public void execute(Runnable task) {
    add(Duration.ZERO, task, () -> {});
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    timers++;
    return add(
        delay,
        () -> {
          timers--;
          task.run();
        },
        () -> timers--);
  }

  /** Runs a task of the test after a while. */
  void after(Duration delay, Runnable task) {
    add(delay, task, () -> {});
  }

  private Task add(Duration delay, Runnable work, Runnable onCancel) {
    long due = nanos + delay.toNanos();
    Task task = new Task(due, random.nextInt(), number++, work, onCancel);
    tasks.add(task);
    return task;
  }

  /** Runs the next task; false if there is none. */
  boolean step() {
    Task task = tasks.poll();
    while (task != null && task.isOver) {
      task = tasks.poll();
    }
    if (task == null) {
      return false;
    }
    nanos = task.due;
    task.isOver = true;
    task.work.run();
    return true;
  }

  /** Runs all there is to run now and later. */
  void run() {
    while (step()) {}
  }

  /** Runs until a future is done, or nothing is left to run; returns it. */
  <T> CompletableFuture<T> runUntil(CompletableFuture<T> future) {
    while (!future.isDone() && step()) {}
    return future;
  }

  /** Runs all that is due until some time from now, and lets that time pass; also within a task. */
  void pass(Duration time) {
    long end = nanos + time.toNanos();
    while (!tasks.isEmpty() && tasks.peek().due <= end) {
      Task task = tasks.poll();
      if (!task.isOver) {
        nanos = task.due;
        task.isOver = true;
        task.work.run();
      }
    }
    nanos = Math.max(nanos, end);
  }
}
