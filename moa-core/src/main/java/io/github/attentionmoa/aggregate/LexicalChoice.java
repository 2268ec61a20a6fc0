package io.github.attentionmoa.aggregate;

import io.github.attentionmoa.attention.AttentionWeights;
import io.github.attentionmoa.propose.Proposal;
import io.github.attentionmoa.refine.Refinement;
import java.util.List;

/** Picks the refinement whose text is most like those of its peers, ties by agent order. */
final class LexicalChoice {
  private LexicalChoice() {}

  static Refinement of(List<Refinement> refinements) {
    AttentionWeights weights =
        AttentionWeights.lexical(
            refinements.stream().map(r -> new Proposal(r.agent(), r.completion())).toList());
    Refinement best = refinements.get(0);
    for (Refinement refinement : refinements) {
      int agent = refinement.agent();
      if (weights.weight(agent, agent) > weights.weight(best.agent(), best.agent())) {
        best = refinement;
      }
    }
    return best;
  }
}
