package io.github.attentionmoa.providers.anthropic;

import static io.github.attentionmoa.providers.http.Fixtures.events;
import static io.github.attentionmoa.providers.http.Fixtures.failure;
import static io.github.attentionmoa.providers.http.Fixtures.json;
import static io.github.attentionmoa.providers.http.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.FinishReason;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicReplyTest {
  static final String WHOLE = whole("end_turn", "{'type':'text','text':'Because'}");

  private static final String START =
      "{'type':'message_start','message':{'id':'msg_1','model':'claude-x','content':[],"
          + "'usage':{'input_tokens':5,'cache_read_input_tokens':3,"
          + "'cache_creation_input_tokens':2,'output_tokens':1}}}";
  private static final String END =
      "{'type':'message_delta','delta':{'stop_reason':'end_turn'},'usage':{'output_tokens':9,"
          + "'input_tokens':null,'output_tokens_details':{'thinking_tokens':4}}}";
  private static final String STOP = "{'type':'message_stop'}";

  @StartStop private final MockWebServer server = new MockWebServer();

  @ParameterizedTest
  @CsvSource({
    "end_turn, STOP",
    "stop_sequence, STOP",
    "max_tokens, LENGTH",
    "model_context_window_exceeded, LENGTH",
    "tool_use, TOOL",
    "pause_turn, PAUSE",
    "something_new, OTHER"
  })
  void stopReasonIsNormalisedAndKept(String raw, FinishReason reason) {
    Completion completion = complete(json(200, whole(raw, "{'type':'text','text':'Because'}")));

    assertThat(completion.finishReason()).isEqualTo(reason);
    assertThat(completion.rawFinishReason()).isEqualTo(raw);
  }

  @Test
  void textBlocksMakeTheTextAndThinkingStaysApart() {
    String content =
        "{'type':'thinking','thinking':'Hm.','signature':'x'},{'type':'redacted_thinking',"
            + "'data':'y'},{'type':'text','text':'Be'},{'type':'new','text':'no'},"
            + "{'type':'text','text':'cause'}";

    Completion completion = complete(json(200, whole("end_turn", content)));

    assertThat(completion.text()).isEqualTo("Because");
    assertThat(completion.reasoning()).hasValue("Hm.");
    assertThat(completion.requestId()).hasValue("msg_1");
  }

  @Test
  void requestIdOfTheHeaderCounts() {
    MockResponse reply = json(200, WHOLE).newBuilder().addHeader("request-id", "req_1").build();

    assertThat(complete(reply).requestId()).hasValue("req_1");
  }

  @Test
  void inputIncludesWhatTheCacheHeldAndTook() {
    Completion completion = stream(events(START, text(0, "Because"), END, STOP));

    assertThat(completion.usage().inputTokens()).hasValue(10);
    assertThat(completion.usage().cachedInputTokens()).hasValue(3);
    assertThat(completion.usage().outputTokens()).hasValue(9);
    assertThat(completion.usage().reasoningTokens()).hasValue(4);
    assertThat(completion.usage().isComplete()).isTrue();
  }

  @Test
  void piecesComeInOrderAndMakeTheText() {
    List<String> pieces = new ArrayList<>();
    server.enqueue(events(START, block(0, "text"), text(0, "Be"), text(0, "cause"), END, STOP));

    Completion completion = agent().stream(question(), pieces::add).join();

    assertThat(pieces).containsExactly("Be", "cause");
    assertThat(completion.text()).isEqualTo("Because");
    assertThat(completion.model()).hasValue("claude-x");
  }

  @Test
  void unknownEventsBlocksAndDeltasArePassedOver() {
    Completion completion =
        stream(
            events(
                "{'type':'ping'}",
                START,
                "{'type':'new_event','text':'no'}",
                block(0, "compaction"),
                text(0, "no"),
                block(1, "text"),
                text(1, "Because"),
                "{'type':'content_block_delta','index':1,'delta':{'type':'new','text':'no'}}",
                END,
                STOP));

    assertThat(completion.text()).isEqualTo("Because");
  }

  @Test
  void secondStartIsMalformed() {
    AgentException failure = streamFailure(START, text(0, "Be"), START, text(0, "Be"), END, STOP);

    assertThat(failure.kind()).isEqualTo(Kind.MALFORMED_RESPONSE);
    assertThat(failure.isRetryable()).isTrue();
  }

  @Test
  void streamThatEndsBeforeItsStopIsNoAnswer() {
    AgentException failure = streamFailure(START, text(0, "Because"), END);

    assertThat(failure.kind()).isEqualTo(Kind.TRUNCATED);
    assertThat(failure.isRetryable()).isTrue();
  }

  @Test
  void wholeAnswerToAStreamedRequestIsRead() {
    assertThat(stream(json(200, WHOLE)).text()).isEqualTo("Because");
  }

  @Test
  void refusalIsALostCallWithItsExplanation() {
    String refusal =
        "{'type':'message','content':[{'type':'text','text':'I'}],'stop_reason':'refusal',"
            + "'stop_details':{'type':'refusal','explanation':'Not allowed.'}}";
    server.enqueue(json(200, refusal));

    AgentException failure = failure(agent().complete(question()));

    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure.detail()).hasValue("Not allowed.");
  }

  @Test
  void refusalInAStreamNeedsNoExplanation() {
    AgentException failure =
        streamFailure(
            START,
            text(0, "I"),
            "{'type':'message_delta','delta':{'stop_reason':'refusal'},'usage':{}}",
            STOP);

    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure.detail()).hasValue("refusal");
  }

  @ParameterizedTest
  @CsvSource({"end_turn, true", "max_tokens, false"})
  void answerWithoutTextIsEmpty(String stopReason, boolean isRetryable) {
    server.enqueue(json(200, whole(stopReason, "{'type':'thinking','thinking':'Hm.'}")));

    AgentException failure = failure(agent().complete(question()));

    assertThat(failure.kind()).isEqualTo(Kind.EMPTY);
    assertThat(failure.isRetryable()).isEqualTo(isRetryable);
  }

  static String whole(String stopReason, String content) {
    return "{'id':'msg_1','type':'message','model':'claude-x','content':["
        + content
        + "],'stop_reason':'"
        + stopReason
        + "','stop_details':null,'usage':{'input_tokens':1,'output_tokens':1}}";
  }

  private static String block(int index, String type) {
    return "{'type':'content_block_start','index':%d,'content_block':{'type':'%s','text':''}}"
        .formatted(index, type);
  }

  private static String text(int index, String text) {
    return "{'type':'content_block_delta','index':%d,'delta':{'type':'text_delta','text':'%s'}}"
        .formatted(index, text);
  }

  private AnthropicAgent agent() {
    return AnthropicAgent.builder("m").baseUrl(server.url("/v1").toString()).build();
  }

  private Completion complete(MockResponse reply) {
    server.enqueue(reply);
    return agent().complete(question()).join();
  }

  private Completion stream(MockResponse reply) {
    server.enqueue(reply);
    return agent().stream(question(), piece -> {}).join();
  }

  private AgentException streamFailure(String... payloads) {
    server.enqueue(events(payloads));
    return failure(agent().stream(question(), piece -> {}));
  }
}
