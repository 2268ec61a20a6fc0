package io.github.attentionmoa.attention;

import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.propose.Proposal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * A scorer of whose weights only some are kept.
 *
 * @param peers how many peers are kept for a target; 0 if that is not what selects
 */
record SelectedScorer(AttentionScorer scorer, UnaryOperator<AttentionWeights> selection, int peers)
    implements AttentionScorer {
  @Override
  public CompletionStage<AttentionWeights> score(List<Proposal> proposals, StageContext context) {
    return scorer.score(proposals, context).thenApply(selection);
  }

  @Override
  public Optional<AttentionWeights> fixed(int agents) {
    if (peers >= agents) {
      throw new IllegalArgumentException(
          "topK: %d peers in a layer of %d agents (expected: fewer peers than agents)"
              .formatted(peers, agents));
    }
    return scorer.fixed(agents).map(selection);
  }

  @Override
  public AttentionWeights atMost(int agents) {
    return selection.apply(scorer.atMost(agents));
  }

  @Override
  public int calls(int agents) {
    return scorer.calls(agents);
  }
}
