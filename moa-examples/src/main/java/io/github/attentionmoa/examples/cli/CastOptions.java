package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.CompletionOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say who answers, and who speaks for all. */
final class CastOptions {
  @Option(
      names = {"-a", "--agent"},
      paramLabel = "SPEC",
      converter = AgentSpec.Converter.class,
      description = {
        "An agent, repeatable, in order: [NAME=]PROVIDER:MODEL[@BASE_URL], such as local:smollm2-135m,",
        "openai:gpt-4.1-mini or fast=openai:llama-3.1-8b@http://127.0.0.1:8080/v1. The key comes from"
            + " the provider's variable, such as OPENAI_API_KEY; with a base URL it may be missing.",
        "What is here: moa doctor.",
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

  /** Returns the specifications in order; none for the embedded default. */
  List<AgentSpec> agents() {
    return agents;
  }

  /** Seats agents of a file if no others were named; options that were given win over theirs. */
  void seat(List<AgentSpec> fromFile, CompletionOptions given) {
    if (agents.isEmpty()) {
      agents = fromFile.stream().map(spec -> spec.with(given)).toList();
    }
  }

  /** Returns the agents, in the order of their specifications, as they play in the run. */
  List<Agent> cast(List<Agent> seats) {
    List<String> names = seats.stream().map(Agent::name).toList();
    for (String name : personas.keySet()) {
      check("--persona", name, names);
    }
    List<Agent> cast = new ArrayList<>();
    for (int i = 0; i < seats.size(); i++) {
      String own = agents.isEmpty() ? null : agents.get(i).seat().persona();
      cast.add(inPersona(seats.get(i), personas.getOrDefault(seats.get(i).name(), own)));
    }
    return cast;
  }

  private static Agent inPersona(Agent agent, @Nullable String text) {
    return text == null ? agent : agent.persona(text);
  }

  /** Returns who speaks for all. */
  Agent voice(List<Agent> cast) {
    if (aggregator == null) {
      return cast.get(0);
    }
    List<String> names = cast.stream().map(Agent::name).toList();
    check("--aggregator", aggregator, names);
    return cast.get(names.indexOf(aggregator));
  }

  private static void check(String option, String name, List<String> names) {
    if (!names.contains(name)) {
      throw new UsageException(
          option, "no agent is named '" + name + "' (expected: one of " + names + ")");
    }
  }
}
