package io.github.attentionmoa.providers.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How long a provider asks to wait, in all forms that providers use.
 *
 * <p>Zero, negative numbers, the past and nonsense count as nothing said: the engine then waits as
 * it sees fit.
 */
final class RetryAfter {
  private static final double MIN_SECONDS = 1e-9;

  /** Longer waits are taken for nonsense. */
  private static final double MAX_SECONDS = Duration.ofDays(366).toSeconds();

  private final Clock clock;

  RetryAfter(Clock clock) {
    this.clock = clock;
  }

  /**
   * Finds the first usable wish.
   *
   * @param header gives the value of a header, or null
   * @param retryDelay Google's form in the body, or empty
   */
  Optional<Duration> find(Function<String, @Nullable String> header, String retryDelay) {
    return number(header.apply("retry-after-ms"), 0.001)
        .or(() -> number(header.apply(HeldBackRetryAfter.NAME), 1))
        .or(() -> date(header.apply(HeldBackRetryAfter.NAME)))
        .or(() -> number(header.apply("x-amz-retry-after"), 0.001))
        .or(() -> number(retryDelay.endsWith("s") ? withoutUnit(retryDelay) : null, 1));
  }

  private static String withoutUnit(String seconds) {
    return seconds.substring(0, seconds.length() - 1);
  }

  private static Optional<Duration> number(@Nullable String value, double unitInSeconds) {
    try {
      double seconds = value == null ? 0 : Double.parseDouble(value.strip()) * unitInSeconds;
      boolean isUsable = seconds >= MIN_SECONDS && seconds <= MAX_SECONDS;
      return isUsable ? Optional.of(Duration.ofNanos((long) (seconds * 1e9))) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private Optional<Duration> date(@Nullable String value) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      Instant then =
          ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(clock.instant(), then);
      boolean isUsable = !wait.isNegative() && !wait.isZero() && wait.toSeconds() <= MAX_SECONDS;
      return isUsable ? Optional.of(wait) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
