package io.github.attentionmoa.examples;

import io.github.attentionmoa.prompt.Message;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A service that does what the next line of its script says. */
final class FakeClient implements YourOwnAgent.Client {
  final Queue<Reply> script = new ConcurrentLinkedQueue<>();
  final AtomicInteger exchanges = new AtomicInteger();
  final CountDownLatch opened = new CountDownLatch(1);
  final CountDownLatch hungUp = new CountDownLatch(1);

  /** How one exchange ends, if it does. */
  interface Reply {
    void give(Consumer<String> onAnswer, Consumer<Exception> onFailure);
  }

  @Override
  public Runnable send(
      List<Message> messages, Consumer<String> onAnswer, Consumer<Exception> onFailure) {
    exchanges.incrementAndGet();
    script.remove().give(onAnswer, onFailure);
    return hungUp::countDown;
  }
}
