package io.github.attentionmoa.providers.http;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.providers.contract.AgentContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of agents, for a protocol over HTTP. */
@ExtendWith(NothingLeft.class)
public abstract class LoopbackContract extends AgentContract {
  private LoopbackServer server;
  private Agent agent;

  /** The agent of a service at an address. */
  protected abstract Agent agentAt(String url);

  /** A whole reply of a text, as JSON in which single quotes may stand for double ones. */
  protected abstract String reply(String text);

  @BeforeEach
  void start() throws IOException {
    server = new LoopbackServer();
    agent = agentAt(server.url());
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
    server.reply(200, "application/json", reply(text).replace('\'', '"'));
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
