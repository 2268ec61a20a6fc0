package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.limit.RetryPolicy;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.prompt.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which ensemble answers, and the ensemble that they make. */
final class EnsembleOptions {
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
      names = "--aggregator",
      paramLabel = "NAME",
      description = "The agent that aggregates and writes the residual; default the first.")
  private @Nullable String aggregator;

  @Option(
      names = "--persona",
      paramLabel = "NAME=TEXT",
      description = "A system text for the agents of a name, repeatable.")
  private Map<String, String> personas = new LinkedHashMap<>();

  @Mixin private MethodOptions shape = new MethodOptions();

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

  /** Returns how many layers a method has. */
  int layers(Method method) {
    return shape.layers(method);
  }

  /** Returns what runs will cost, and checks all options; no agent is opened. */
  List<RunPlan> plans(List<Method> methods) {
    atLeast(1, "--max-tokens", maxTokens);
    atLeast(1, "--max-calls", maxCalls);
    atLeast(0, "--retries", retries);
    atLeast(1, "--concurrency", concurrency);
    shape.check(methods);
    List<Agent> seats = Agents.named(agents);
    shape.checkAttention(seats);
    return over(methods, seats).stream().map(AttentionMoA::plan).toList();
  }

  static void atLeast(int least, String option, @Nullable Integer value) {
    if (value != null && value < least) {
      throw new UsageException(option + ": " + value + " (expected: " + least + " or more)");
    }
  }

  /** Returns the ensembles of methods over agents in the order of their specifications. */
  List<AttentionMoA> over(List<Method> methods, List<Agent> seats) {
    List<Agent> cast = seats.stream().map(this::inPersona).toList();
    Agent voice = voice(cast);
    checkPersonas(seats);
    try {
      return methods.stream().map(method -> build(shape.builder(method, cast, voice))).toList();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private Agent inPersona(Agent agent) {
    String text = personas.get(agent.name());
    return text == null ? agent : agent.persona(text);
  }

  private void checkPersonas(List<Agent> seats) {
    List<String> names = seats.stream().map(Agent::name).toList();
    for (String name : personas.keySet()) {
      if (!names.contains(name)) {
        throw new UsageException(
            "--persona: no agent is named '" + name + "' (expected: one of " + names + ")");
      }
    }
  }

  private AttentionMoA build(AttentionMoA.Builder builder) {
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
