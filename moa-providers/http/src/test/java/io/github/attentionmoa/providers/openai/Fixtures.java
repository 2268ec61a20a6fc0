package io.github.attentionmoa.providers.openai;

import static io.github.attentionmoa.providers.http.Fixtures.CANARY;
import static io.github.attentionmoa.providers.http.Fixtures.json;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;

/** Agents and replies of this protocol in plain words. */
final class Fixtures {
  static final String LAST_CHUNK = "{'choices':[{'delta':{},'finish_reason':'stop'}]}";

  private Fixtures() {}

  static OpenAiAgent agentOf(MockWebServer server) {
    return OpenAiAgent.builder("m").baseUrl(server.url("/v1").toString()).apiKey(CANARY).build();
  }

  static MockResponse answering(String text) {
    return json(200, wholeReply(text));
  }

  static String wholeReply(String text) {
    return "{'choices':[{'message':{'content':'" + text + "'},'finish_reason':'stop'}]}";
  }

  static String chunk(String text) {
    return "{'choices':[{'delta':{'content':'" + text + "'}}]}";
  }
}
