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
  private final @Nullable AttentionScorer attention;
  private final @Nullable Aggregator aggregator;

  private Layer(Builder builder) {
    agents = List.copyOf(builder.agents);
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
    builder.attention = attention;
    builder.aggregator = aggregator;
    return builder;
  }

  /** Returns the agents by position, at least one. */
  public List<Agent> agents() {
    return agents;
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
