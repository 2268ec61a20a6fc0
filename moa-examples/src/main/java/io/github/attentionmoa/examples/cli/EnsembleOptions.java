package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.limit.RunPlan;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParseResult;

/** The options that say which ensemble answers, and the ensemble that they make. */
final class EnsembleOptions {
  @Mixin private CastOptions cast = new CastOptions();
  @Mixin private MethodOptions shape = new MethodOptions();
  @Mixin private CallOptions calls = new CallOptions();
  @Mixin private ConfigOption config = new ConfigOption();

  /** Takes from the file what was not given. */
  void readConfig(ParseResult given) {
    config.apply(given, cast, calls.completionOptions());
  }

  /** Returns the exception with the place in the file, if the wrong option is from there. */
  UsageException located(UsageException e) {
    return config.located(e);
  }

  /** Opens the agents, which the caller closes. */
  Agents open(Terminal terminal) {
    return new Agents(terminal, calls.concurrency());
  }

  /** Returns the specifications in order; none for the embedded default. */
  List<AgentSpec> agents() {
    return cast.agents();
  }

  /** Returns how many layers a method has. */
  int layers(Method method) {
    return shape.layers(method);
  }

  /** Returns what runs will cost, and checks all options; no agent is opened. */
  List<RunPlan> plans(List<Method> methods) {
    try {
      shape.check(methods);
      List<Agent> seats = Agents.named(cast.agents());
      shape.checkAttention(seats);
      return over(methods, seats).stream().map(AttentionMoA::plan).toList();
    } catch (UsageException e) {
      throw config.located(e);
    }
  }

  /** Returns the ensembles of methods over agents in the order of their specifications. */
  List<AttentionMoA> over(List<Method> methods, List<Agent> seats) {
    List<Agent> players = cast.cast(seats);
    Agent voice = cast.voice(players);
    try {
      return methods.stream().map(method -> build(shape.builder(method, players, voice))).toList();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private AttentionMoA build(AttentionMoA.Builder builder) {
    calls.apply(builder);
    return builder.build();
  }
}
