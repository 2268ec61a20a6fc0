package io.github.attentionmoa.examples;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.providers.contract.AgentContract;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

// docs: agent-contract
/** Checks that the engine can rely on {@link YourOwnAgent}. */
class YourOwnAgentTest extends AgentContract {
  private final FakeClient client = new FakeClient();
  private final Agent agent = new YourOwnAgent(client);

  @Override
  protected Agent agent() {
    return agent;
  }

  @Override
  protected void answerNext(String text) {
    client.script.add((onAnswer, onFailure) -> onAnswer.accept(text));
  }

  @Override
  protected void failNext() {
    client.script.add((onAnswer, onFailure) -> onFailure.accept(new IOException("scripted")));
  }

  @Override
  protected void keepNextOpen() {
    client.script.add((onAnswer, onFailure) -> client.opened.countDown());
  }

  @Override
  protected int exchanges() {
    return client.exchanges.get();
  }

  @Override
  protected void awaitOpenExchange() throws InterruptedException {
    client.opened.await();
  }

  @Override
  protected void awaitCancel() throws InterruptedException {
    client.hungUp.await();
  }

  // docs: end

  /** A service that does what the next line of its script says. */
  private static final class FakeClient implements YourOwnAgent.Client {
    private final Queue<Reply> script = new ConcurrentLinkedQueue<>();
    private final AtomicInteger exchanges = new AtomicInteger();
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch hungUp = new CountDownLatch(1);

    @Override
    public Runnable send(
        List<Message> messages, Consumer<String> onAnswer, Consumer<Exception> onFailure) {
      exchanges.incrementAndGet();
      script.remove().give(onAnswer, onFailure);
      return hungUp::countDown;
    }
  }

  /** How one exchange ends, if it does. */
  private interface Reply {
    void give(Consumer<String> onAnswer, Consumer<Exception> onFailure);
  }
}
