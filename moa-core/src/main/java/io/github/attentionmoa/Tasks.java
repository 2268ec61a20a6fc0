package io.github.attentionmoa;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** Where agents and plug-ins are called. */
final class Tasks {
  /** The task that a thread is just about to run. */
  private static final ThreadLocal<Runnable> NEXT = new ThreadLocal<>();

  private Tasks() {}

  /**
   * Returns the default executor: one new thread a task, virtual where there are such threads.
   *
   * <p>There is no pool, so nothing has to be closed; the threads do not keep a program alive.
   */
  static Executor threadPerTask() {
    try {
      return (Executor) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return task -> {
        Thread thread = new Thread(task, "attention-moa");
        thread.setDaemon(true);
        thread.start();
      };
    }
  }

  /**
   * Returns what lets tasks run in the context of the thread that calls this.
   *
   * <p>The decorator is applied once, here, where the context is; its runnable then carries all
   * tasks, each handed to it by the thread that is going to run it.
   */
  static UnaryOperator<Runnable> inContext(UnaryOperator<Runnable> decorator) {
    Runnable carrier = requireNonNull(decorator.apply(Tasks::runNext), "decorated task");
    return task -> () -> carry(carrier, task);
  }

  private static void runNext() {
    Runnable task = NEXT.get();
    NEXT.remove();
    task.run();
  }

  /** Runs the task in its context, or without it if the carrier throws before or runs nothing. */
  private static void carry(Runnable carrier, Runnable task) {
    NEXT.set(task);
    try {
      carrier.run();
    } finally {
      if (NEXT.get() == task) {
        runNext();
      }
    }
  }
}
