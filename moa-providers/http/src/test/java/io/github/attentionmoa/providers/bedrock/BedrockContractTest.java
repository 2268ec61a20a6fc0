package io.github.attentionmoa.providers.bedrock;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.providers.http.LoopbackContract;

class BedrockContractTest extends LoopbackContract {
  @Override
  protected Agent agentAt(String url) {
    return BedrockAgent.builder("m").baseUrl(url).build();
  }

  @Override
  protected String reply(String text) {
    return BedrockReplyTest.whole("{'text':'" + text + "'}", "end_turn");
  }
}
