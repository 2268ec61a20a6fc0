package io.github.attentionmoa;

import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.attention.AttentionWeights;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.residual.Residual;
import io.github.attentionmoa.stop.EarlyStop;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Counts the calls of a run before it starts, stage by stage. */
final class Planner {
  private final Settings settings;
  private final Map<Stage, Integer> calls = new EnumMap<>(Stage.class);
  private int fallbacks;
  private int path;
  private boolean isExact;

  private Planner(Settings settings) {
    this.settings = settings;
    this.isExact = settings.depth() == 1 || settings.earlyStop() == EarlyStop.never();
  }

  static RunPlan plan(Settings settings) {
    Planner planner = new Planner(settings);
    for (int layer = 1; layer <= settings.depth(); layer++) {
      planner.propose(layer);
      planner.attendAndRefine(layer);
      planner.aggregate(layer);
      planner.connect(layer);
    }
    int sum = planner.calls.values().stream().mapToInt(Integer::intValue).sum();
    int most = (sum + planner.fallbacks) * settings.retry().maxAttempts();
    return RunPlan.of(planner.calls, most, planner.path, planner.isExact);
  }

  private void propose(int layer) {
    add(Stage.PROPOSE, settings.agents(layer).size(), 1);
  }

  private void attendAndRefine(int layer) {
    int agents = settings.agents(layer).size();
    AttentionScorer scorer = settings.attention(layer);
    Optional<AttentionWeights> fixed = scorer.fixed(agents);
    int scores = fixed.isPresent() ? 0 : scorer.calls(agents);
    isExact &= fixed.isPresent();
    AttentionWeights weights = fixed.orElseGet(() -> scorer.atMost(agents));
    int self = 0;
    int targets = 0;
    for (int i = 1; i <= agents; i++) {
      int agent = i;
      boolean isRead = positive(agents, from -> weights.weight(from, agent)) > 0;
      int reads = fixed.isPresent() ? positive(agents, to -> weights.weight(agent, to)) : agents;
      self += weights.weight(i, i) > 0 ? 1 : 0;
      targets += isRead ? 1 : 0;
      fallbacks += settings.fallbacks(layer, i).size() * (1 + reads + (isRead ? 1 : 0));
    }
    int suggestions = weights.callCount();
    add(Stage.SCORE, scores, 1);
    add(Stage.ATTEND, suggestions - self, 1);
    add(Stage.ATTEND_SELF, self, suggestions > self ? 0 : 1);
    add(Stage.REFINE, targets, 1);
  }

  private static int positive(int agents, IntToDoubleFunction weightOfAgent) {
    return (int)
        IntStream.rangeClosed(1, agents).filter(i -> weightOfAgent.applyAsDouble(i) > 0).count();
  }

  private void aggregate(int layer) {
    if (settings.isOutputRead(layer)) {
      int agents = settings.agents(layer).size();
      int count = settings.aggregator(layer).calls(agents);
      add(Stage.AGGREGATE, count, count);
      fallbacks += settings.aggregator(layer).maxCalls(agents) - count;
    }
  }

  private void connect(int layer) {
    Residual residual = settings.residual();
    Residual.Place place = settings.place(layer, layer > 1);
    int count = residual.calls(place);
    add(Stage.RESIDUAL, count, residual.criticalPath(place));
    fallbacks += residual.maxCalls(place) - count;
  }

  private void add(Stage stage, int count, int onPath) {
    if (count > 0) {
      calls.merge(stage, count, Integer::sum);
      path += onPath;
    }
  }
}
