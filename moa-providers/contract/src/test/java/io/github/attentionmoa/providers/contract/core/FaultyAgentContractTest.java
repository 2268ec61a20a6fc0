package io.github.attentionmoa.providers.contract.core;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.testing.FaultyAgent;

class FaultyAgentContractTest extends ScriptedAgentContractTest {
  @Override
  protected Agent agent() {
    return FaultyAgent.builder(source, 1).build();
  }
}
