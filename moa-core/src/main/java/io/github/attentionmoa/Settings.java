package io.github.attentionmoa;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.CompletionCache;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.aggregate.Aggregator;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.layer.Layer;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.limit.RetryPolicy;
import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.residual.Residual;
import io.github.attentionmoa.stop.EarlyStop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that a built ensemble has settled, defaults filled in.
 *
 * @param layers the layers, each with its own attention and aggregator
 * @param instructions what each stage is told to do
 * @param random from 0 to 1, where in its range a wait before a retry lies
 */
record Settings(
    String name,
    List<Layer> layers,
    Residual residual,
    EarlyStop earlyStop,
    Budget budget,
    RetryPolicy retry,
    Duration callTimeout,
    int minAnswers,
    Map<Stage, CompletionOptions> options,
    Map<Stage, String> instructions,
    RunListener listener,
    Executor executor,
    UnaryOperator<Runnable> taskDecorator,
    @Nullable CompletionCache cache,
    Scheduler scheduler,
    DoubleSupplier random) {
  /** Returns all that shapes replies but plug-ins, which only the name tells apart. */
  String identity() {
    List<String> parts = new ArrayList<>();
    for (Layer layer : layers) {
      parts.add(shape(layer));
      layer.agents().forEach(agent -> parts.add(agent.identity()));
      for (int seat = 1; seat <= layer.agents().size(); seat++) {
        layer.fallbacks(seat).forEach(agent -> parts.add(agent.identity()));
      }
    }
    for (Stage stage : Stage.values()) {
      parts.add(instruction(stage));
      parts.add(options(stage).toString());
    }
    return name + " " + CacheKey.of(parts);
  }

  private static String shape(Layer layer) {
    int agents = layer.agents().size();
    StringBuilder shape = new StringBuilder("layer of ").append(agents);
    for (int seat = 1; seat <= agents; seat++) {
      int fallbacks = layer.fallbacks(seat).size();
      shape.append(fallbacks == 0 ? "" : ", seat " + seat + " or else " + fallbacks);
    }
    return shape.toString();
  }

  int depth() {
    return layers.size();
  }

  /** Returns the agents of a layer, which is counted from 1. */
  List<Agent> agents(int layer) {
    return layers.get(layer - 1).agents();
  }

  /** Returns who is asked in a position of a layer when a call of its agent is lost. */
  List<Agent> fallbacks(int layer, int position) {
    return layers.get(layer - 1).fallbacks(position);
  }

  AttentionScorer attention(int layer) {
    return layers.get(layer - 1).attention().orElseThrow();
  }

  Aggregator aggregator(int layer) {
    return layers.get(layer - 1).aggregator().orElseThrow();
  }

  CompletionOptions options(Stage stage) {
    return options.getOrDefault(stage, CompletionOptions.none());
  }

  String instruction(Stage stage) {
    return Objects.requireNonNull(instructions.get(stage));
  }

  /** Returns these settings with another budget. */
  Settings within(Budget other) {
    return new Settings(
        name,
        layers,
        residual,
        earlyStop,
        other,
        retry,
        callTimeout,
        minAnswers,
        options,
        instructions,
        listener,
        executor,
        taskDecorator,
        cache,
        scheduler,
        random);
  }

  Residual.Place place(int layer, boolean hasPrevious) {
    boolean isVerdictWanted = hasPrevious && earlyStop.readsVerdict() && residual.givesVerdict();
    return new Residual.Place(layer, depth(), agents(layer).size(), isVerdictWanted);
  }

  /** Tells whether somebody reads the one output of a layer. */
  boolean isOutputRead(int layer) {
    return layer == depth() || residual.readsLayerOutput();
  }

  /** Tells the stage whose last call gives the answer of a whole run. */
  Stage lastStage() {
    boolean isResidual = residual.writesAnswer() && residual.calls(place(depth(), depth() > 1)) > 0;
    return isResidual ? Stage.RESIDUAL : Stage.AGGREGATE;
  }
}
