package io.github.attentionmoa.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
  private final AgentException busy = AgentException.of(Kind.OVERLOADED, "busy");
  private static final RetryPolicy PATIENT = RetryPolicy.builder().maxAttempts(9).build();

  private static AgentException busyFor(Duration time) {
    return AgentException.builder(Kind.RATE_LIMITED, "busy").retryAfter(time).build();
  }

  @ParameterizedTest
  @CsvSource({"1, 500", "2, 1000", "3, 2000", "4, 4000", "5, 8000", "6, 8000", "8, 8000"})
  void theLongestWaitDoublesUpToItsLimit(int attempts, long millis) {
    assertThat(PATIENT.delay(busy, attempts, 1)).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.25, 250", "0.5, 500", "1, 1000"})
  void theWaitLiesAnywhereBetweenZeroAndTheLongest(double random, long millis) {
    assertThat(PATIENT.delay(busy, 2, random)).contains(Duration.ofMillis(millis));
  }

  @Test
  void theLongestTimeToWaitThatAProviderMayAskForIsKeptTo() {
    RetryPolicy policy = RetryPolicy.builder().maxRetryAfter(Duration.ofSeconds(5)).build();

    assertThat(policy.delay(busyFor(Duration.ofSeconds(5)), 1, 1)).contains(Duration.ofSeconds(5));
    assertThat(policy.delay(busyFor(Duration.ofSeconds(5).plusNanos(1)), 1, 1)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT-1S"})
  void aTimeToWaitThatIsNoneIsReplacedByTheUsualOne(Duration none) {
    assertThat(PATIENT.delay(busyFor(none), 1, 1)).contains(Duration.ofMillis(500));
  }

  @Test
  void aSingleAttemptIsTheLast() {
    assertThat(RetryPolicy.none().maxAttempts()).isEqualTo(1);
    assertThat(RetryPolicy.none().delay(busy, 1, 1)).isEmpty();
    assertThat(RetryPolicy.builder().maxAttempts(1).build().delay(busy, 1, 1)).isEmpty();
  }

  @Test
  void whatIsTriedOnceMoreIsNotTriedMoreOftenThanTheRest() {
    AgentException empty = AgentException.of(Kind.EMPTY, "nothing said");

    assertThat(RetryPolicy.none().delay(empty, 1, 1)).isEmpty();
    assertThat(PATIENT.delay(empty, 1, 1)).isPresent();
    assertThat(PATIENT.delay(empty, 2, 1)).isEmpty();
  }

  @Test
  void aCopyKeepsEverythingButWhatIsSetAgain() {
    RetryPolicy policy =
        RetryPolicy.builder()
            .maxAttempts(7)
            .backoff(Duration.ofSeconds(1), Duration.ofSeconds(3))
            .maxRetryAfter(Duration.ofSeconds(4))
            .build();

    RetryPolicy copy = policy.toBuilder().maxAttempts(5).build();

    assertThat(copy.maxAttempts()).isEqualTo(5);
    assertThat(copy.delay(busy, 1, 1)).contains(Duration.ofSeconds(1));
    assertThat(copy.delay(busy, 4, 1)).contains(Duration.ofSeconds(3));
    assertThat(copy.delay(busy, 5, 1)).isEmpty();
    assertThat(copy.delay(busyFor(Duration.ofSeconds(4)), 1, 1)).isPresent();
    assertThat(copy.delay(busyFor(Duration.ofSeconds(5)), 1, 1)).isEmpty();
    assertThat(policy.toBuilder().build().maxAttempts()).isEqualTo(7);
  }

  @Test
  void noWaitAtAllIsAllowed() {
    RetryPolicy policy =
        RetryPolicy.builder()
            .backoff(Duration.ZERO, Duration.ZERO)
            .maxRetryAfter(Duration.ZERO)
            .build();

    assertThat(policy.delay(busy, 1, 1)).contains(Duration.ZERO);
    assertThat(policy.delay(busyFor(Duration.ofNanos(1)), 1, 1)).isEqualTo(Optional.empty());
  }

  @Test
  void numbersOutOfRangeAreNamed() {
    RetryPolicy.Builder builder = RetryPolicy.builder();

    assertThatThrownBy(() -> builder.maxAttempts(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxAttempts: 0 (expected: 1 or more)");
    assertThatThrownBy(() -> builder.backoff(Duration.ofSeconds(-1), Duration.ofSeconds(1)))
        .hasMessage("backoff: PT-1S to PT1S (expected: 0 or more, first to max)");
    assertThatThrownBy(() -> builder.backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessage("backoff: PT2S to PT1S (expected: 0 or more, first to max)");
    assertThatThrownBy(() -> builder.maxRetryAfter(Duration.ofNanos(-1)))
        .hasMessage("maxRetryAfter: PT-0.000000001S (expected: 0 or more)");
  }
}
