package io.github.attentionmoa.agent;

import java.util.OptionalLong;

/**
 * Tokens that calls used, as far as they are known; unknown is not 0. Immutable.
 *
 * <p>Input includes its cached part, output includes its reasoning part, whatever the provider's
 * own way of counting.
 */
public final class Usage {
  private static final long UNKNOWN = -1;
  private static final Usage NOTHING_KNOWN = new Usage(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, false);

  private final long input;
  private final long output;
  private final long cachedInput;
  private final long reasoning;
  private final boolean complete;

  private Usage(long input, long output, long cachedInput, long reasoning, boolean complete) {
    this.input = input;
    this.output = output;
    this.cachedInput = cachedInput;
    this.reasoning = reasoning;
    this.complete = complete;
  }

  /** Returns a usage of which nothing is known. */
  public static Usage unknown() {
    return NOTHING_KNOWN;
  }

  /**
   * Returns a complete usage of input and output tokens.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public static Usage of(long inputTokens, long outputTokens) {
    return new Usage(
        checked("inputTokens", inputTokens),
        checked("outputTokens", outputTokens),
        UNKNOWN,
        UNKNOWN,
        true);
  }

  /**
   * Returns this usage with the part of the input that the provider had cached.
   *
   * @throws IllegalArgumentException if negative
   */
  public Usage cachedInput(long tokens) {
    return new Usage(input, output, checked("cachedInputTokens", tokens), reasoning, complete);
  }

  /**
   * Returns this usage with the part of the output that was reasoning.
   *
   * @throws IllegalArgumentException if negative
   */
  public Usage reasoning(long tokens) {
    return new Usage(input, output, cachedInput, checked("reasoningTokens", tokens), complete);
  }

  /** Returns this usage marked as not complete: some of its numbers are estimates or missing. */
  public Usage incomplete() {
    return new Usage(input, output, cachedInput, reasoning, false);
  }

  /** Returns the tokens read, with the cached ones; empty if unknown. */
  public OptionalLong inputTokens() {
    return known(input);
  }

  /** Returns the tokens written, with the reasoning ones; empty if unknown. */
  public OptionalLong outputTokens() {
    return known(output);
  }

  /** Returns the part of the input that came from the provider's cache; empty if unknown. */
  public OptionalLong cachedInputTokens() {
    return known(cachedInput);
  }

  /** Returns the part of the output that was reasoning; empty if unknown. */
  public OptionalLong reasoningTokens() {
    return known(reasoning);
  }

  /** Tells whether input and output are counted by the provider, for every call summed here. */
  public boolean isComplete() {
    return complete;
  }

  /**
   * Returns the sum; an unknown number adds nothing, and the sum is complete if both are.
   *
   * <p>What is more than a long can hold stays at the largest: a budget is never unspent again.
   */
  public Usage plus(Usage other) {
    return new Usage(
        sum(input, other.input),
        sum(output, other.output),
        sum(cachedInput, other.cachedInput),
        sum(reasoning, other.reasoning),
        complete && other.complete);
  }

  private static long sum(long a, long b) {
    if (a == UNKNOWN || b == UNKNOWN) {
      return Math.max(a, b);
    }
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  private static OptionalLong known(long tokens) {
    return tokens == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(tokens);
  }

  private static long checked(String name, long tokens) {
    if (tokens < 0) {
      throw new IllegalArgumentException(name + ": " + tokens + " (expected: 0 or more)");
    }
    return tokens;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Usage that
        && input == that.input
        && output == that.output
        && cachedInput == that.cachedInput
        && reasoning == that.reasoning
        && complete == that.complete;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(input * 31 + output) * 31 + Long.hashCode(cachedInput + reasoning);
  }

  @Override
  public String toString() {
    return "Usage("
        + word(input)
        + " in, "
        + word(output)
        + " out"
        + (complete ? ")" : ", incomplete)");
  }

  private static String word(long tokens) {
    return tokens == UNKNOWN ? "unknown" : Long.toString(tokens);
  }
}
