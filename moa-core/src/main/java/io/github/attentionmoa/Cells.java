package io.github.attentionmoa;

import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.attention.AttentionMap;
import io.github.attentionmoa.attention.AttentionWeights;
import io.github.attentionmoa.attention.Suggestion;
import io.github.attentionmoa.layer.LayerOutput;
import io.github.attentionmoa.propose.Proposal;
import io.github.attentionmoa.refine.Refinement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The dataflow graph of one layer: a future for every text, empty where it was lost.
 *
 * @param proposals r_i by agent
 * @param weights who reads whom
 * @param suggestions a_ij, row by row
 * @param refinements f_j by agent
 * @param output o_l
 */
record Cells(
    int layer,
    List<CompletableFuture<Optional<Proposal>>> proposals,
    CompletableFuture<AttentionWeights> weights,
    List<CompletableFuture<Optional<Suggestion>>> suggestions,
    List<CompletableFuture<Optional<Refinement>>> refinements,
    CompletableFuture<Optional<Completion>> output) {
  private static final AttentionWeights NOT_YET = AttentionWeights.of(new double[0][0]);

  /** Returns what there is at the moment. */
  LayerOutput now() {
    AttentionMap map = new AttentionMap(weights.getNow(NOT_YET), present(suggestions));
    Completion one = output.getNow(Optional.empty()).orElse(null);
    return new LayerOutput(layer, present(proposals), map, present(refinements), one);
  }

  /** Returns the texts that have come, in order. */
  static <T> List<T> present(List<CompletableFuture<Optional<T>>> cells) {
    return cells.stream().flatMap(cell -> cell.getNow(Optional.empty()).stream()).toList();
  }

  /** Returns a future of the texts that have come, in order, once all have come or are lost. */
  static <T> CompletableFuture<List<T>> all(List<CompletableFuture<Optional<T>>> cells) {
    return CompletableFuture.allOf(cells.toArray(CompletableFuture[]::new))
        .thenApply(ready -> present(cells));
  }
}
