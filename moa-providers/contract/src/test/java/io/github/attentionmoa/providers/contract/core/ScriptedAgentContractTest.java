package io.github.attentionmoa.providers.contract.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.providers.contract.AgentContract;
import io.github.attentionmoa.testing.ScriptedAgent;

class ScriptedAgentContractTest extends AgentContract {
  protected final ScriptedAgent source = ScriptedAgent.of("source");

  @Override
  protected Agent agent() {
    return source;
  }

  @Override
  protected void answerNext(String text) {
    source.next().answer(text);
  }

  @Override
  protected void failNext() {
    source.next().fail(Kind.UNAVAILABLE);
  }

  @Override
  protected void keepNextOpen() {
    source.next().stayOpen();
  }

  @Override
  protected int exchanges() {
    return source.calls().size();
  }

  @Override
  protected void awaitOpenExchange() {
    assertThat(source.calls()).hasSize(1);
  }

  @Override
  protected void awaitCancel() {
    assertThat(source.calls().get(0).isCancelled()).as("cancelled at the source").isTrue();
  }
}
