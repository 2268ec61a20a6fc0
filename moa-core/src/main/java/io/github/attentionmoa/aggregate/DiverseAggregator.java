package io.github.attentionmoa.aggregate;

import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.attention.AttentionWeights;
import io.github.attentionmoa.refine.Refinement;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Lets an aggregator read only those refinements that differ most, in agent order. */
record DiverseAggregator(Aggregator reader, int keep) implements Aggregator {
  DiverseAggregator {
    if (keep < 1) {
      throw new IllegalArgumentException("keep: " + keep + " (expected: 1 or more)");
    }
  }

  @Override
  public CompletionStage<Completion> aggregate(List<Refinement> refinements, StageContext context) {
    List<Integer> chosen =
        AttentionWeights.diverse(refinements.stream().map(Refinement::asProposal).toList())
            .heaviest(keep);
    return reader.aggregate(
        refinements.stream().filter(r -> chosen.contains(r.agent())).toList(), context);
  }

  @Override
  public int calls(int refinements) {
    return reader.calls(Math.min(keep, refinements));
  }

  @Override
  public int maxCalls(int refinements) {
    return reader.maxCalls(Math.min(keep, refinements));
  }
}
