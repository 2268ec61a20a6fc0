package io.github.attentionmoa.propose;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Completion;

/**
 * The first answer of an agent in a layer: r_i.
 *
 * @param agent position of the agent in the layer, from 1: the i
 * @param completion the answer, never blank
 */
public record Proposal(int agent, Completion completion) {
  /** Checks that the completion is there. */
  public Proposal {
    requireNonNull(completion, "completion");
  }

  /** Returns the words of the answer. */
  public String text() {
    return completion.text();
  }
}
