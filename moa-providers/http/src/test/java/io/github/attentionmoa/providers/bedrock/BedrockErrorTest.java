package io.github.attentionmoa.providers.bedrock;

import static io.github.attentionmoa.providers.bedrock.BedrockReplyTest.delta;
import static io.github.attentionmoa.providers.bedrock.BedrockReplyTest.events;
import static io.github.attentionmoa.providers.http.AmazonEvents.exception;
import static io.github.attentionmoa.providers.http.AmazonEvents.message;
import static io.github.attentionmoa.providers.http.Fixtures.failure;
import static io.github.attentionmoa.providers.http.Fixtures.json;
import static io.github.attentionmoa.providers.http.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import java.time.Duration;
import java.util.Map;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BedrockErrorTest {
  @StartStop private final MockWebServer server = new MockWebServer();

  @ParameterizedTest
  @CsvSource({
    "400, ValidationException, INVALID_REQUEST, false",
    "400, ServiceQuotaExceededException, QUOTA, false",
    "403, AccessDeniedException, AUTHENTICATION, false",
    "403, UnrecognizedClientException, AUTHENTICATION, false",
    "404, ResourceNotFoundException, NOT_FOUND, false",
    "408, ModelTimeoutException, TIMEOUT, true",
    "424, ModelErrorException, UNAVAILABLE, true",
    "429, ThrottlingException, RATE_LIMITED, true",
    "429, ModelNotReadyException, RATE_LIMITED, true",
    "500, InternalServerException, UNAVAILABLE, true",
    "503, ServiceUnavailableException, OVERLOADED, true"
  })
  void statusAndTypeGiveTheKind(int status, String type, Kind kind, boolean isRetryable) {
    AgentException failure = failureOf(status, type + ":http://internal/", "m");

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.isRetryable()).isEqualTo(isRetryable);
    assertThat(failure.statusCode()).hasValue(status);
    assertThat(failure.detail()).hasValue("m; " + type + "; request r1");
  }

  @ParameterizedTest
  @CsvSource({
    "Input Tokens Exceeded: Number of input tokens exceeds maximum length.",
    "Input is too long for requested model.",
    "The model returned the following errors: prompt is too long: 9 tokens > 8 maximum"
  })
  void overlongConversationIsRecognised(String words) {
    AgentException failure = failureOf(400, "ValidationException", words);

    assertThat(failure.kind()).isEqualTo(Kind.CONTEXT_LENGTH);
    assertThat(failure.isRetryable()).isFalse();
  }

  @Test
  void waitIsReadInMilliseconds() {
    server.enqueue(
        json(429, "{'Message':'m'}").newBuilder().addHeader("x-amz-retry-after", "1500").build());

    AgentException failure = failure(agent().complete(question()));

    assertThat(failure.retryAfter()).hasValue(Duration.ofMillis(1500));
    assertThat(failure.detail()).hasValue("m");
  }

  @ParameterizedTest
  @CsvSource({
    "throttlingException, RATE_LIMITED, 429, true",
    "validationException, INVALID_REQUEST, 400, false",
    "serviceUnavailableException, OVERLOADED, 503, true",
    "internalServerException, UNAVAILABLE, 500, true",
    "modelStreamErrorException, UNAVAILABLE, 424, true"
  })
  void exceptionInAStreamCountsAsItsStatus(
      String type, Kind kind, int status, boolean isRetryable) {
    server.enqueue(events(delta("{'text':'Beca'}"), exception(type, "{'message':'m'}")));

    AgentException failure = failure(agent().stream(question(), piece -> {}));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.statusCode()).hasValue(status);
    assertThat(failure.isRetryable()).isEqualTo(isRetryable);
    assertThat(failure.detail()).hasValue("m; " + type);
  }

  @Test
  void errorInAStreamFailsTheCall() {
    Map<String, String> headers =
        Map.of(":message-type", "error", ":error-code", "Odd", ":error-message", "words");
    server.enqueue(events(delta("{'text':'Beca'}"), message(headers, "")));

    AgentException failure = failure(agent().stream(question(), piece -> {}));

    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.detail()).hasValue("words; Odd");
  }

  private AgentException failureOf(int status, String type, String words) {
    server.enqueue(
        json(status, "{'message':'" + words + "'}")
            .newBuilder()
            .addHeader("x-amzn-errortype", type)
            .addHeader("x-amzn-requestid", "r1")
            .build());
    return failure(agent().complete(question()));
  }

  private BedrockAgent agent() {
    return BedrockAgent.builder("m").baseUrl(server.url("/").toString()).build();
  }
}
