package io.github.attentionmoa.providers.anthropic;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.providers.http.LoopbackContract;

class AnthropicContractTest extends LoopbackContract {
  @Override
  protected Agent agentAt(String url) {
    return AnthropicAgent.builder("m").baseUrl(url).build();
  }

  @Override
  protected String reply(String text) {
    return AnthropicReplyTest.whole("end_turn", "{'type':'text','text':'" + text + "'}");
  }
}
