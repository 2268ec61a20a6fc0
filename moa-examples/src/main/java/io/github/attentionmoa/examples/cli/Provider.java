package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.agent.Agent;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A word before the colon of {@code --agent}, and how agents behind it are opened.
 *
 * @param prefix the word
 * @param keys the variables that its key is looked for in, in order; none if it needs no key
 * @param settings the other variables that it needs
 * @param server the server on this machine; null for what is none
 * @param opener opens an agent; what it throws is told with the specification before it
 */
record Provider(
    String prefix,
    List<String> keys,
    List<String> settings,
    @Nullable Server server,
    Opener opener) {
  /** Opens one agent. */
  @FunctionalInterface
  interface Opener {
    Agent open(AgentSpec spec, Agents agents);
  }

  /**
   * A server on this machine.
   *
   * @param url its usual address
   * @param list where it lists its models, below the address
   * @param start the command that starts it there
   * @param load the command that gives it a model
   */
  record Server(String url, String list, String start, String load) {
    URI models() {
      return URI.create(url + list);
    }
  }
}
