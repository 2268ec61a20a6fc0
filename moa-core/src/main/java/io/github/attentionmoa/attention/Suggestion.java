package io.github.attentionmoa.attention;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Completion;

/**
 * What one agent says should be better in a proposal: a_ij.
 *
 * @param from position of the agent that wrote it, from 1: the i
 * @param to position of the agent whose proposal was read, from 1: the j
 * @param completion the suggestion, never blank
 */
public record Suggestion(int from, int to, Completion completion) {
  /** Checks that the completion is there. */
  public Suggestion {
    requireNonNull(completion, "completion");
  }

  /** Returns the words of the suggestion. */
  public String text() {
    return completion.text();
  }

  /** Tells whether the agent read its own proposal. */
  public boolean isSelf() {
    return from == to;
  }
}
