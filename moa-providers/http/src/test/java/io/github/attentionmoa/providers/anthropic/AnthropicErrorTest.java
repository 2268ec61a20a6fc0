package io.github.attentionmoa.providers.anthropic;

import static io.github.attentionmoa.providers.http.Fixtures.events;
import static io.github.attentionmoa.providers.http.Fixtures.failure;
import static io.github.attentionmoa.providers.http.Fixtures.json;
import static io.github.attentionmoa.providers.http.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import java.time.Duration;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicErrorTest {
  @StartStop private final MockWebServer server = new MockWebServer();

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request_error, INVALID_REQUEST, false",
    "401, authentication_error, AUTHENTICATION, false",
    "402, billing_error, QUOTA, false",
    "403, permission_error, AUTHENTICATION, false",
    "404, not_found_error, NOT_FOUND, false",
    "409, conflict_error, UNAVAILABLE, true",
    "413, request_too_large, CONTEXT_LENGTH, false",
    "429, rate_limit_error, RATE_LIMITED, true",
    "500, api_error, UNAVAILABLE, true",
    "504, timeout_error, UNAVAILABLE, true",
    "529, overloaded_error, OVERLOADED, true"
  })
  void statusAndTypeGiveTheKind(int status, String type, Kind kind, boolean isRetryable) {
    AgentException failure = failureOf(status, "{'type':'%s','message':'m'}".formatted(type));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.isRetryable()).isEqualTo(isRetryable);
    assertThat(failure.statusCode()).hasValue(status);
    assertThat(failure.detail().orElseThrow()).contains("m", type, "req_1");
  }

  @ParameterizedTest
  @CsvSource({
    "enforced_spend_limit_reached",
    "contract_spend_limit_reached",
    "ramp_limit_exceeded"
  })
  void spendLimitIsNoRateLimit(String code) {
    AgentException failure =
        failureOf(429, "{'message':'m','details':{'error_code':'%s'}}".formatted(code));

    assertThat(failure.kind()).isEqualTo(Kind.QUOTA);
    assertThat(failure.isRetryable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "prompt is too long: 300000 tokens > 200000 maximum, CONTEXT_LENGTH",
    "Your credit balance is too low to access the Anthropic API., QUOTA",
    "You have reached your specified API usage limits., QUOTA",
    "`temperature` is deprecated for this model., INVALID_REQUEST"
  })
  void badRequestSaysWhyInItsMessage(String message, Kind kind) {
    AgentException failure =
        failureOf(400, "{'type':'invalid_request_error','message':'%s'}".formatted(message));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.isRetryable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "overloaded_error, OVERLOADED, 529",
    "api_error, UNAVAILABLE, 500",
    "rate_limit_error, RATE_LIMITED, 429",
    "timeout_error, UNAVAILABLE, 504"
  })
  void errorInAStreamCountsAsItsStatus(String type, Kind kind, int status) {
    server.enqueue(
        events(
            "{'type':'message_start','message':{}}",
            "{'type':'error','error':{'type':'%s','message':'m'}}".formatted(type)));

    AgentException failure = failure(agent().stream(question(), piece -> {}));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.statusCode()).hasValue(status);
    assertThat(failure.isRetryable()).isTrue();
  }

  @Test
  void wishesOfTheServerAreKept() {
    server.enqueue(
        json(429, "{'error':{'type':'rate_limit_error'}}")
            .newBuilder()
            .addHeader("retry-after", "7")
            .addHeader("x-should-retry", "false")
            .build());

    AgentException failure = failure(agent().complete(question()));

    assertThat(failure.retryAfter()).hasValue(Duration.ofSeconds(7));
    assertThat(failure.isRetryable()).isFalse();
  }

  private AgentException failureOf(int status, String error) {
    server.enqueue(json(status, "{'type':'error','error':" + error + ",'request_id':'req_1'}"));
    return failure(agent().complete(question()));
  }

  private AnthropicAgent agent() {
    return AnthropicAgent.builder("m").baseUrl(server.url("/v1").toString()).build();
  }
}
