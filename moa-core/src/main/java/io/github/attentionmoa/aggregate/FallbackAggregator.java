package io.github.attentionmoa.aggregate;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.refine.Refinement;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Asks the next aggregator when the first throws, fails, or gives nothing. */
record FallbackAggregator(Aggregator first, Aggregator next) implements Aggregator {
  @Override
  public CompletionStage<Completion> aggregate(List<Refinement> refinements, StageContext context) {
    return completedFuture(refinements)
        .thenCompose(all -> first.aggregate(all, context))
        .thenApply(FallbackAggregator::present)
        .exceptionallyCompose(lost -> next.aggregate(refinements, context));
  }

  private static Completion present(Completion completion) {
    if (completion.text().isBlank()) {
      throw AgentException.of(AgentException.Kind.EMPTY, "the aggregator gave a blank text");
    }
    return completion;
  }

  @Override
  public int calls(int refinements) {
    return first.calls(refinements);
  }

  @Override
  public int maxCalls(int refinements) {
    return first.maxCalls(refinements) + next.maxCalls(refinements);
  }
}
