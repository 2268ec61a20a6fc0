package io.github.attentionmoa;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class EndpointTest {
  private static final Duration REST = Duration.ofSeconds(5);
  private static final Duration WINDOW = Duration.ofSeconds(30);
  private final Endpoint endpoint = new Endpoint();
  private final AgentException busy = AgentException.of(Kind.OVERLOADED, "busy");
  private long now;

  private void fail(int times) {
    for (int k = 0; k < times; k++) {
      endpoint.failed(now, busy);
    }
  }

  private void succeed(int times) {
    for (int k = 0; k < times; k++) {
      endpoint.succeeded(now);
    }
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private boolean isRefused() {
    return endpoint.refusal(now).isPresent();
  }

  @Test
  void itRestsAfterTenCallsHalfOfWhichFailed() {
    succeed(5);
    fail(4);
    assertThat(isRefused()).isFalse();

    fail(1);

    AgentException refusal = endpoint.refusal(now).orElseThrow();
    assertThat(refusal.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(refusal.isRetryable()).isFalse();
  }

  @Test
  void itGoesOnWhileMoreThanHalfSucceed() {
    succeed(6);
    fail(5);

    assertThat(isRefused()).isFalse();
  }

  @Test
  void failuresOfMoreThanHalfAMinuteAgoAreForgotten() {
    fail(9);
    pass(WINDOW.plusNanos(1));
    fail(9);
    assertThat(isRefused()).isFalse();

    pass(WINDOW);
    fail(1);

    assertThat(isRefused()).isTrue();
  }

  @Test
  void afterItsRestOneCallTriesIt() {
    fail(10);
    pass(REST.minusNanos(1));
    assertThat(isRefused()).isTrue();

    pass(Duration.ofNanos(1));

    assertThat(isRefused()).isFalse();
    assertThat(isRefused()).isTrue();
  }

  @Test
  void itRestsAsLongWhereTheClockPassesItsLargestNumber() {
    now = Long.MAX_VALUE - REST.toNanos() / 2;
    fail(10);
    assertThat(isRefused()).isTrue();

    pass(REST.minusNanos(1));
    assertThat(isRefused()).isTrue();
    pass(Duration.ofNanos(1));

    assertThat(isRefused()).isFalse();
  }

  @Test
  void aTrialThatFailsBeginsAnotherRest() {
    fail(10);
    pass(REST.multipliedBy(7));
    assertThat(isRefused()).isFalse();

    fail(1);

    assertThat(isRefused()).isTrue();
    pass(REST);
    assertThat(isRefused()).isFalse();
  }

  @Test
  void aTrialThatSucceedsClearsTheRecord() {
    fail(10);
    pass(REST);
    assertThat(isRefused()).isFalse();

    succeed(1);
    fail(8);

    assertThat(isRefused()).isFalse();
    fail(1);
    assertThat(isRefused()).isTrue();
  }

  @Test
  void aTrialThatIsRefusedForItsContentLetsAnotherTry() {
    fail(10);
    pass(REST);
    assertThat(isRefused()).isFalse();

    endpoint.failed(now, AgentException.of(Kind.REFUSED, "not that"));

    assertThat(isRefused()).isFalse();
  }

  @Test
  void itRestsAsLongAsItAsksFor() {
    Duration minute = Duration.ofMinutes(1);
    fail(9);
    endpoint.failed(
        now, AgentException.builder(Kind.RATE_LIMITED, "busy").retryAfter(minute).build());

    pass(minute.minusNanos(1));
    assertThat(isRefused()).isTrue();
    pass(Duration.ofNanos(1));
    assertThat(isRefused()).isFalse();
  }

  @Test
  void whatIsNoTroubleOfTheEndpointDoesNotCount() {
    for (int k = 0; k < 50; k++) {
      endpoint.failed(now, AgentException.of(Kind.CONTENT_FILTERED, "not that"));
      endpoint.failed(
          now, AgentException.builder(Kind.MALFORMED_RESPONSE, "odd").retryable(false).build());
    }

    assertThat(isRefused()).isFalse();
    assertThat(endpoint.mayRetry()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"AUTHENTICATION", "NOT_FOUND", "QUOTA"})
  void whatNoRepeatingCanMendClosesItForGood(Kind kind) {
    endpoint.failed(now, AgentException.of(kind, "no such key"));
    pass(REST.multipliedBy(1000));

    AgentException refusal = endpoint.refusal(now).orElseThrow();
    assertThat(refusal.kind()).isEqualTo(kind);
    assertThat(refusal).hasMessage("not called after: no such key");
    assertThat(refusal.isRetryable()).isFalse();
  }

  @Test
  void fiveFailuresUseUpTheRetriesUntilASuccess() {
    fail(4);
    assertThat(endpoint.mayRetry()).isTrue();
    fail(1);
    assertThat(endpoint.mayRetry()).isFalse();

    succeed(1);

    assertThat(endpoint.mayRetry()).isTrue();
  }

  @Test
  void successesSaveUpNoMoreRetriesThanThereWereAtFirst() {
    succeed(100);
    fail(5);

    assertThat(endpoint.mayRetry()).isFalse();
  }

  @Test
  void failuresRunUpNoDebtOfRetries() {
    fail(100);
    succeed(50);
    assertThat(endpoint.mayRetry()).isFalse();

    succeed(1);

    assertThat(endpoint.mayRetry()).isTrue();
  }
}
