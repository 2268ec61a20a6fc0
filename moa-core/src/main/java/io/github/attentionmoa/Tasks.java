package io.github.attentionmoa;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

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
   * Returns the executor of a run, whose tasks run in the context of the thread that starts it.
   *
   * <p>The decorator is applied once, here, where the context is; its runnable then carries all
   * tasks of the run, each handed to it by the thread that is going to run it.
   */
  static Executor inContext(Settings settings) {
    Runnable carrier =
        settings
            .taskDecorator()
            .apply(
                () -> {
                  Runnable task = NEXT.get();
                  NEXT.remove();
                  task.run();
                });
    return task ->
        settings
            .executor()
            .execute(
                () -> {
                  NEXT.set(task);
                  carrier.run();
                });
  }
}
