package io.github.attentionmoa.providers.responses;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.providers.http.LoopbackContract;

class ResponsesContractTest extends LoopbackContract {
  @Override
  protected Agent agentAt(String url) {
    return ResponsesAgent.builder("m").baseUrl(url).build();
  }

  @Override
  protected String reply(String text) {
    return ResponsesReplyTest.whole(ResponsesReplyTest.message(text), "'status':'completed'");
  }
}
