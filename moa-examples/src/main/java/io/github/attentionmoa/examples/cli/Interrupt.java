package io.github.attentionmoa.examples.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C: cancels the run, and keeps the process until what there was is printed. */
final class Interrupt {
  private static final long PATIENCE_SECONDS = 10;

  private final CountDownLatch printed = new CountDownLatch(1);
  private Runnable action = () -> {};
  private boolean isWatching;
  private boolean hasFired;

  /** Sets what cancels the run; runs it at once if the interrupt was earlier. */
  synchronized void onFire(Runnable cancel) {
    action = cancel;
    isWatching = true;
    if (hasFired) {
      cancel.run();
    }
  }

  /** Cancels the run, if there is one. */
  synchronized void fire() {
    hasFired = true;
    action.run();
  }

  /** Ends the watch: there is nothing to cancel any more, and all is printed. */
  void done() {
    printed.countDown();
  }

  /** The shutdown hook: after a normal end it has nothing to do. */
  void hook() {
    if (printed.getCount() == 0 || !fireIfWatching()) {
      return;
    }
    try {
      boolean unused = printed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean fireIfWatching() {
    fire();
    return isWatching;
  }
}
