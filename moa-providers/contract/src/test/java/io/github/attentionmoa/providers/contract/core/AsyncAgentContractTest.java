package io.github.attentionmoa.providers.contract.core;

import io.github.attentionmoa.agent.Agent;

class AsyncAgentContractTest extends ScriptedAgentContractTest {
  @Override
  protected Agent agent() {
    return Agent.async("async", source::complete);
  }
}
