package io.github.attentionmoa.providers.anthropic;

import static io.github.attentionmoa.providers.http.Fixtures.CANARY;
import static io.github.attentionmoa.providers.http.Fixtures.everything;
import static io.github.attentionmoa.providers.http.Fixtures.json;
import static io.github.attentionmoa.providers.http.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Stage;
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

class AnthropicRequestTest {
  private static final Conversation ASKED =
      Conversation.of(
          List.of(
              Message.system("Be brief."),
              Message.user("One?"),
              Message.assistant("Three."),
              Message.user("Four?")));

  @StartStop private final MockWebServer server = new MockWebServer();

  @Test
  void nothingUnsetIsSentButTheLimitThatMustBe() throws Exception {
    Golden.check("anthropic/plain", sentBy(agent().build()).getBody().utf8());
  }

  @ParameterizedTest
  @CsvSource({"claude-opus-4-1-20250805, both", "claude-haiku-4-5, either", "claude-opus-5, none"})
  void samplingIsSentToModelsThatTakeIt(String model, String golden) throws IOException {
    Golden.check("anthropic/" + golden, body(model, everything()));
  }

  @ParameterizedTest
  @CsvSource({
    "claude-opus-4-7, NONE, 16000",
    "claude-sonnet-5, NONE, 16000",
    "claude-haiku-6, NONE, 16000",
    "anthropic/claude-opus-5, NONE, 16000",
    "claude-sonnet-4-6, BOTH, 16000",
    "claude-sonnet-4-5-20250929, EITHER, 16000",
    "claude-sonnet-4-20250514, BOTH, 16000",
    "claude-3-5-haiku-20241022, BOTH, 8192",
    "claude-3-haiku-20240307, BOTH, 4096",
    "qwen3, BOTH, 16000"
  })
  void limitsFollowFromTheModel(String model, ModelLimits.Sampling sampling, int outputTokens) {
    ModelLimits limits = ModelLimits.of(model);

    assertThat(limits.sampling()).isEqualTo(sampling);
    assertThat(limits.usualOutputTokens()).isEqualTo(outputTokens);
  }

  @Test
  void conversationOutsideOfARunIsCachedToItsEnd() throws IOException {
    Golden.check("anthropic/cached-conversation", cachedBody(CompletionRequest.of(ASKED)));
  }

  @Test
  void firstProposalIsCachedToItsEnd() throws IOException {
    Golden.check("anthropic/cached-conversation", cachedBody(asked(ASKED, Stage.PROPOSE, 1)));
  }

  @Test
  void turnOfAStageIsNotCached() throws IOException {
    Conversation stage = ASKED.user("Answer 2: Five. Join them.");

    Golden.check("anthropic/cached-stage", cachedBody(asked(stage, Stage.AGGREGATE, 1)));
    Golden.check("anthropic/cached-stage", cachedBody(asked(stage, Stage.PROPOSE, 2)));
  }

  @Test
  void ownAnswerIsNotCached() throws IOException {
    Conversation stage = ASKED.assistant("Five.").user("Answer again.");

    Golden.check("anthropic/cached-own-answer", cachedBody(asked(stage, Stage.REFINE, 1)));
  }

  @Test
  void builderTurnsTheCacheOn() throws Exception {
    AnthropicAgent agent = agent().cacheSharedPrefix().build();

    assertThat(sentBy(agent).getBody().utf8()).contains("cache_control");
    assertThat(sentBy(agent.toBuilder().build()).getBody().utf8()).contains("cache_control");
  }

  @Test
  void conversationHasToBeginWithAUserTurn() {
    CompletionRequest request =
        CompletionRequest.of(
            Conversation.of(List.of(Message.assistant("Hello."), Message.user("One?"))));

    assertThatThrownBy(() -> body("m", request))
        .isInstanceOfSatisfying(
            AgentException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_REQUEST))
        .hasMessageContaining("user turn");
  }

  @Test
  void streamAsksForEvents() throws Exception {
    server.enqueue(json(200, AnthropicReplyTest.WHOLE));
    agent().build().stream(question(), piece -> {}).join();

    RecordedRequest request = server.takeRequest();

    assertThat(request.getHeaders().get("Accept")).isEqualTo("text/event-stream");
    Golden.check("anthropic/streamed", request.getBody().utf8());
  }

  @Test
  void extraFieldsReachModelsWhoseOptionsAreLeftOut() throws Exception {
    AnthropicAgent agent =
        AnthropicAgent.builder("claude-opus-5")
            .baseUrl(server.url("/v1").toString())
            .extraBody("{\"thinking\": {\"type\": \"adaptive\"}, \"temperature\": 1}")
            .build();

    Golden.check("anthropic/extra-body", sentBy(agent).getBody().utf8());
  }

  @Test
  void keyIsAskedForEachCallAndSentWithTheVersion() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    AnthropicAgent agent = agent().apiKey(() -> CANARY + calls.incrementAndGet()).build();

    RecordedRequest first = sentBy(agent);
    RecordedRequest second = sentBy(agent);

    assertThat(first.getTarget()).isEqualTo("/v1/messages");
    assertThat(first.getHeaders().get("anthropic-version")).isEqualTo("2023-06-01");
    assertThat(first.getHeaders().get("x-api-key")).isEqualTo(CANARY + "1");
    assertThat(second.getHeaders().get("x-api-key")).isEqualTo(CANARY + "2");
    assertThat(agent.toString() + agent.identity() + agent.endpoint()).doesNotContain(CANARY);
  }

  @Test
  void tokenIsSentAsBearer() throws Exception {
    RecordedRequest request = sentBy(agent().bearerToken(() -> CANARY).build());

    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + CANARY);
    assertThat(request.getHeaders().get("x-api-key")).isNull();
  }

  @Test
  void ownVersionWins() throws Exception {
    AnthropicAgent agent = agent().header("anthropic-version", "2026-10-21").build();

    assertThat(sentBy(agent).getHeaders().values("anthropic-version"))
        .containsExactly("2026-10-21");
  }

  private AnthropicAgent.Builder agent() {
    return AnthropicAgent.builder("m").baseUrl(server.url("/v1").toString());
  }

  private RecordedRequest sentBy(AnthropicAgent agent) throws InterruptedException {
    server.enqueue(json(200, AnthropicReplyTest.WHOLE));
    agent.complete(question()).join();
    return server.takeRequest();
  }

  private static CompletionRequest asked(Conversation conversation, Stage stage, int layer) {
    return CompletionRequest.builder(conversation).key(new CallKey(layer, stage, 1, 1, 1)).build();
  }

  private static String body(String model, CompletionRequest request) {
    return new MessagesRequest(model, ModelLimits.of(model), false)
        .whole(request)
        .body()
        .toString();
  }

  private static String cachedBody(CompletionRequest request) {
    return new MessagesRequest("m", ModelLimits.of("m"), true).whole(request).body().toString();
  }
}
