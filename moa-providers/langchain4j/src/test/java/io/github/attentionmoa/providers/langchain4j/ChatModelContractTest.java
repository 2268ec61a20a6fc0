package io.github.attentionmoa.providers.langchain4j;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.providers.contract.AgentContract;

class ChatModelContractTest extends AgentContract {
  private final FakeModel model = new FakeModel();
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
  protected int exchanges() {
    return model.requests.size();
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
