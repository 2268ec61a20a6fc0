package io.github.attentionmoa.layer;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.aggregate.Aggregator;
import io.github.attentionmoa.attention.AttentionScorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who sits in one layer, and how its agents read each other and become one voice. Immutable.
 *
 * <p>An agent's identity is its position, from 1: the same agent may sit in a layer more than once.
 * With the paper's attention a layer of N agents makes N² + 2N + 1 calls.
 */
public final class Layer {
  private final List<Agent> agents;
  private final List<List<Agent>> fallbacks;
  private final @Nullable AttentionScorer attention;
  private final @Nullable Aggregator aggregator;

  private Layer(Builder builder) {
    agents = List.copyOf(builder.agents);
    fallbacks = List.copyOf(builder.fallbacks);
    attention = builder.attention;
    aggregator = builder.aggregator;
  }

  /**
   * Returns a layer of agents in their order, with the attention and aggregator of the run.
   *
   * @throws IllegalStateException if there is no agent
   */
  public static Layer of(Agent... agents) {
    Builder builder = builder();
    for (Agent agent : agents) {
      builder.agent(agent);
    }
    return builder.build();
  }

  /** Returns a builder of a layer without agents. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder with everything set as here. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.agents.addAll(agents);
    builder.fallbacks.addAll(fallbacks);
    builder.attention = attention;
    builder.aggregator = aggregator;
    return builder;
  }

  /** Returns the agents by position, at least one. */
  public List<Agent> agents() {
    return agents;
  }

  /**
   * Returns who is asked in a position, in this order, when a call of its agent is lost.
   *
   * @param position from 1
   * @throws IndexOutOfBoundsException if there is no such position
   */
  public List<Agent> fallbacks(int position) {
    return fallbacks.get(position - 1);
  }

  /** Returns who reads whom in this layer; empty for what the run says. */
  public Optional<AttentionScorer> attention() {
    return Optional.ofNullable(attention);
  }

  /** Returns what makes this layer's output; empty for what the run says. */
  public Optional<Aggregator> aggregator() {
    return Optional.ofNullable(aggregator);
  }

  /** Collects the agents of a layer. */
  public static final class Builder {
    private final List<Agent> agents = new ArrayList<>();
    private final List<List<Agent>> fallbacks = new ArrayList<>();
    private int added;
    private @Nullable AttentionScorer attention;
    private @Nullable Aggregator aggregator;

    private Builder() {}

    /** Adds an agent in the next position. */
    public Builder agent(Agent agent) {
      return agent(agent, 1);
    }

    /**
     * Adds an agent in the next positions, as many times as said.
     *
     * @throws IllegalArgumentException if {@code times} is less than 1
     */
    public Builder agent(Agent agent, int times) {
      requireNonNull(agent, "agent");
      if (times < 1) {
        throw new IllegalArgumentException("times: " + times + " (expected: 1 or more)");
      }
      for (int i = 0; i < times; i++) {
        agents.add(agent);
        fallbacks.add(List.of());
      }
      added = times;
      return this;
    }

    /**
     * Sets who is asked instead when a call of the agent added last is lost: 1 more call for each.
     *
     * <p>For whatever reason it is lost: refused, filtered, too long a prompt, out of reach. The
     * lost call is recorded as such, the run is degraded, and the next call goes to the agent
     * itself again. Called once more, it names who is asked after that.
     *
     * @throws IllegalStateException if no agent was added before
     */
    public Builder orElse(Agent next) {
      requireNonNull(next, "next");
      if (added == 0) {
        throw new IllegalStateException("orElse before an agent (call agent(..) first)");
      }
      for (int seat = agents.size() - added; seat < agents.size(); seat++) {
        List<Agent> all = new ArrayList<>(fallbacks.get(seat));
        all.add(next);
        fallbacks.set(seat, List.copyOf(all));
      }
      return this;
    }

    /** Sets who reads whom in this layer; by default what the run says. */
    public Builder attention(AttentionScorer value) {
      attention = requireNonNull(value, "attention");
      return this;
    }

    /** Sets what makes this layer's output; by default what the run says. */
    public Builder aggregator(Aggregator value) {
      aggregator = requireNonNull(value, "aggregator");
      return this;
    }

    /**
     * Returns the layer.
     *
     * @throws IllegalStateException if there is no agent
     */
    public Layer build() {
      if (agents.isEmpty()) {
        throw new IllegalStateException("a layer without agents (call agent(..))");
      }
      return new Layer(this);
    }
  }
}
