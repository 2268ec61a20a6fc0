package io.github.attentionmoa;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs tasks one after the other, in the order in which they were posted.
 *
 * <p>All state of a run changes here and needs no lock. Whoever posts into an empty queue works it
 * off, so there is no thread to own. A task that throws does not keep later ones from running.
 */
final class RunQueue {
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger open = new AtomicInteger();
  private final Consumer<Throwable> onThrow;

  RunQueue(Consumer<Throwable> onThrow) {
    this.onThrow = onThrow;
  }

  void post(Runnable task) {
    tasks.add(task);
    if (open.getAndIncrement() == 0) {
      do {
        runNext();
      } while (open.decrementAndGet() > 0);
    }
  }

  private void runNext() {
    try {
      tasks.remove().run();
    } catch (Throwable e) {
      onThrow.accept(e);
    }
  }
}
