package io.github.attentionmoa.providers.gemini;

import static io.github.attentionmoa.providers.http.Fixtures.events;
import static io.github.attentionmoa.providers.http.Fixtures.failure;
import static io.github.attentionmoa.providers.http.Fixtures.json;
import static io.github.attentionmoa.providers.http.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiErrorTest {
  private static final String CHUNK = "{'candidates':[{'content':{'parts':[{'text':'Beca'}]}}]}";

  @StartStop private final MockWebServer server = new MockWebServer();

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_ARGUMENT, INVALID_REQUEST, false",
    "400, FAILED_PRECONDITION, INVALID_REQUEST, false",
    "403, PERMISSION_DENIED, AUTHENTICATION, false",
    "404, NOT_FOUND, NOT_FOUND, false",
    "429, RESOURCE_EXHAUSTED, RATE_LIMITED, true",
    "500, INTERNAL, UNAVAILABLE, true",
    "503, UNAVAILABLE, OVERLOADED, true",
    "504, DEADLINE_EXCEEDED, UNAVAILABLE, true"
  })
  void statusGivesTheKind(int status, String word, Kind kind, boolean isRetryable) {
    AgentException failure = failureOf(json(status, error(status, word, "m", "")));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.isRetryable()).isEqualTo(isRetryable);
    assertThat(failure.statusCode()).hasValue(status);
    assertThat(failure.detail().orElseThrow()).contains("m", word);
  }

  @ParameterizedTest
  @CsvSource({"400, INVALID_ARGUMENT", "500, INTERNAL"})
  void overlongConversationIsRecognised(int status, String word) {
    String message = "The input token count (9) exceeds the maximum number of tokens allowed (8).";

    AgentException failure = failureOf(json(status, error(status, word, message, "")));

    assertThat(failure.kind()).isEqualTo(Kind.CONTEXT_LENGTH);
    assertThat(failure.isRetryable()).isFalse();
  }

  @Test
  void wrongKeyIsABadRequestInName() {
    String detail =
        "{'@type':'type.googleapis.com/google.rpc.ErrorInfo','reason':'API_KEY_INVALID'}";

    AgentException failure = failureOf(json(400, error(400, "INVALID_ARGUMENT", "m", detail)));

    assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
  }

  @ParameterizedTest
  @CsvSource({"48s, 48000", "34.4s, 34400"})
  void waitIsReadFromTheBody(String delay, long millis) {
    AgentException failure = failureOf(json(429, exhausted("PerMinute", delay)));

    assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
    assertThat(failure.retryAfter()).hasValue(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"0s", "-1s", "soon", "NaNs", "''"})
  void uselessWaitCountsAsNone(String delay) {
    assertThat(failureOf(json(429, exhausted("PerMinute", delay))).retryAfter()).isEmpty();
  }

  @Test
  void quotaOfADayIsNoRateLimit() {
    AgentException failure = failureOf(json(429, exhausted("PerDay", "48s")));

    assertThat(failure.kind()).isEqualTo(Kind.QUOTA);
    assertThat(failure.isRetryable()).isFalse();
  }

  @Test
  void errorInAStreamCountsAsItsStatus() {
    MockResponse reply = events(CHUNK, error(503, "UNAVAILABLE", "m", ""));

    AgentException failure = streamFailureOf(reply);

    assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(failure.statusCode()).hasValue(503);
  }

  @Test
  void errorWithoutTheFormOfAnEventIsFound() {
    String body =
        "data: " + CHUNK + "\r\n\r\n[" + error(429, "RESOURCE_EXHAUSTED", "m", "") + "]\r\n";
    MockResponse reply = events().newBuilder().body(body.replace('\'', '"')).build();

    assertThat(streamFailureOf(reply).kind()).isEqualTo(Kind.RATE_LIMITED);
  }

  @Test
  void errorBesideOtherFieldsIsFound() {
    String body = CHUNK.replace("{'candidates'", "{'responseId':'r','error':{'code':500},'c'");

    assertThat(streamFailureOf(events(body)).kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void errorInAnArrayOfChunksIsFound() {
    String body = "[" + CHUNK + "," + error(500, "INTERNAL", "m", "") + "]";

    assertThat(streamFailureOf(json(200, body)).kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  private static String error(int status, String word, String message, String details) {
    return "{'error':{'code':%d,'status':'%s','message':'%s','details':[%s]}}"
        .formatted(status, word, message, details);
  }

  private static String exhausted(String period, String delay) {
    String quota = "{'@type':'x/google.rpc.QuotaFailure','violations':[{'quotaId':'Requests%s'}]}";
    String retry = "{'@type':'x/google.rpc.RetryInfo','retryDelay':'%s'}";
    return error(
        429, "RESOURCE_EXHAUSTED", "m", quota.formatted(period) + "," + retry.formatted(delay));
  }

  private AgentException failureOf(MockResponse reply) {
    server.enqueue(reply);
    return failure(agent().complete(question()));
  }

  private AgentException streamFailureOf(MockResponse reply) {
    server.enqueue(reply);
    return failure(agent().stream(question(), piece -> {}));
  }

  private GeminiAgent agent() {
    return GeminiAgent.builder("m").baseUrl(server.url("/v1beta").toString()).build();
  }
}
