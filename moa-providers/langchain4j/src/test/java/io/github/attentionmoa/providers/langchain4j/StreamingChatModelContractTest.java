package io.github.attentionmoa.providers.langchain4j;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.providers.contract.AgentContract;

class StreamingChatModelContractTest extends AgentContract {
  private final FakeStreamingModel model = new FakeStreamingModel();
  private final Agent agent = LangChain4jAgent.of(model);

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
    model.fail();
  }

  @Override
  protected void keepNextOpen() {
    model.stayOpen();
  }

  @Override
  protected int exchanges() {
    return model.requests.get();
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
