package io.github.attentionmoa.refine;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.propose.Proposal;

/**
 * The second answer of an agent in a layer: f_j.
 *
 * @param agent position of the agent in the layer, from 1: the j
 * @param completion the answer, never blank
 * @param isRewritten false if there were no suggestions or the call was lost: then f_j is r_j
 */
public record Refinement(int agent, Completion completion, boolean isRewritten) {
  /** Checks that the completion is there. */
  public Refinement {
    requireNonNull(completion, "completion");
  }

  /** Returns the words of the answer. */
  public String text() {
    return completion.text();
  }

  /** Returns the answer as a proposal, for what compares proposals. */
  public Proposal asProposal() {
    return new Proposal(agent, completion);
  }
}
