package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.attention.AttentionScorer;

/** Attention as it was asked for, before it is known who judges. */
@FunctionalInterface
interface AttentionSpec {
  /** Returns the attention; the judge is called if it needs one. */
  AttentionScorer by(Agent judge);
}
