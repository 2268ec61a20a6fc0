package io.github.attentionmoa.providers.openai;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.providers.http.LoopbackContract;

class OpenAiContractTest extends LoopbackContract {
  @Override
  protected Agent agentAt(String url) {
    return OpenAiAgent.builder("m").baseUrl(url).build();
  }

  @Override
  protected String reply(String text) {
    return Fixtures.wholeReply(text);
  }
}
