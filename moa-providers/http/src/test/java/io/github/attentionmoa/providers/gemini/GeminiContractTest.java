package io.github.attentionmoa.providers.gemini;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.providers.http.LoopbackContract;

class GeminiContractTest extends LoopbackContract {
  @Override
  protected Agent agentAt(String url) {
    return GeminiAgent.builder("m").baseUrl(url).build();
  }

  @Override
  protected String reply(String text) {
    return GeminiReplyTest.chunk("{'text':'" + text + "'}", "'STOP'");
  }
}
