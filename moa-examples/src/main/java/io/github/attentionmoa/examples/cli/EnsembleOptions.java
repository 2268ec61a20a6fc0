package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.aggregate.Aggregator;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.layer.Layer;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.limit.RetryPolicy;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.residual.Residual;
import io.github.attentionmoa.stop.EarlyStop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which ensemble answers, and the ensemble that they make. */
final class EnsembleOptions {
  /** How layers are joined. */
  enum ResidualKind {
    synthesis,
    none
  }

  @Option(
      names = {"-a", "--agent"},
      paramLabel = "SPEC",
      converter = AgentSpec.Converter.class,
      description = {
        "An agent, repeatable, in order: [NAME=]PROVIDER:MODEL[@BASE_URL], such as local:smollm2-135m,",
        "openai:gpt-4.1-mini or fast=openai:llama-3.1-8b@http://127.0.0.1:8080/v1. The key comes from"
            + " OPENAI_API_KEY; with a base URL it may be missing.",
        "Default: three seats of smollm2-135m, in this process."
      })
  private List<AgentSpec> agents = new ArrayList<>();

  @Option(
      names = {"-l", "--layers"},
      paramLabel = "N",
      defaultValue = "2",
      description = "Layers (default: ${DEFAULT-VALUE}).")
  private int layers;

  @Option(
      names = "--attention",
      paramLabel = "SPEC",
      defaultValue = "dense",
      converter = AttentionConverter.class,
      description = "Who reads whom: dense (default), none, self, ring:K, lexical:K.")
  private AttentionScorer attention = AttentionScorer.dense();

  @Option(
      names = "--aggregator",
      paramLabel = "NAME",
      description = "The agent that aggregates and writes the residual; default the first.")
  private @Nullable String aggregator;

  @Option(
      names = "--residual",
      paramLabel = "SPEC",
      defaultValue = "synthesis",
      description = "What joins the layers: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private ResidualKind residual = ResidualKind.synthesis;

  @Option(
      names = "--early-stop",
      negatable = true,
      description = "End when a layer brings no improvement; on by default.")
  private @Nullable Boolean earlyStop;

  @Option(names = "--max-tokens", paramLabel = "N", description = "Most output tokens of a call.")
  private @Nullable Integer maxTokens;

  @Option(names = "--temperature", paramLabel = "X", description = "Sampling temperature, 0 to 2.")
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
      description = "Most exchanges of the run, retries included; default 3 times the plan.")
  private @Nullable Integer maxCalls;

  @Option(
      names = "--retries",
      paramLabel = "N",
      description = "How often a failed call is made again; default 2.")
  private @Nullable Integer retries;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Most calls at the same time per endpoint; default no limit, local models 4.")
  private @Nullable Integer concurrency;

  /** Returns the limit per endpoint. */
  OptionalInt concurrency() {
    return concurrency == null ? OptionalInt.empty() : OptionalInt.of(concurrency);
  }

  /** Returns the specifications in order; none for the embedded default. */
  List<AgentSpec> agents() {
    return agents;
  }

  int layers() {
    return layers;
  }

  /** Returns what a run will cost, and checks all options; no agent is opened. */
  RunPlan plan() {
    atLeast(1, "--layers", layers);
    atLeast(1, "--max-tokens", maxTokens);
    atLeast(1, "--max-calls", maxCalls);
    atLeast(0, "--retries", retries);
    atLeast(1, "--concurrency", concurrency);
    if (Boolean.TRUE.equals(earlyStop) && residual == ResidualKind.none) {
      throw new UsageException(
          "--early-stop beside --residual none (expected: one of them, a residual has to judge)");
    }
    List<Agent> seats = Agents.named(agents);
    try {
      attention.fixed(seats.size());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--attention: " + e.getMessage(), e);
    }
    return over(seats).plan();
  }

  private static void atLeast(int least, String option, @Nullable Integer value) {
    if (value != null && value < least) {
      throw new UsageException(option + ": " + value + " (expected: " + least + " or more)");
    }
  }

  /** Returns the ensemble of these options over agents in the order of their specifications. */
  AttentionMoA over(List<Agent> seats) {
    try {
      return build(seats);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private AttentionMoA build(List<Agent> seats) {
    Agent voice = voice(seats);
    AttentionMoA.Builder builder =
        AttentionMoA.builder()
            .layers(Collections.nCopies(layers, Layer.of(seats.toArray(Agent[]::new))))
            .attention(attention)
            .aggregator(Aggregator.synthesis(voice))
            .residual(residual == ResidualKind.none ? Residual.none() : Residual.synthesis(voice))
            .budget(budget());
    if (earlyStop != null) {
      builder.earlyStop(earlyStop ? EarlyStop.whenNoImprovement() : EarlyStop.never());
    }
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
    return builder.build();
  }

  private Agent voice(List<Agent> seats) {
    if (aggregator == null) {
      return seats.get(0);
    }
    return seats.stream()
        .filter(agent -> agent.name().equals(aggregator))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "--aggregator: no agent is named '"
                        + aggregator
                        + "' (expected: one of "
                        + seats.stream().map(Agent::name).toList()
                        + ")"));
  }

  private Budget budget() {
    Budget budget = Budget.ofDefaults();
    if (maxCalls != null) {
      budget = budget.andCalls(maxCalls);
    }
    return deadline == null ? budget : budget.andDeadline(deadline);
  }

  private CompletionOptions completionOptions() {
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
