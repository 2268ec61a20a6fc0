package io.github.attentionmoa.attention;

import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.propose.Proposal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Attention that needs no texts.
 *
 * @param peers how many agents there have to be beside a target
 */
record FixedScorer(String name, int peers, Weight weight) implements AttentionScorer {
  /** Weight of an author's suggestion for a target in a layer of agents. */
  @FunctionalInterface
  interface Weight {
    double of(int from, int to, int agents);
  }

  @Override
  public CompletionStage<AttentionWeights> score(List<Proposal> proposals, StageContext context) {
    int agents = proposals.get(proposals.size() - 1).agent();
    return CompletableFuture.completedFuture(weights(agents));
  }

  @Override
  public Optional<AttentionWeights> fixed(int agents) {
    if (peers >= agents) {
      throw new IllegalArgumentException(
          "%s: in a layer of %d agents (expected: fewer peers than agents)"
              .formatted(name, agents));
    }
    return Optional.of(weights(agents));
  }

  private AttentionWeights weights(int agents) {
    double[][] weights = new double[agents][agents];
    for (int from = 1; from <= agents; from++) {
      for (int to = 1; to <= agents; to++) {
        weights[from - 1][to - 1] = weight.of(from, to, agents);
      }
    }
    return AttentionWeights.of(weights);
  }

  @Override
  public String toString() {
    return name;
  }
}
