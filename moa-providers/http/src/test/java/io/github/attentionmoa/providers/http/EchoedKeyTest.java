package io.github.attentionmoa.providers.http;

import static io.github.attentionmoa.providers.http.Fixtures.CANARY;
import static io.github.attentionmoa.providers.http.Fixtures.failure;
import static io.github.attentionmoa.providers.http.Fixtures.json;
import static io.github.attentionmoa.providers.http.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.providers.anthropic.AnthropicAgent;
import io.github.attentionmoa.providers.gemini.GeminiAgent;
import io.github.attentionmoa.providers.responses.ResponsesAgent;
import java.io.PrintWriter;
import java.io.StringWriter;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every place of a protocol's own where a server's words become those of a failure. */
class EchoedKeyTest {
  @StartStop private final MockWebServer server = new MockWebServer();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "anthropic | {'error':{'type':'KEY','message':'wrong KEY'}}",
        "anthropic | {'type':'message','stop_reason':'KEY'}",
        "anthropic | {'type':'message','stop_reason':'refusal','stop_details':{'explanation':'KEY'}}",
        "gemini | {'error':{'code':400,'message':'wrong KEY','details':[{'reason':'KEY'}]}}",
        "gemini | {'promptFeedback':{'blockReason':'KEY','blockReasonMessage':'KEY'}}",
        "gemini | {'candidates':[{'finishReason':'SAFETY','finishMessage':'KEY'}]}",
        "gemini | [{},{'error':{'message':'KEY'}}]",
        "responses | {'error':{'code':'KEY','message':'wrong KEY'}}",
        "responses | {'type':'response.failed','response':{'error':{'message':'KEY'}}}",
        "responses | {'object':'response','output':[{'content':[{'type':'refusal','refusal':'KEY'}]}]}",
        "responses | {'object':'response','incomplete_details':{'reason':'KEY'}}"
      })
  void keyThatTheServerEchoesShowsNowhere(String protocol, String body) {
    server.enqueue(json(200, body.replace("KEY", CANARY)));

    AgentException failure = failure(agent(protocol).complete(question()).toCompletableFuture());

    StringWriter all = new StringWriter();
    failure.printStackTrace(new PrintWriter(all));
    assertThat(all + " " + failure.detail()).contains("***").doesNotContain(CANARY);
  }

  private Agent agent(String protocol) {
    String url = server.url("/v1").toString();
    return switch (protocol) {
      case "anthropic" -> AnthropicAgent.builder("m").baseUrl(url).apiKey(CANARY).build();
      case "gemini" -> GeminiAgent.builder("m").baseUrl(url).apiKey(CANARY).build();
      case "responses" -> ResponsesAgent.builder("m").baseUrl(url).apiKey(CANARY).build();
      default -> throw new IllegalArgumentException(protocol);
    };
  }
}
