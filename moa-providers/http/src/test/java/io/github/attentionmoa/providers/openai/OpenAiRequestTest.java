package io.github.attentionmoa.providers.openai;

import static io.github.attentionmoa.providers.http.Fixtures.CANARY;
import static io.github.attentionmoa.providers.http.Fixtures.everything;
import static io.github.attentionmoa.providers.http.Fixtures.question;
import static io.github.attentionmoa.providers.openai.Fixtures.agentOf;
import static io.github.attentionmoa.providers.openai.Fixtures.answering;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.providers.http.Golden;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiRequestTest {
  @StartStop private final MockWebServer server = new MockWebServer();

  @Test
  void nothingUnsetIsSent() throws Exception {
    Golden.check("openai/plain", bodyOf(agentOf(server), question()));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, any-server",
    "api.openai.com, openai",
    "res.openai.azure.com, openai",
    "api.groq.com, groq",
    "api.mistral.ai, mistral",
    "openrouter.ai, openrouter",
    "api.deepseek.com, deepseek",
    "api.together.xyz, together",
    "api.perplexity.ai, perplexity"
  })
  void everyOptionHasTheServersNameForIt(String host, String golden) throws IOException {
    String body = new ChatRequest("m", Dialect.of(host)).streamed(everything()).body().toString();

    Golden.check("openai/" + golden, body);
  }

  @Test
  void streamAsksForEventsAndUsage() throws Exception {
    server.enqueue(answering("Because"));
    agentOf(server).stream(question(), piece -> {}).join();

    RecordedRequest request = server.takeRequest();

    assertThat(request.getHeaders().get("Accept")).isEqualTo("text/event-stream");
    Golden.check("openai/streamed", request.getBody().utf8());
  }

  @Test
  void extraFieldsMergeReplaceAndRemove() throws Exception {
    OpenAiAgent agent =
        OpenAiAgent.builder("m")
            .baseUrl(server.url("/v1/").toString())
            .extraBody("{\"top_k\": 40, \"model\": \"other\", \"stop\": null, \"a\": {\"b\": [1]}}")
            .build();

    Golden.check(
        "openai/extra-body",
        bodyOf(agent, question().toBuilder().options(everything().options()).build()));
  }

  @Test
  void pathFollowsTheBaseUrlAndKeepsItsQuery() throws Exception {
    String url = server.url("/openai/deployments/d?api-version=2024-10-21").toString();
    server.enqueue(answering("Because"));
    OpenAiAgent.builder("m").baseUrl(url).build().complete(question()).join();

    assertThat(server.takeRequest().getTarget())
        .isEqualTo("/openai/deployments/d/chat/completions?api-version=2024-10-21");
  }

  @Test
  void keyIsAskedForEachCallAndSentAsBearer() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    OpenAiAgent agent =
        OpenAiAgent.builder("m")
            .baseUrl(server.url("/v1").toString())
            .apiKey(() -> CANARY + calls.incrementAndGet())
            .build();

    assertThat(headerOf(agent, "Authorization")).isEqualTo("Bearer " + CANARY + "1");
    assertThat(headerOf(agent, "Authorization")).isEqualTo("Bearer " + CANARY + "2");
  }

  @Test
  void withoutAKeyNoneIsSent() throws Exception {
    OpenAiAgent agent = OpenAiAgent.builder("m").baseUrl(server.url("/v1").toString()).build();

    assertThat(headerOf(agent, "Authorization")).isNull();
  }

  @Test
  void ownHeaderWins() throws Exception {
    OpenAiAgent agent =
        OpenAiAgent.builder("m")
            .baseUrl(server.url("/v1").toString())
            .apiKey(CANARY)
            .header("User-Agent", "mine")
            .build();

    assertThat(headerOf(agent, "User-Agent")).isEqualTo("mine");
  }

  @Test
  void copyOfAnAgentSpeaksToTheSameService() throws Exception {
    OpenAiAgent copy = agentOf(server).toBuilder().name("second").build();

    assertThat(headerOf(copy, "Authorization")).isEqualTo("Bearer " + CANARY);
    assertThat(copy.name()).isEqualTo("second");
  }

  private String headerOf(OpenAiAgent agent, String header) throws InterruptedException {
    server.enqueue(answering("Because"));
    agent.complete(question()).join();
    return server.takeRequest().getHeaders().get(header);
  }

  private String bodyOf(OpenAiAgent agent, CompletionRequest request) throws InterruptedException {
    server.enqueue(answering("Because"));
    agent.complete(request).join();
    return server.takeRequest().getBody().utf8();
  }
}
