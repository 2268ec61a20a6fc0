package io.github.attentionmoa;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.CallKey;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says of itself, asked anew for every call; one that cannot say it has a fault.
 *
 * @param agent the agent itself
 * @param label its name; its seat if it has none
 * @param identity what shapes its replies, for the cache
 * @param endpoint what limits and failures are counted by; the agent itself if it names nothing
 * @param most how many exchanges the endpoint takes at the same time
 * @param fault why the agent cannot be called; null if it can
 */
record Profile(
    Agent agent,
    String label,
    String identity,
    Object endpoint,
    int most,
    @Nullable AgentException fault) {
  static Profile of(Agent agent, CallKey key) {
    String label = key.from() == 0 ? "agent" : "agent " + key.from();
    try {
      String name = requireNonNull(agent.name(), "name");
      label = name.isEmpty() ? label : Label.of(name);
      String identity = requireNonNull(agent.identity(), "identity");
      String endpoint = requireNonNull(agent.endpoint(), "endpoint");
      int most = agent.maxConcurrentCalls();
      if (most < 1) {
        throw new IllegalArgumentException(
            "maxConcurrentCalls: " + most + " (expected: 1 or more)");
      }
      return new Profile(agent, label, identity, endpoint.isEmpty() ? agent : endpoint, most, null);
    } catch (RuntimeException e) {
      return new Profile(agent, label, "", agent, Integer.MAX_VALUE, Failures.of(e, label));
    }
  }
}
