package io.github.attentionmoa.providers.bedrock;

import static io.github.attentionmoa.providers.http.AmazonEvents.event;
import static io.github.attentionmoa.providers.http.AmazonEvents.stream;
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

class BedrockReplyTest {
  static final String WHOLE = whole("{'text':'Because'}", "end_turn");

  private static final byte[] START = event("messageStart", "{'role':'assistant','p':'abc'}");
  private static final byte[] STOP = event("messageStop", "{'stopReason':'end_turn'}");
  private static final byte[] METADATA =
      event(
          "metadata",
          "{'usage':{'inputTokens':5,'cacheReadInputTokens':3,'cacheWriteInputTokens':2,"
              + "'outputTokens':9}}");

  @StartStop private final MockWebServer server = new MockWebServer();

  @ParameterizedTest
  @CsvSource({
    "end_turn, STOP",
    "stop_sequence, STOP",
    "max_tokens, LENGTH",
    "model_context_window_exceeded, LENGTH",
    "tool_use, TOOL",
    "something_new, OTHER"
  })
  void stopReasonIsNormalisedAndKept(String raw, FinishReason reason) {
    server.enqueue(json(200, whole("{'text':'Because'}", raw)));

    Completion completion = agent().complete(question()).join();

    assertThat(completion.finishReason()).isEqualTo(reason);
    assertThat(completion.rawFinishReason()).isEqualTo(raw);
  }

  @ParameterizedTest
  @CsvSource({
    "content_filtered, CONTENT_FILTERED, false",
    "guardrail_intervened, CONTENT_FILTERED, false",
    "malformed_model_output, UNAVAILABLE, true",
    "malformed_tool_use, UNAVAILABLE, true"
  })
  void withheldOrBrokenAnswerIsALostCall(String raw, Kind kind, boolean isRetryable) {
    server.enqueue(json(200, whole("{'text':'Sorry, blocked.'}", raw)));

    AgentException failure = failure(agent().complete(question()));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.isRetryable()).isEqualTo(isRetryable);
    assertThat(failure.detail()).hasValue(raw);
  }

  @Test
  void textAndCitedTextMakeTheAnswerAndReasoningStaysApart() {
    String content =
        "{'reasoningContent':{'reasoningText':{'text':'Hm.','signature':'x'}}},"
            + "{'reasoningContent':{'redactedContent':'eA=='}},{'text':'Be'},"
            + "{'citationsContent':{'content':[{'text':'cause'}],'citations':[{}]}},{'new':{}}";
    server.enqueue(
        json(200, whole(content, "end_turn"))
            .newBuilder()
            .addHeader("x-amzn-requestid", "r1")
            .build());

    Completion completion = agent().complete(question()).join();

    assertThat(completion.text()).isEqualTo("Because");
    assertThat(completion.reasoning()).hasValue("Hm.");
    assertThat(completion.requestId()).hasValue("r1");
  }

  @Test
  void piecesComeInOrderAndReasoningStaysApart() {
    server.enqueue(
        events(
            START,
            delta("{'reasoningContent':{'text':'Hm.'}}"),
            delta("{'reasoningContent':{'signature':'x'}}"),
            event("contentBlockStop", "{'contentBlockIndex':0}"),
            delta("{'text':'Be'}"),
            delta("{'citation':{'title':'no'}}"),
            event("somethingNew", "{'text':'no'}"),
            delta("{'text':'cause'}"),
            STOP,
            METADATA));
    List<String> pieces = new ArrayList<>();

    Completion completion = agent().stream(question(), pieces::add).join();

    assertThat(pieces).containsExactly("Be", "cause");
    assertThat(completion.text()).isEqualTo("Because");
    assertThat(completion.reasoning()).hasValue("Hm.");
    assertThat(completion.rawFinishReason()).isEqualTo("end_turn");
  }

  @Test
  void inputIncludesWhatTheCacheGaveAndTook() {
    server.enqueue(events(START, delta("{'text':'Because'}"), STOP, METADATA));

    Completion completion = agent().stream(question(), piece -> {}).join();

    assertThat(completion.usage().inputTokens()).hasValue(10);
    assertThat(completion.usage().cachedInputTokens()).hasValue(3);
    assertThat(completion.usage().outputTokens()).hasValue(9);
    assertThat(completion.usage().isComplete()).isTrue();
  }

  @Test
  void streamThatEndsBeforeItsStopIsNoAnswer() {
    server.enqueue(events(START, delta("{'text':'Because'}")));

    AgentException failure = failure(agent().stream(question(), piece -> {}));

    assertThat(failure.kind()).isEqualTo(Kind.TRUNCATED);
    assertThat(failure.isRetryable()).isTrue();
  }

  @Test
  void streamWithoutMetadataIsWholeButItsUsageUnknown() {
    server.enqueue(events(START, delta("{'text':'Because'}"), STOP));

    assertThat(agent().stream(question(), piece -> {}).join().usage().isComplete()).isFalse();
  }

  @Test
  void damagedStreamIsMalformed() {
    byte[] damaged = delta("{'text':'Because'}");
    damaged[damaged.length - 10] ^= 1;
    server.enqueue(events(START, damaged, STOP));

    AgentException failure = failure(agent().stream(question(), piece -> {}));

    assertThat(failure.kind()).isEqualTo(Kind.MALFORMED_RESPONSE);
    assertThat(failure.getMessage()).contains("checksum");
  }

  @Test
  void wholeAnswerToAStreamedRequestIsRead() {
    server.enqueue(json(200, WHOLE));

    assertThat(agent().stream(question(), piece -> {}).join().text()).isEqualTo("Because");
  }

  @ParameterizedTest
  @CsvSource({"end_turn, true", "max_tokens, false"})
  void answerWithoutTextIsEmpty(String stopReason, boolean isRetryable) {
    server.enqueue(json(200, whole("{'toolUse':{}}", stopReason)));

    AgentException failure = failure(agent().complete(question()));

    assertThat(failure.kind()).isEqualTo(Kind.EMPTY);
    assertThat(failure.isRetryable()).isEqualTo(isRetryable);
  }

  static String whole(String content, String stopReason) {
    return "{'output':{'message':{'role':'assistant','content':["
        + content
        + "]}},'stopReason':'"
        + stopReason
        + "','usage':{'inputTokens':1,'outputTokens':1}}";
  }

  static byte[] delta(String delta) {
    return event("contentBlockDelta", "{'contentBlockIndex':0,'delta':" + delta + "}");
  }

  static MockResponse events(byte[]... messages) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "application/vnd.amazon.eventstream")
        .body(stream(messages))
        .build();
  }

  private BedrockAgent agent() {
    return BedrockAgent.builder("m").baseUrl(server.url("/").toString()).build();
  }
}
