package io.github.attentionmoa.providers.http;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that wait for replies: virtual ones where the JDK has them (21 and later). */
final class CallThreads {
  private static final int IDLE_SECONDS = 5;

  private CallThreads() {}

  static ExecutorService create() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      return platformThreads();
    }
  }

  private static ExecutorService platformThreads() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "moa-http");
          thread.setDaemon(true);
          return thread;
        });
  }
}
