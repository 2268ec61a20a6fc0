package io.github.attentionmoa;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run has learned of one endpoint: whether calls to it make sense at the moment.
 *
 * <p>After a failure that no repeating can mend, no further call goes there. When half of the last
 * calls failed it rests for a while; then one call tries it. Retries draw from a bucket of tokens
 * that failures empty and successes fill, so that a service in trouble is not flooded.
 */
final class Endpoint {
  private static final Set<Kind> FINAL =
      EnumSet.of(Kind.AUTHENTICATION, Kind.NOT_FOUND, Kind.QUOTA);
  private static final Set<Kind> TROUBLE =
      EnumSet.of(
          Kind.RATE_LIMITED,
          Kind.OVERLOADED,
          Kind.UNAVAILABLE,
          Kind.CONNECTION,
          Kind.TIMEOUT,
          Kind.TRUNCATED,
          Kind.MALFORMED_RESPONSE);
  private static final long WINDOW = Duration.ofSeconds(30).toNanos();
  private static final Duration REST = Duration.ofSeconds(5);
  private static final int MIN_CALLS = 10;
  private static final double BUCKET = 10;
  private static final double RETRY_ABOVE = 5;
  private static final double REFILL = 0.1;

  private record Ended(long nanos, boolean failed) {}

  private final Deque<Ended> window = new ArrayDeque<>();
  private double tokens = BUCKET;
  private @Nullable AgentException closed;
  private boolean isResting;
  private boolean isProbed;
  private long restsUntil;

  /** Returns why no call should go there now; empty if one may. */
  Optional<AgentException> refusal(long now) {
    if (closed != null) {
      return Optional.of(
          AgentException.builder(closed.kind(), "not called after: " + closed.getMessage())
              .retryable(false)
              .build());
    }
    if (isResting && (isProbed || now - restsUntil < 0)) {
      return Optional.of(
          AgentException.builder(Kind.UNAVAILABLE, "not called: half of the last calls failed")
              .retryable(false)
              .build());
    }
    isProbed = isResting;
    return Optional.empty();
  }

  boolean mayRetry() {
    return tokens > RETRY_ABOVE;
  }

  void succeeded(long now) {
    tokens = Math.min(BUCKET, tokens + REFILL);
    if (isResting) {
      window.clear();
    }
    isResting = false;
    isProbed = false;
    window.add(new Ended(now, false));
  }

  void failed(long now, AgentException failure) {
    isProbed = false;
    if (FINAL.contains(failure.kind())) {
      closed = failure;
    }
    if (!TROUBLE.contains(failure.kind()) || !failure.isRetryable()) {
      return;
    }
    tokens = Math.max(0, tokens - 1);
    window.add(new Ended(now, true));
    while (now - window.element().nanos() > WINDOW) {
      window.remove();
    }
    if (isResting || isHalfFailed()) {
      isResting = true;
      restsUntil = now + failure.retryAfter().orElse(REST).toNanos();
    }
  }

  private boolean isHalfFailed() {
    return window.size() >= MIN_CALLS
        && window.stream().filter(Ended::failed).count() * 2 >= window.size();
  }
}
