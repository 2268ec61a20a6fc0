package io.github.attentionmoa.aggregate;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.CompletableFuture.completedFuture;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.prompt.Prompt;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.refine.Refinement;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Lets an agent synthesise the refinements window by window, as sequential Self-MoA does.
 *
 * <p>The best so far is always the first text of a window.
 */
record FoldingAggregator(Agent agent, int window) implements Aggregator {
  private static final Prompt SYNTHESIS = Prompt.of(Stage.AGGREGATE.instruction());

  FoldingAggregator {
    requireNonNull(agent, "agent");
    if (window < 2) {
      throw new IllegalArgumentException(
          "window: " + window + " (expected: 2 or more, the best so far included)");
    }
  }

  @Override
  public CompletionStage<Completion> aggregate(List<Refinement> refinements, StageContext context) {
    CompletionStage<Completion> best = completedFuture(refinements.get(0).completion());
    for (int from = 1; from < refinements.size(); from += window - 1) {
      int to = Math.min(refinements.size(), from + window - 1);
      List<Refinement> next = refinements.subList(from, to);
      best = best.thenCompose(text -> context.call(agent, prompt(text, next)));
    }
    return best;
  }

  private static Prompt prompt(Completion best, List<Refinement> next) {
    Prompt prompt = SYNTHESIS.quote("Answer 1", best.text());
    for (int k = 0; k < next.size(); k++) {
      prompt = prompt.quote("Answer " + (k + 2), next.get(k).text());
    }
    return prompt;
  }

  @Override
  public int calls(int refinements) {
    return (refinements - 1 + window - 2) / (window - 1);
  }
}
