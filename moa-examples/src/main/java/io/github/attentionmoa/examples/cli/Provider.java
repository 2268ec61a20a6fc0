package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.agent.Agent;

/**
 * A word before the colon of {@code --agent}, and how agents behind it are opened.
 *
 * @param prefix the word
 * @param help what stands after the colon, and where the key comes from
 * @param opener opens an agent; what it throws is told with the specification before it
 */
record Provider(String prefix, String help, Opener opener) {
  /** Opens one agent. */
  @FunctionalInterface
  interface Opener {
    Agent open(AgentSpec spec, Agents agents);
  }
}
