package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.agent.Agent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Opens the agents of a command, and closes them all. */
final class Agents implements AutoCloseable {
  private final Terminal terminal;
  private final OptionalInt concurrency;
  private final LocalModels local;
  private final List<Agent> open = new ArrayList<>();

  Agents(Terminal terminal, OptionalInt concurrency) {
    this.terminal = terminal;
    this.concurrency = concurrency;
    local = new LocalModels(terminal, concurrency);
  }

  Map<String, String> env() {
    return terminal.env();
  }

  /** Returns how many calls an endpoint takes at the same time; empty for its own limit. */
  OptionalInt concurrency() {
    return concurrency;
  }

  LocalModels local() {
    return local;
  }

  /** Opens the agents in order; without any, the embedded default. */
  List<Agent> open(List<AgentSpec> specs) {
    if (specs.isEmpty()) {
      open.addAll(local.defaultSeats());
    }
    specs.forEach(spec -> open.add(open(spec)));
    return Collections.unmodifiableList(open);
  }

  private Agent open(AgentSpec spec) {
    try {
      return spec.provider().opener().open(spec, this).options(spec.seat().options());
    } catch (IllegalArgumentException | UsageException e) {
      throw new UsageException(spec.origin() + ": " + e.getMessage(), e);
    }
  }

  /** Returns agents that have a name and nothing else: enough to plan a run. */
  static List<Agent> named(List<AgentSpec> specs) {
    List<String> names =
        specs.isEmpty()
            ? List.of("seat 1", "seat 2", "seat 3")
            : specs.stream().map(AgentSpec::name).toList();
    return names.stream().map(name -> Agent.of(name, request -> "")).toList();
  }

  @Override
  public void close() {
    open.forEach(Agent::close);
    local.close();
  }
}
