package io.github.attentionmoa.residual;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.CompletableFuture.completedFuture;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.attention.AttentionWeights;
import io.github.attentionmoa.layer.LayerOutput;
import io.github.attentionmoa.prompt.Prompt;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.refine.Refinement;
import io.github.attentionmoa.residual.ResidualOutput.Verdict;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Lets a judge choose which answers of a layer cross to the next, as Sparse MoA does.
 *
 * <p>Sparse MoA (arXiv 2411.03284) asks one agent for the best k and another whether to end. Here
 * both are comparisons of two, which small models manage.
 */
record BestResidual(Agent judge, int keep) implements Residual {
  private static final Prompt COMPARISON = Prompt.of(Stage.SCORE.instruction());

  BestResidual {
    requireNonNull(judge, "judge");
    if (keep < 1) {
      throw new IllegalArgumentException("keep: " + keep + " (expected: 1 or more)");
    }
  }

  @Override
  public CompletionStage<ResidualOutput> connect(History history, StageContext context) {
    return chosen(history, context).thenCompose(now -> judged(history, now, context));
  }

  private CompletionStage<ResidualOutput> chosen(History history, StageContext context) {
    LayerOutput layer = history.current();
    if (history.place().isLast()) {
      return completedFuture(ResidualOutput.of(layer.text()));
    }
    return AttentionScorer.judging(judge)
        .score(layer.refinements().stream().map(Refinement::asProposal).toList(), context)
        .thenApply(weights -> best(layer.refinements(), weights));
  }

  private ResidualOutput best(List<Refinement> answers, AttentionWeights weights) {
    List<Integer> kept = weights.heaviest(keep);
    List<Refinement> crossing = answers.stream().filter(f -> kept.contains(f.agent())).toList();
    Refinement best =
        crossing.stream().filter(f -> f.agent() == kept.get(0)).findFirst().orElseThrow();
    List<String> references = crossing.stream().map(Refinement::text).toList();
    return new ResidualOutput(best.text(), references, Verdict.UNKNOWN);
  }

  private CompletionStage<ResidualOutput> judged(
      History history, ResidualOutput now, StageContext context) {
    if (!history.isVerdictWanted()) {
      return completedFuture(now);
    }
    String before = history.previous().orElseThrow().text();
    Prompt prompt = COMPARISON.comparing(before, now.text());
    return context
        .call(judge, prompt)
        .thenApply(reply -> now.verdict(Verdict.of(prompt.read(reply.text()).choice())))
        .exceptionally(lost -> now);
  }

  @Override
  public boolean readsLayerOutput() {
    return false;
  }

  @Override
  public boolean writesAnswer() {
    return false;
  }

  @Override
  public int calls(Place place) {
    int comparisons = place.isLast() ? 0 : AttentionScorer.judging(judge).calls(place.agents());
    return comparisons + (place.isVerdictWanted() ? 1 : 0);
  }

  @Override
  public int criticalPath(Place place) {
    return (place.isLast() ? 0 : 1) + (place.isVerdictWanted() ? 1 : 0);
  }
}
