package io.github.attentionmoa.providers.ollama;

import static io.github.attentionmoa.providers.http.Fixtures.CANARY;
import static io.github.attentionmoa.providers.http.Fixtures.everything;
import static io.github.attentionmoa.providers.http.Fixtures.json;
import static io.github.attentionmoa.providers.http.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.providers.http.Golden;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaRequestTest {
  @StartStop private final MockWebServer server = new MockWebServer();

  @Test
  void nothingUnsetIsSentButThatNothingIsStreamed() throws Exception {
    Golden.check("ollama/plain", sentBy(agent().build(), question()).getBody().utf8());
  }

  @Test
  void everyOptionGoesWhereTheServerLooksForIt() throws Exception {
    OllamaAgent agent = agent().contextTokens(16_384).build();

    Golden.check("ollama/everything", sentBy(agent, everything()).getBody().utf8());
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "high, \"high\""})
  void effortIsASwitchOrADegree(String effort, String think) throws Exception {
    CompletionOptions options = CompletionOptions.builder().effort(effort).build();

    String body =
        sentBy(agent().build(), question().toBuilder().options(options).build()).getBody().utf8();

    assertThat(body).contains("\"think\":" + think);
  }

  @Test
  void extraFieldsMergeIntoTheOptions() throws Exception {
    OllamaAgent agent =
        agent()
            .contextTokens(8192)
            .extraBody("{\"keep_alive\": \"10m\", \"options\": {\"top_k\": 40}}")
            .build();

    Golden.check("ollama/extra-body", sentBy(agent, question()).getBody().utf8());
  }

  @Test
  void streamAsksForLines() throws Exception {
    server.enqueue(json(200, OllamaReplyTest.WHOLE));
    agent().build().stream(question(), piece -> {}).join();

    RecordedRequest request = server.takeRequest();

    assertThat(request.getHeaders().get("Accept")).isEqualTo("application/x-ndjson");
    Golden.check("ollama/streamed", request.getBody().utf8());
  }

  @Test
  void keyOfTheCloudIsSentAsBearer() throws Exception {
    RecordedRequest request = sentBy(agent().apiKey(() -> CANARY).build(), question());

    assertThat(request.getTarget()).isEqualTo("/api/chat");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + CANARY);
  }

  @Test
  void sizeOfTheContextShapesReplies() {
    OllamaAgent agent = OllamaAgent.builder("m").contextTokens(8192).build();

    assertThat(agent.identity()).isEqualTo("ollama m (8192 tokens) http://localhost:11434/");
    assertThat(agent.toBuilder().build().identity()).isEqualTo(agent.identity());
    assertThat(agent.toBuilder().contextTokens(4096).build().identity()).contains("4096");
    assertThat(agent.endpoint()).isEqualTo("http://localhost:11434 m");
  }

  @Test
  void sizeOfTheContextIsChecked() {
    assertThatThrownBy(() -> agent().contextTokens(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("contextTokens: 0 (expected: 1 or more)");
    assertThatThrownBy(() -> agent().contextTokens(1).contextTokens(2))
        .isInstanceOf(IllegalStateException.class);
  }

  private OllamaAgent.Builder agent() {
    return OllamaAgent.builder("m").baseUrl(server.url("/").toString());
  }

  private RecordedRequest sentBy(OllamaAgent agent, CompletionRequest request) throws Exception {
    server.enqueue(json(200, OllamaReplyTest.WHOLE));
    agent.complete(request).join();
    return server.takeRequest();
  }
}
