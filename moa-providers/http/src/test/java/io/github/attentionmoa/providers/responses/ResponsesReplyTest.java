package io.github.attentionmoa.providers.responses;

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

class ResponsesReplyTest {
  static final String WHOLE = whole(message("Because"), "'status':'completed'");

  private static final String USAGE =
      ",'usage':{'input_tokens':9,'input_tokens_details':{'cached_tokens':4},'output_tokens':7,"
          + "'output_tokens_details':{'reasoning_tokens':5}}";

  @StartStop private final MockWebServer server = new MockWebServer();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'status':'completed' | completed | STOP",
        "'status':'incomplete','incomplete_details':{'reason':'max_output_tokens'} | max_output_tokens | LENGTH",
        "'status':'incomplete','incomplete_details':{'reason':'new'} | new | OTHER",
        "'status':'in_progress' | in_progress | PAUSE"
      },
      quoteCharacter = '`')
  void statusIsNormalisedAndKept(String status, String raw, FinishReason reason) {
    Completion completion = complete(whole(message("Because"), status));

    assertThat(completion.finishReason()).isEqualTo(reason);
    assertThat(completion.rawFinishReason()).isEqualTo(raw);
  }

  @Test
  void messagesMakeTheTextAndReasoningStaysApart() {
    String output =
        "{'type':'reasoning','summary':[{'type':'summary_text','text':'H'}],"
            + "'content':[{'type':'reasoning_text','text':'m.'}]},{'type':'new','x':1},"
            + message("Be")
            + ","
            + message("cause");

    Completion completion = complete(whole(output, "'status':'completed'"));

    assertThat(completion.text()).isEqualTo("Because");
    assertThat(completion.reasoning()).hasValue("Hm.");
    assertThat(completion.requestId()).hasValue("resp_1");
    assertThat(completion.model()).hasValue("gpt-x");
  }

  @Test
  void callOfAToolIsNoOrdinaryEnd() {
    String output = message("Let me see.") + ",{'type':'function_call','name':'f'}";

    assertThat(complete(whole(output, "'status':'completed'")).finishReason())
        .isEqualTo(FinishReason.TOOL);
  }

  @Test
  void usageTellsCachedAndReasoningTokens() {
    Completion completion = complete(whole(message("Because"), "'status':'completed'" + USAGE));

    assertThat(completion.usage().inputTokens()).hasValue(9);
    assertThat(completion.usage().cachedInputTokens()).hasValue(4);
    assertThat(completion.usage().outputTokens()).hasValue(7);
    assertThat(completion.usage().reasoningTokens()).hasValue(5);
  }

  @Test
  void piecesComeInOrderAndTheEndDoesNotRepeatThem() {
    List<String> pieces = new ArrayList<>();
    server.enqueue(
        events(
            "{'type':'response.created','response':{'id':'resp_1','status':'in_progress'}}",
            "{'type':'response.reasoning_summary_text.delta','delta':'Hm.'}",
            delta("Be"),
            "{'type':'response.new','delta':'no'}",
            delta("cause"),
            "{'type':'response.output_text.done','text':'Because'}",
            "{'type':'response.completed','response':" + WHOLE + "}"));

    Completion completion = agent().stream(question(), pieces::add).join();

    assertThat(pieces).containsExactly("Be", "cause");
    assertThat(completion.text()).isEqualTo("Because");
    assertThat(completion.reasoning()).hasValue("Hm.");
    assertThat(completion.finishReason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void wholeAnswerToAStreamedRequestIsRead() {
    server.enqueue(json(200, WHOLE));

    assertThat(agent().stream(question(), piece -> {}).join().text()).isEqualTo("Because");
  }

  @Test
  void streamThatEndsWithoutItsEndIsNoAnswer() {
    AgentException failure =
        streamFailureOf(events(delta("Because"), "{'type':'response.output_text.done'}"));

    assertThat(failure.kind()).isEqualTo(Kind.TRUNCATED);
    assertThat(failure.isRetryable()).isTrue();
  }

  @Test
  void refusalIsALostCallWithTheModelsWords() {
    String output = "{'type':'message','content':[{'type':'refusal','refusal':'I will not.'}]}";

    AgentException failure = failureOf(json(200, whole(output, "'status':'completed'")));

    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure.detail()).hasValue("I will not.");
  }

  @Test
  void refusalInAStreamIsALostCall() {
    AgentException failure =
        streamFailureOf(
            events(
                "{'type':'response.refusal.delta','delta':'I will '}",
                "{'type':'response.refusal.delta','delta':'not.'}",
                "{'type':'response.completed','response':{'status':'completed'}}"));

    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure.detail()).hasValue("I will not.");
  }

  @Test
  void filteredAnswerIsALostCall() {
    String status = "'status':'incomplete','incomplete_details':{'reason':'content_filter'}";

    AgentException failure = failureOf(json(200, whole(message("Beca"), status)));

    assertThat(failure.kind()).isEqualTo(Kind.CONTENT_FILTERED);
    assertThat(failure.isRetryable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "server_error, UNAVAILABLE, 500, true",
    "rate_limit_exceeded, RATE_LIMITED, 429, true",
    "invalid_prompt, INVALID_REQUEST, 400, false",
    "context_length_exceeded, CONTEXT_LENGTH, 400, false"
  })
  void failureInAReplyCountsAsItsStatus(String code, Kind kind, int status, boolean isRetryable) {
    String error = "'status':'failed','error':{'code':'" + code + "','message':'m'}";
    String event = "{'type':'response.failed','response':" + whole("", error) + "}";
    String bare = "{'type':'error','code':'" + code + "','message':'m','param':null}";

    List<AgentException> failures =
        List.of(
            failureOf(json(200, whole("", error))),
            streamFailureOf(events(delta("Beca"), event)),
            streamFailureOf(events(delta("Beca"), bare)));

    assertThat(failures)
        .allSatisfy(
            failure -> {
              assertThat(failure.kind()).isEqualTo(kind);
              assertThat(failure.statusCode()).hasValue(status);
              assertThat(failure.isRetryable()).isEqualTo(isRetryable);
              assertThat(failure.detail().orElseThrow()).contains("m", code);
            });
  }

  @Test
  void replyThatFailedWithoutAnErrorMayBeAskedForAgain() {
    AgentException failure = failureOf(json(200, whole("", "'status':'failed','error':null")));

    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_REQUEST, unsupported_parameter",
    "400, CONTEXT_LENGTH, context_length_exceeded",
    "401, AUTHENTICATION, invalid_api_key",
    "404, NOT_FOUND, model_not_found",
    "429, RATE_LIMITED, rate_limit_exceeded",
    "429, QUOTA, insufficient_quota",
    "500, UNAVAILABLE, server_error",
    "503, OVERLOADED, overloaded"
  })
  void statusAndCodeGiveTheKind(int status, Kind kind, String code) {
    String body = "{'error':{'message':'m','type':'t','param':null,'code':'" + code + "'}}";

    assertThat(failureOf(json(status, body)).kind()).isEqualTo(kind);
  }

  static String message(String text) {
    return "{'type':'message','content':[{'type':'output_text','text':'" + text + "'}]}";
  }

  static String whole(String output, String status) {
    return "{'object':'response','id':'resp_1','model':'gpt-x','output':["
        + output
        + "],"
        + status
        + "}";
  }

  private static String delta(String text) {
    return "{'type':'response.output_text.delta','delta':'" + text + "'}";
  }

  private ResponsesAgent agent() {
    return ResponsesAgent.builder("m").baseUrl(server.url("/v1").toString()).build();
  }

  private Completion complete(String body) {
    server.enqueue(json(200, body));
    return agent().complete(question()).join();
  }

  private AgentException failureOf(MockResponse reply) {
    server.enqueue(reply);
    return failure(agent().complete(question()));
  }

  private AgentException streamFailureOf(MockResponse reply) {
    server.enqueue(reply);
    return failure(agent().stream(question(), piece -> {}));
  }
}
