package io.github.attentionmoa.limit;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import java.time.Duration;
import java.util.Optional;

/**
 * Says whether and when a failed call is made again. Immutable.
 *
 * <p>By default 3 attempts, the waits drawn evenly from zero to 0.5 s, then 1 s, doubling up to 8 s
 * ("full jitter"). A provider's own time to wait is kept to exactly, up to 60 s; a longer one loses
 * the call. Empty and malformed answers are tried once more at most.
 */
public final class RetryPolicy {
  private static final int MAX_ATTEMPTS = 3;
  private static final Duration BACKOFF = Duration.ofMillis(500);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(8);
  private static final Duration MAX_RETRY_AFTER = Duration.ofSeconds(60);
  private static final RetryPolicy DEFAULT = builder().build();
  private static final RetryPolicy NONE = builder().maxAttempts(1).build();

  private final int maxAttempts;
  private final Duration backoff;
  private final Duration maxBackoff;
  private final Duration maxRetryAfter;

  private RetryPolicy(Builder builder) {
    maxAttempts = builder.maxAttempts;
    backoff = builder.backoff;
    maxBackoff = builder.maxBackoff;
    maxRetryAfter = builder.maxRetryAfter;
  }

  /** Returns the default policy. */
  public static RetryPolicy ofDefaults() {
    return DEFAULT;
  }

  /** Returns a policy of a single attempt. */
  public static RetryPolicy none() {
    return NONE;
  }

  /** Returns a builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder with everything set as here. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.maxAttempts = maxAttempts;
    builder.backoff = backoff;
    builder.maxBackoff = maxBackoff;
    builder.maxRetryAfter = maxRetryAfter;
    return builder;
  }

  /** Returns the most attempts of one call, the first included. */
  public int maxAttempts() {
    return maxAttempts;
  }

  /**
   * Returns how long to wait before the next attempt; empty if there is to be none.
   *
   * @param failure how the last attempt ended
   * @param attempts attempts made so far, from 1
   * @param random from 0 to 1: where in its range the wait lies
   */
  public Optional<Duration> delay(AgentException failure, int attempts, double random) {
    boolean isOnceMore = failure.kind() == Kind.EMPTY || failure.kind() == Kind.MALFORMED_RESPONSE;
    int most = isOnceMore ? Math.min(2, maxAttempts) : maxAttempts;
    if (!failure.isRetryable() || attempts >= most) {
      return Optional.empty();
    }
    return failure
        .retryAfter()
        .filter(wait -> !wait.isNegative() && !wait.isZero())
        .map(wait -> Optional.of(wait).filter(w -> w.compareTo(maxRetryAfter) <= 0))
        .orElseGet(() -> Optional.of(backoff(attempts, random)));
  }

  private Duration backoff(int attempts, double random) {
    double nanos = (double) backoff.toNanos() * Math.pow(2, attempts - 1);
    return Duration.ofNanos((long) (Math.min(nanos, (double) maxBackoff.toNanos()) * random));
  }

  /** Collects the numbers of a policy. */
  public static final class Builder {
    private int maxAttempts = MAX_ATTEMPTS;
    private Duration backoff = BACKOFF;
    private Duration maxBackoff = MAX_BACKOFF;
    private Duration maxRetryAfter = MAX_RETRY_AFTER;

    private Builder() {}

    /**
     * Sets the most attempts of one call; 3 by default.
     *
     * @throws IllegalArgumentException if less than 1
     */
    public Builder maxAttempts(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("maxAttempts: " + value + " (expected: 1 or more)");
      }
      maxAttempts = value;
      return this;
    }

    /**
     * Sets the longest first wait, and the longest of all; 0.5 s and 8 s by default.
     *
     * @throws IllegalArgumentException if one is negative, or the first is the longer
     */
    public Builder backoff(Duration first, Duration max) {
      if (first.isNegative() || max.compareTo(first) < 0) {
        throw new IllegalArgumentException(
            "backoff: " + first + " to " + max + " (expected: 0 or more, first to max)");
      }
      backoff = first;
      maxBackoff = max;
      return this;
    }

    /**
     * Sets the longest wait that a provider may ask for; 60 s by default.
     *
     * @throws IllegalArgumentException if negative
     */
    public Builder maxRetryAfter(Duration value) {
      if (value.isNegative()) {
        throw new IllegalArgumentException("maxRetryAfter: " + value + " (expected: 0 or more)");
      }
      maxRetryAfter = value;
      return this;
    }

    /** Returns the policy. */
    public RetryPolicy build() {
      return new RetryPolicy(this);
    }
  }
}
