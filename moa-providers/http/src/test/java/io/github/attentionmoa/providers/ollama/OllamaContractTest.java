package io.github.attentionmoa.providers.ollama;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.providers.http.LoopbackContract;

class OllamaContractTest extends LoopbackContract {
  @Override
  protected Agent agentAt(String url) {
    return OllamaAgent.builder("m").baseUrl(url).build();
  }

  @Override
  protected String reply(String text) {
    return OllamaReplyTest.last(text, "'done_reason':'stop'");
  }
}
