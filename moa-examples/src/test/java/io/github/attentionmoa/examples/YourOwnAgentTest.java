package io.github.attentionmoa.examples;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.providers.contract.AgentContract;
import java.io.IOException;

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
}
// docs: end
