package io.github.attentionmoa.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.AgentException.Kind;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgentExceptionTest {
  private static final Set<Kind> PASSING =
      Set.of(
          Kind.RATE_LIMITED,
          Kind.OVERLOADED,
          Kind.UNAVAILABLE,
          Kind.CONNECTION,
          Kind.TIMEOUT,
          Kind.EMPTY,
          Kind.TRUNCATED,
          Kind.MALFORMED_RESPONSE);

  @ParameterizedTest
  @EnumSource(Kind.class)
  void onlyWhatPassesByItselfIsRetryable(Kind kind) {
    assertThat(AgentException.of(kind, "m").isRetryable()).isEqualTo(PASSING.contains(kind));
  }

  @Test
  void serversWordOnRetryingWins() {
    AgentException failure =
        AgentException.builder(Kind.OVERLOADED, "busy").retryable(false).build();

    assertThat(failure.isRetryable()).isFalse();
  }

  @Test
  void nothingIsKnownButKindAndMessage() {
    AgentException failure = AgentException.of(Kind.QUOTA, "none left");

    assertThat(failure).hasMessage("none left").hasNoCause();
    assertThat(failure.statusCode()).isEmpty();
    assertThat(failure.retryAfter()).isEmpty();
    assertThat(failure.detail()).isEmpty();
  }

  @Test
  void builderKeepsEverything() {
    Throwable cause = new IllegalStateException("socket");
    AgentException failure =
        AgentException.builder(Kind.RATE_LIMITED, "slow down")
            .cause(cause)
            .statusCode(429)
            .retryAfter(Duration.ofSeconds(3))
            .detail("request 17")
            .retryable(false)
            .build();

    AgentException copy = failure.toBuilder().build();

    assertThat(copy).hasMessage("slow down").hasCause(cause);
    assertThat(copy.kind()).isEqualTo(Kind.RATE_LIMITED);
    assertThat(copy.isRetryable()).isFalse();
    assertThat(copy.statusCode()).hasValue(429);
    assertThat(copy.retryAfter()).hasValue(Duration.ofSeconds(3));
    assertThat(copy.detail()).hasValue("request 17");
  }
}
