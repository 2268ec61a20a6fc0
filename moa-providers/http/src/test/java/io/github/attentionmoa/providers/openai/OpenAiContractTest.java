package io.github.attentionmoa.providers.openai;

import static io.github.attentionmoa.providers.openai.Fixtures.wholeReply;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.providers.contract.AgentContract;
import io.github.attentionmoa.providers.http.LoopbackServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class OpenAiContractTest extends AgentContract {
  private LoopbackServer server;
  private Agent agent;

  @BeforeEach
  void start() throws IOException {
    server = new LoopbackServer();
    agent = OpenAiAgent.builder("m").baseUrl(server.url()).build();
  }

  @AfterEach
  void stop() throws IOException {
    agent.close();
    server.close();
  }

  @Override
  protected Agent agent() {
    return agent;
  }

  @Override
  protected void answerNext(String text) {
    server.reply(200, "application/json", wholeReply("\"" + text + "\"", "stop"));
  }

  @Override
  protected void failNext() {
    server.reply(500, "text/plain", "no");
  }

  @Override
  protected void keepNextOpen() {
    server.keepOpen();
  }

  @Override
  protected int exchanges() {
    return server.exchanges();
  }

  @Override
  protected void awaitOpenExchange() throws Exception {
    server.awaitOpen();
  }

  @Override
  protected void awaitCancel() throws Exception {
    server.awaitClosed();
  }
}
