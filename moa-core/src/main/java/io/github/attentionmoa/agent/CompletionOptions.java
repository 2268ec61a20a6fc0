package io.github.attentionmoa.agent;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How an agent is to answer; what is not set is not sent. Immutable. */
public final class CompletionOptions {
  private static final CompletionOptions NONE = builder().build();

  private final @Nullable Double temperature;
  private final @Nullable Double topP;
  private final @Nullable Integer maxOutputTokens;
  private final @Nullable Long seed;
  private final List<String> stopSequences;
  private final @Nullable String effort;

  private CompletionOptions(Builder builder) {
    temperature = builder.temperature;
    topP = builder.topP;
    maxOutputTokens = builder.maxOutputTokens;
    seed = builder.seed;
    stopSequences = builder.stopSequences;
    effort = builder.effort;
  }

  /** Returns options of which none is set. */
  public static CompletionOptions none() {
    return NONE;
  }

  /** Returns a builder with nothing set. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder with these options set. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.temperature = temperature;
    builder.topP = topP;
    builder.maxOutputTokens = maxOutputTokens;
    builder.seed = seed;
    builder.stopSequences = stopSequences;
    builder.effort = effort;
    return builder;
  }

  /** Returns the sampling temperature; empty if not set. */
  public OptionalDouble temperature() {
    return temperature == null ? OptionalDouble.empty() : OptionalDouble.of(temperature);
  }

  /** Returns the probability mass that is sampled from; empty if not set. */
  public OptionalDouble topP() {
    return topP == null ? OptionalDouble.empty() : OptionalDouble.of(topP);
  }

  /** Returns the most tokens to write; empty if not set. */
  public OptionalInt maxOutputTokens() {
    return maxOutputTokens == null ? OptionalInt.empty() : OptionalInt.of(maxOutputTokens);
  }

  /** Returns the seed of the sampling; empty if not set. */
  public OptionalLong seed() {
    return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
  }

  /** Returns the texts that end the answer, not part of it; empty if not set. */
  public List<String> stopSequences() {
    return stopSequences;
  }

  /** Returns the reasoning effort in the provider's word, such as {@code low}; empty if not set. */
  public Optional<String> effort() {
    return Optional.ofNullable(effort);
  }

  /** Returns these options, and those of the base where these are not set. */
  public CompletionOptions over(CompletionOptions base) {
    Builder builder = new Builder();
    builder.temperature = temperature != null ? temperature : base.temperature;
    builder.topP = topP != null ? topP : base.topP;
    builder.maxOutputTokens = maxOutputTokens != null ? maxOutputTokens : base.maxOutputTokens;
    builder.seed = seed != null ? seed : base.seed;
    builder.stopSequences = stopSequences.isEmpty() ? base.stopSequences : stopSequences;
    builder.effort = effort != null ? effort : base.effort;
    return builder.build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CompletionOptions that && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  private List<@Nullable Object> values() {
    return Arrays.asList(temperature, topP, maxOutputTokens, seed, stopSequences, effort);
  }

  /**
   * Returns the options that are set, in a fixed order, for example {@code {seed=7}}.
   *
   * <p>Options that differ never give the same words: texts stand in quotes. Keys of caches need
   * it.
   */
  @Override
  public String toString() {
    StringBuilder set = new StringBuilder("{");
    add(set, "temperature", temperature);
    add(set, "topP", topP);
    add(set, "maxOutputTokens", maxOutputTokens);
    add(set, "seed", seed);
    add(set, "stopSequences", stopSequences.isEmpty() ? null : quoted(stopSequences));
    add(set, "effort", effort == null ? null : quoted(effort));
    return set.append('}').toString();
  }

  /** Returns the texts in quotes, so that different lists are never the same words. */
  static List<String> quoted(List<String> texts) {
    return texts.stream().map(CompletionOptions::quoted).toList();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static void add(StringBuilder set, String name, @Nullable Object value) {
    if (value != null) {
      set.append(set.length() > 1 ? ", " : "").append(name).append('=').append(value);
    }
  }

  /** Collects options; values out of range are rejected at the call. */
  public static final class Builder {
    private @Nullable Double temperature;
    private @Nullable Double topP;
    private @Nullable Integer maxOutputTokens;
    private @Nullable Long seed;
    private List<String> stopSequences = List.of();
    private @Nullable String effort;

    private Builder() {}

    /**
     * Sets the sampling temperature, 0 to 2.
     *
     * @throws IllegalArgumentException if out of range
     */
    public Builder temperature(double value) {
      temperature = within("temperature", value, 2.0);
      return this;
    }

    /**
     * Sets the probability mass to sample from, 0 to 1.
     *
     * @throws IllegalArgumentException if out of range
     */
    public Builder topP(double value) {
      topP = within("topP", value, 1.0);
      return this;
    }

    /**
     * Sets the most tokens to write, 1 or more.
     *
     * @throws IllegalArgumentException if less than 1
     */
    public Builder maxOutputTokens(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("maxOutputTokens: " + value + " (expected: 1 or more)");
      }
      maxOutputTokens = value;
      return this;
    }

    /** Sets the seed of the sampling. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /**
     * Sets the texts that end an answer; an empty list means not set.
     *
     * @throws IllegalArgumentException if one is empty
     */
    public Builder stopSequences(List<String> values) {
      if (values.contains("")) {
        throw new IllegalArgumentException("stopSequences: an empty text (expected: characters)");
      }
      stopSequences = List.copyOf(values);
      return this;
    }

    /** Sets the reasoning effort in the provider's own word. */
    public Builder effort(String value) {
      effort = requireNonNull(value, "effort");
      return this;
    }

    /** Returns the options. */
    public CompletionOptions build() {
      return new CompletionOptions(this);
    }

    private static double within(String name, double value, double max) {
      if (!(value >= 0 && value <= max)) {
        throw new IllegalArgumentException(name + ": " + value + " (expected: 0.0 to " + max + ")");
      }
      return value;
    }
  }
}
