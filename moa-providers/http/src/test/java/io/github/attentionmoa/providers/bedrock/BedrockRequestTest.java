package io.github.attentionmoa.providers.bedrock;

import static io.github.attentionmoa.providers.http.Fixtures.CANARY;
import static io.github.attentionmoa.providers.http.Fixtures.everything;
import static io.github.attentionmoa.providers.http.Fixtures.json;
import static io.github.attentionmoa.providers.http.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.providers.http.Golden;
import java.util.List;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BedrockRequestTest {
  @StartStop private final MockWebServer server = new MockWebServer();

  @Test
  void nothingUnsetIsSent() throws Exception {
    Golden.check("bedrock/plain", sentBy(agent("m").build(), question()).getBody().utf8());
  }

  @Test
  void everyOptionThatConverseKnowsIsSent() throws Exception {
    Golden.check("bedrock/everything", sentBy(agent("m").build(), everything()).getBody().utf8());
  }

  @Test
  void whatTheCallsOfARunShareIsMarkedForTheCache() throws Exception {
    CompletionRequest stage =
        CompletionRequest.builder(
                Conversation.of("One?").system("Be brief.").user("Answer 2: Five. Join them."))
            .key(new CallKey(1, Stage.AGGREGATE, 0, 0, 1))
            .build();
    BedrockAgent agent = agent("m").cacheSharedPrefix().build();

    Golden.check("bedrock/cached-stage", sentBy(agent, stage).getBody().utf8());
    Golden.check("bedrock/cached-stage", sentBy(agent.toBuilder().build(), stage).getBody().utf8());
    Golden.check("bedrock/cached-question", sentBy(agent, question()).getBody().utf8());
  }

  @Test
  void extraFieldsMergeIntoTheOptions() throws Exception {
    BedrockAgent agent =
        agent("m")
            .extraBody(
                "{\"additionalModelRequestFields\": {\"top_k\": 40},"
                    + " \"inferenceConfig\": {\"temperature\": null}, \"outputConfig\": null}")
            .build();

    Golden.check("bedrock/extra-body", sentBy(agent, everything()).getBody().utf8());
  }

  @ParameterizedTest
  @CsvSource({
    "us.amazon.nova-2-lite-v1:0, us.amazon.nova-2-lite-v1%3A0",
    "arn:aws:bedrock:us-east-1:1:inference-profile/p,"
        + " arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fp",
    "a?b#c d, a%3Fb%23c%20d"
  })
  void modelIsOneSegmentOfThePath(String model, String segment) throws Exception {
    assertThat(sentBy(agent(model).build(), question()).getTarget())
        .isEqualTo("/model/" + segment + "/converse");
  }

  @Test
  void streamHasAPathOfItsOwnAndTheSameBody() throws Exception {
    server.enqueue(json(200, BedrockReplyTest.WHOLE));
    agent("m").build().stream(question(), piece -> {}).join();

    RecordedRequest request = server.takeRequest();

    assertThat(request.getTarget()).isEqualTo("/model/m/converse-stream");
    assertThat(request.getHeaders().get("Accept")).isEqualTo("application/vnd.amazon.eventstream");
    Golden.check("bedrock/plain", request.getBody().utf8());
  }

  @Test
  void keyIsSentAsBearerAndShownNowhere() throws Exception {
    BedrockAgent agent = agent("m").apiKey(() -> CANARY).build();

    assertThat(sentBy(agent, question()).getHeaders().get("Authorization"))
        .isEqualTo("Bearer " + CANARY);
    assertThat(agent.toString() + agent.identity() + agent.endpoint()).doesNotContain(CANARY);
  }

  @Test
  void regionGivesTheAddress() {
    BedrockAgent agent = BedrockAgent.builder("m").region("eu-central-1").build();

    assertThat(agent.endpoint()).isEqualTo("https://bedrock-runtime.eu-central-1.amazonaws.com m");
    assertThat(agent.toBuilder().build().endpoint()).isEqualTo(agent.endpoint());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "us", "us-east-1.evil.example/", "us east", "US-EAST-1"})
  void regionIsChecked(String region) {
    assertThatThrownBy(() -> BedrockAgent.builder("m").region(region))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("region: ");
  }

  @Test
  void addressIsNeeded() {
    assertThatThrownBy(() -> BedrockAgent.builder("m").build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("region", "baseUrl");
  }

  @Test
  void conversationHasToBeginWithAUserTurn() {
    CompletionRequest request =
        CompletionRequest.of(
            Conversation.of(List.of(Message.assistant("Hello."), Message.user("One?"))));

    assertThatThrownBy(() -> agent("m").build().complete(request))
        .isInstanceOf(AgentException.class);
  }

  private BedrockAgent.Builder agent(String model) {
    return BedrockAgent.builder(model).baseUrl(server.url("/").toString());
  }

  private RecordedRequest sentBy(BedrockAgent agent, CompletionRequest request) throws Exception {
    server.enqueue(json(200, BedrockReplyTest.WHOLE));
    agent.complete(request).join();
    return server.takeRequest();
  }
}
