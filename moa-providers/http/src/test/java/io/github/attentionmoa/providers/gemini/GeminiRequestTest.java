package io.github.attentionmoa.providers.gemini;

import static io.github.attentionmoa.providers.http.Fixtures.CANARY;
import static io.github.attentionmoa.providers.http.Fixtures.everything;
import static io.github.attentionmoa.providers.http.Fixtures.json;
import static io.github.attentionmoa.providers.http.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.providers.http.Golden;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiRequestTest {
  @StartStop private final MockWebServer server = new MockWebServer();

  @Test
  void nothingUnsetIsSent() throws Exception {
    Golden.check("gemini/plain", sentBy(agent("m").build()).getBody().utf8());
  }

  @ParameterizedTest
  @CsvSource({"gemini-3-flash, level", "gemini-2.5-pro, budget", "gemma-3-27b-it, without-system"})
  void everyOptionIsWrittenAsTheModelTakesIt(String model, String golden) throws IOException {
    Golden.check("gemini/" + golden, body(model, everything()));
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-3-flash, high, thinkingLevel, \"HIGH\"",
    "gemini-3.6-flash, minimal, thinkingLevel, \"MINIMAL\"",
    "gemini-3.7-flash, minimal, thinkingLevel, \"LOW\"",
    "gemini-3.1-pro-preview, minimal, thinkingLevel, \"LOW\"",
    "gemini-4-flash, Minimal, thinkingLevel, \"LOW\"",
    "gemini-3-flash, 512, thinkingBudget, 512",
    "gemini-2.5-flash, -1, thinkingBudget, -1",
    "gemini-2.5-flash, none, thinkingBudget, 0",
    "gemini-2.5-flash, medium, thinkingBudget, 8192",
    "gemini-2.5-flash, high, thinkingBudget, 24576"
  })
  void effortIsALevelOrABudget(String model, String effort, String field, String value) {
    CompletionOptions options = CompletionOptions.builder().effort(effort).build();

    String body = body(model, question().toBuilder().options(options).build());

    assertThat(body).contains("{\"thinkingConfig\":{\"" + field + "\":" + value + "}}");
  }

  @Test
  void seedIsCutToThirtyTwoBits() {
    CompletionOptions options = CompletionOptions.builder().seed(0x1_0000_0007L).build();

    String body = body("m", question().toBuilder().options(options).build());

    assertThat(body).contains("\"seed\":7");
  }

  @Test
  void extraFieldsMergeIntoTheOptions() throws Exception {
    GeminiAgent agent =
        agent("m")
            .extraBody(
                "{\"generationConfig\": {\"topK\": 40}, \"cachedContent\": \"cachedContents/1\"}")
            .build();
    CompletionOptions options = CompletionOptions.builder().maxOutputTokens(100).build();
    server.enqueue(json(200, GeminiReplyTest.WHOLE));
    agent.complete(question().toBuilder().options(options).build()).join();

    Golden.check("gemini/extra-body", server.takeRequest().getBody().utf8());
  }

  @Test
  void conversationHasToBeginWithAUserTurn() {
    CompletionRequest request =
        CompletionRequest.of(
            Conversation.of(List.of(Message.assistant("Hello."), Message.user("One?"))));

    assertThatThrownBy(() -> body("m", request)).isInstanceOf(AgentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-3-flash, /v1beta/models/gemini-3-flash:generateContent",
    "models/gemini-3-flash, /v1beta/models/gemini-3-flash:generateContent",
    "tunedModels/mine, /v1beta/tunedModels/mine:generateContent",
    "a?b#c d, /v1beta/models/a%3Fb%23c%20d:generateContent"
  })
  void modelIsPartOfThePath(String model, String path) throws Exception {
    assertThat(sentBy(agent(model).build()).getTarget()).isEqualTo(path);
  }

  @Test
  void streamAsksForEvents() throws Exception {
    server.enqueue(json(200, GeminiReplyTest.WHOLE));
    agent("m").build().stream(question(), piece -> {}).join();

    RecordedRequest request = server.takeRequest();

    assertThat(request.getTarget()).isEqualTo("/v1beta/models/m:streamGenerateContent?alt=sse");
    assertThat(request.getHeaders().get("Accept")).isEqualTo("text/event-stream");
    Golden.check("gemini/plain", request.getBody().utf8());
  }

  @Test
  void keyIsAskedForEachCallAndKeptOutOfTheAddress() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    GeminiAgent agent = agent("m").apiKey(() -> CANARY + calls.incrementAndGet()).build();

    RecordedRequest first = sentBy(agent);
    RecordedRequest second = sentBy(agent);

    assertThat(first.getHeaders().get("x-goog-api-key")).isEqualTo(CANARY + "1");
    assertThat(second.getHeaders().get("x-goog-api-key")).isEqualTo(CANARY + "2");
    assertThat(first.getTarget()).doesNotContain(CANARY);
    assertThat(agent.toString() + agent.identity() + agent.endpoint()).doesNotContain(CANARY);
  }

  @Test
  void tokenIsSentAsBearer() throws Exception {
    RecordedRequest request = sentBy(agent("m").bearerToken(() -> CANARY).build());

    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + CANARY);
    assertThat(request.getHeaders().get("x-goog-api-key")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "europe-west4, europe-west4-aiplatform.googleapis.com",
    "global, aiplatform.googleapis.com",
    "us, aiplatform.us.rep.googleapis.com",
    "eu, aiplatform.eu.rep.googleapis.com"
  })
  void vertexIsReachedByProjectAndLocation(String location, String host) {
    GeminiAgent agent = GeminiAgent.builder("m").vertex("my-project", location).build();

    assertThat(agent.endpoint())
        .isEqualTo(
            "https://%s/v1beta1/projects/my-project/locations/%s/publishers/google m"
                .formatted(host, location));
  }

  @ParameterizedTest
  @CsvSource({"my-project, evil.example/", "a/b, global", "'', global", "p, ''"})
  void vertexTakesNothingButNames(String project, String location) {
    assertThatThrownBy(() -> GeminiAgent.builder("m").vertex(project, location))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }

  private GeminiAgent.Builder agent(String model) {
    return GeminiAgent.builder(model).baseUrl(server.url("/v1beta").toString());
  }

  private RecordedRequest sentBy(GeminiAgent agent) throws InterruptedException {
    server.enqueue(json(200, GeminiReplyTest.WHOLE));
    agent.complete(question()).join();
    return server.takeRequest();
  }

  private static String body(String model, CompletionRequest request) {
    return new GenerateRequest(model, ModelTraits.of(model)).whole(request).body().toString();
  }
}
