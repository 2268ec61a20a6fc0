package io.github.attentionmoa.providers.contract.core;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.providers.contract.AgentContract;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A function blocks, so nothing can cancel it. */
class FunctionAgentContractTest extends AgentContract {
  private final Queue<Supplier<String>> source = new ConcurrentLinkedQueue<>();
  private final AtomicInteger exchanges = new AtomicInteger();
  private final Agent agent =
      Agent.of(
          "function",
          request -> {
            exchanges.incrementAndGet();
            return source.remove().get();
          });

  @Override
  protected Agent agent() {
    return agent;
  }

  @Override
  protected void answerNext(String text) {
    source.add(() -> text);
  }

  @Override
  protected void failNext() {
    source.add(
        () -> {
          throw AgentException.of(Kind.UNAVAILABLE, "scripted");
        });
  }

  @Override
  protected int exchanges() {
    return exchanges.get();
  }

  @Override
  protected boolean canCancel() {
    return false;
  }

  @Override
  protected void keepNextOpen() {}

  @Override
  protected void awaitOpenExchange() {}

  @Override
  protected void awaitCancel() {}
}
