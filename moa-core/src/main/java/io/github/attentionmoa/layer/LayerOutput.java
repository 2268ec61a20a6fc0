package io.github.attentionmoa.layer;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.attention.AttentionMap;
import io.github.attentionmoa.propose.Proposal;
import io.github.attentionmoa.refine.Refinement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came out of one layer. Lists are in agent order; what was lost is missing.
 *
 * @param layer the layer, from 1: the l
 * @param proposals first answers r_i
 * @param attention suggestions a_ij
 * @param refinements second answers f_j
 * @param output the one answer o_l; null if nobody reads it, or if no agent answered
 */
public record LayerOutput(
    int layer,
    List<Proposal> proposals,
    AttentionMap attention,
    List<Refinement> refinements,
    @Nullable Completion output) {
  /** Copies the lists. */
  public LayerOutput {
    proposals = List.copyOf(proposals);
    requireNonNull(attention, "attention");
    refinements = List.copyOf(refinements);
  }

  /** Returns the words of the one answer; empty if there is none. */
  public String text() {
    return output == null ? "" : output.text();
  }
}
