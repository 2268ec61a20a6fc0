package io.github.attentionmoa.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The most that a run may cost. Immutable.
 *
 * <p>The limit of calls counts attempts, retries included; unless set it is three times the calls
 * of the plan. A call that does not fit is not started: the run ends with its best answer so far.
 */
public final class Budget {
  private static final Budget DEFAULT = new Budget(null, null, null, null);

  private final @Nullable Integer calls;
  private final @Nullable Duration deadline;
  private final @Nullable Long inputTokens;
  private final @Nullable Long outputTokens;

  private Budget(
      @Nullable Integer calls,
      @Nullable Duration deadline,
      @Nullable Long inputTokens,
      @Nullable Long outputTokens) {
    this.calls = calls;
    this.deadline = deadline;
    this.inputTokens = inputTokens;
    this.outputTokens = outputTokens;
  }

  /** Returns the default: three times the calls of the plan, any time, any tokens. */
  public static Budget ofDefaults() {
    return DEFAULT;
  }

  /**
   * Returns a budget of so many attempts.
   *
   * @throws IllegalArgumentException if less than 1
   */
  public static Budget calls(int attempts) {
    return DEFAULT.andCalls(attempts);
  }

  /**
   * Returns a budget of time from the start of the run.
   *
   * @throws IllegalArgumentException if zero or negative
   */
  public static Budget deadline(Duration time) {
    return DEFAULT.andDeadline(time);
  }

  /** Returns a budget without any limit, also of calls. */
  public static Budget unlimited() {
    return calls(Integer.MAX_VALUE);
  }

  /**
   * Returns this budget with a limit of attempts.
   *
   * @throws IllegalArgumentException if less than 1
   */
  public Budget andCalls(int attempts) {
    checkPositive("calls", attempts);
    return new Budget(attempts, deadline, inputTokens, outputTokens);
  }

  /**
   * Returns this budget with a limit of time from the start of the run.
   *
   * @throws IllegalArgumentException if zero or negative
   */
  public Budget andDeadline(Duration time) {
    if (time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException("deadline: " + time + " (expected: more than zero)");
    }
    return new Budget(calls, time, inputTokens, outputTokens);
  }

  /**
   * Returns this budget with a limit of input tokens, after which no call starts.
   *
   * @throws IllegalArgumentException if less than 1
   */
  public Budget andInputTokens(long tokens) {
    checkPositive("inputTokens", tokens);
    return new Budget(calls, deadline, tokens, outputTokens);
  }

  /**
   * Returns this budget with a limit of output tokens, after which no call starts.
   *
   * @throws IllegalArgumentException if less than 1
   */
  public Budget andOutputTokens(long tokens) {
    checkPositive("outputTokens", tokens);
    return new Budget(calls, deadline, inputTokens, tokens);
  }

  private static void checkPositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
    }
  }

  /** Returns the most attempts; empty for three times the calls of the plan. */
  public OptionalInt calls() {
    return calls == null ? OptionalInt.empty() : OptionalInt.of(calls);
  }

  /** Returns the time of a run; empty for any time. */
  public Optional<Duration> deadline() {
    return Optional.ofNullable(deadline);
  }

  /** Returns the input tokens after which no call starts; empty for any number. */
  public OptionalLong inputTokens() {
    return inputTokens == null ? OptionalLong.empty() : OptionalLong.of(inputTokens);
  }

  /** Returns the output tokens after which no call starts; empty for any number. */
  public OptionalLong outputTokens() {
    return outputTokens == null ? OptionalLong.empty() : OptionalLong.of(outputTokens);
  }
}
