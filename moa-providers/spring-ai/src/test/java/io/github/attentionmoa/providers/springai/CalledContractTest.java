package io.github.attentionmoa.providers.springai;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.providers.contract.AgentContract;

class CalledContractTest extends AgentContract {
  private final FakeModel model = new FakeModel();
  private final Agent agent = SpringAiAgent.builder(model).streamed(false).build();

  @Override
  protected Agent agent() {
    return agent;
  }

  @Override
  protected void answerNext(String text) {
    model.answer(text);
  }

  @Override
  protected void failNext() {
    model.fail(new IllegalStateException("down"));
  }

  @Override
  protected boolean canCancel() {
    return false;
  }

  @Override
  protected void keepNextOpen() {
    model.stayOpen();
  }

  @Override
  protected int exchanges() {
    return model.prompts.size();
  }

  @Override
  protected void awaitOpenExchange() throws InterruptedException {
    model.open.await();
  }

  @Override
  protected void awaitCancel() throws InterruptedException {
    model.cancelled.await();
  }
}
