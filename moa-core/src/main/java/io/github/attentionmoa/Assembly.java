package io.github.attentionmoa;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.aggregate.Aggregator;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.layer.Layer;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.residual.Residual;
import io.github.attentionmoa.stop.EarlyStop;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Checks what a builder was given as a whole, and fills in what depends on the rest. */
final class Assembly {
  private final AttentionMoA.Builder given;
  private final List<String> problems = new ArrayList<>();

  private Assembly(AttentionMoA.Builder given) {
    this.given = given;
  }

  /**
   * Returns the settings.
   *
   * @throws IllegalStateException if something is missing or contradictory; all of it is named
   */
  static Settings settle(AttentionMoA.Builder given) {
    Assembly assembly = new Assembly(given);
    assembly.check();
    return assembly.settings();
  }

  private void check() {
    if (given.layers.isEmpty()) {
      problems.add("no layers (call layer(..))");
    }
    for (int l = 1; l <= given.layers.size(); l++) {
      checkLayer(l, given.layers.get(l - 1));
    }
    checkContradictions();
    if (!problems.isEmpty()) {
      throw new IllegalStateException(String.join("; ", problems));
    }
  }

  private void checkContradictions() {
    if (given.aggregator != null && given.prompts.containsKey(Stage.AGGREGATE)) {
      problems.add("prompt(AGGREGATE) beside aggregator(..) (give that one the instruction)");
    }
    if (given.residual != null && given.prompts.containsKey(Stage.RESIDUAL)) {
      problems.add("prompt(RESIDUAL) beside residual(..) (give that one the instruction)");
    }
    boolean isVerdictMissing = given.residual != null && !given.residual.givesVerdict();
    if (isVerdictMissing && given.earlyStop != null && given.earlyStop.readsVerdict()) {
      problems.add(
          "an early stop that reads verdicts beside a residual that gives none"
              + " (call earlyStop(EarlyStop.never()), or give another residual)");
    }
  }

  private void checkLayer(int l, Layer layer) {
    int agents = layer.agents().size();
    if (agents < given.minAnswers) {
      problems.add(
          "minAnswers(%d) in layer %d of %d agents".formatted(given.minAnswers, l, agents));
    }
    try {
      AttentionScorer scorer = layer.attention().orElse(given.attention);
      var fixed = requireNonNull(scorer.fixed(agents), "fixed weights");
      if (fixed.isPresent() && fixed.get().agents() != agents) {
        problems.add(
            "attention of layer %d: fixed weights of %d agents (expected: %d)"
                .formatted(l, fixed.get().agents(), agents));
      }
    } catch (RuntimeException e) {
      problems.add("attention of layer " + l + ": " + e.getMessage());
    }
  }

  private Settings settings() {
    Residual residual = residual();
    return new Settings(
        given.name,
        given.layers.stream().map(this::complete).toList(),
        residual,
        earlyStop(residual),
        given.budget,
        given.retry,
        given.callTimeout,
        given.minAnswers,
        Map.copyOf(given.options),
        instructions(),
        given.listener,
        given.executor == null ? Tasks.threadPerTask() : given.executor,
        given.taskDecorator,
        given.cache,
        given.scheduler,
        given.random);
  }

  private Residual residual() {
    Agent first = given.layers.get(0).agents().get(0);
    return given.residual == null
        ? Residual.synthesis(first, instruction(Stage.RESIDUAL))
        : given.residual;
  }

  private EarlyStop earlyStop(Residual residual) {
    EarlyStop usual = residual.givesVerdict() ? EarlyStop.whenNoImprovement() : EarlyStop.never();
    return given.earlyStop == null ? usual : given.earlyStop;
  }

  private Layer complete(Layer layer) {
    Agent first = layer.agents().get(0);
    Aggregator usual =
        given.aggregator == null
            ? Aggregator.synthesis(first, instruction(Stage.AGGREGATE))
            : given.aggregator;
    return layer.toBuilder()
        .attention(layer.attention().orElse(given.attention))
        .aggregator(layer.aggregator().orElse(usual))
        .build();
  }

  private Map<Stage, String> instructions() {
    Map<Stage, String> all = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      all.put(stage, instruction(stage));
    }
    return all;
  }

  private String instruction(Stage stage) {
    return given.prompts.getOrDefault(stage, stage.instruction());
  }
}
