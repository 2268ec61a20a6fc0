package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.limit.RetryPolicy;
import io.github.attentionmoa.prompt.Stage;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of calls: what is sent with each, and how long and how often they may be made. */
final class CallOptions {
  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      converter = WholeNumber.FromOne.class,
      description = "Most output tokens of a call.")
  private @Nullable Integer maxTokens;

  @Option(
      names = "--temperature",
      paramLabel = "X",
      converter = TemperatureConverter.class,
      description = "Sampling temperature, 0 to 2.")
  private @Nullable Double temperature;

  @Option(
      names = "--timeout",
      paramLabel = "D",
      converter = DurationConverter.class,
      description = "Most time of an exchange, such as 90s; default 2m.")
  private @Nullable Duration timeout;

  @Option(
      names = "--deadline",
      paramLabel = "D",
      converter = DurationConverter.class,
      description = "Most time of the run; then the best answer so far counts.")
  private @Nullable Duration deadline;

  @Option(
      names = "--max-calls",
      paramLabel = "N",
      converter = WholeNumber.FromOne.class,
      description = "Most exchanges of the run, retries included; default 3 times the plan.")
  private @Nullable Integer maxCalls;

  @Option(
      names = "--retries",
      paramLabel = "N",
      converter = WholeNumber.FromZero.class,
      description = "How often a failed call is made again; default 2.")
  private @Nullable Integer retries;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      converter = WholeNumber.FromOne.class,
      description = "Most calls at the same time per endpoint; default no limit, local models 4.")
  private @Nullable Integer concurrency;

  /** Returns the limit per endpoint. */
  OptionalInt concurrency() {
    return concurrency == null ? OptionalInt.empty() : OptionalInt.of(concurrency);
  }

  /** Sets what was given. */
  void apply(AttentionMoA.Builder builder) {
    builder.budget(budget());
    if (timeout != null) {
      builder.callTimeout(timeout);
    }
    if (retries != null) {
      builder.retry(RetryPolicy.builder().maxAttempts(retries + 1).build());
    }
    CompletionOptions options = completionOptions();
    for (Stage stage : Stage.values()) {
      builder.options(stage, options);
    }
  }

  private Budget budget() {
    Budget budget = Budget.ofDefaults();
    if (maxCalls != null) {
      budget = budget.andCalls(maxCalls);
    }
    return deadline == null ? budget : budget.andDeadline(deadline);
  }

  /** Returns what is sent with every call. */
  CompletionOptions completionOptions() {
    return completionOptions(maxTokens, temperature);
  }

  /** Returns those options that are not null. */
  static CompletionOptions completionOptions(
      @Nullable Integer maxTokens, @Nullable Double temperature) {
    CompletionOptions.Builder options = CompletionOptions.builder();
    if (maxTokens != null) {
      options.maxOutputTokens(maxTokens);
    }
    if (temperature != null) {
      options.temperature(temperature);
    }
    return options.build();
  }
}
