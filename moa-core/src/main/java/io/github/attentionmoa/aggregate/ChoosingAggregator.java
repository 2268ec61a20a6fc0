package io.github.attentionmoa.aggregate;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.refine.Refinement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Picks one of the refinements and calls nobody. */
record ChoosingAggregator(Function<List<Refinement>, Refinement> choice) implements Aggregator {
  ChoosingAggregator {
    requireNonNull(choice, "choice");
  }

  @Override
  public CompletionStage<Completion> aggregate(List<Refinement> refinements, StageContext context) {
    return CompletableFuture.completedFuture(choice.apply(refinements).completion());
  }

  @Override
  public int calls(int refinements) {
    return 0;
  }
}
