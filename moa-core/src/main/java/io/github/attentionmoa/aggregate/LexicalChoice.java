package io.github.attentionmoa.aggregate;

import io.github.attentionmoa.attention.AttentionWeights;
import io.github.attentionmoa.refine.Refinement;
import java.util.List;

/** Picks the refinement whose text is most like those of its peers, ties by agent order. */
final class LexicalChoice {
  private LexicalChoice() {}

  static Refinement of(List<Refinement> refinements) {
    int best =
        AttentionWeights.lexical(refinements.stream().map(Refinement::asProposal).toList())
            .heaviest(1)
            .get(0);
    return refinements.stream().filter(r -> r.agent() == best).findFirst().orElseThrow();
  }
}
