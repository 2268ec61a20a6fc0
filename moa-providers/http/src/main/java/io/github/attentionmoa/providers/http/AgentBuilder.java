package io.github.attentionmoa.providers.http;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of an agent, whatever its protocol. Each may be set once.
 *
 * @param <B> the protocol's own builder
 * @hidden documented where it is inherited: this package is not exported
 */
@SuppressWarnings("InvalidBlockTag") // Error Prone does not know that types can be hidden
public abstract class AgentBuilder<B extends AgentBuilder<B>> extends ServiceBuilder<B> {
  private @Nullable String name;
  private int maxConcurrentCalls;

  /**
   * Starts with nothing but a model and the address of its service.
   *
   * @throws IllegalArgumentException if the model is blank
   */
  protected AgentBuilder(String model, String defaultUrl) {
    super(model, defaultUrl);
  }

  /** Starts with everything set as there, to be changed freely. */
  protected AgentBuilder(AgentBuilder<B> other) {
    super(other);
    name = other.name;
    maxConcurrentCalls = other.maxConcurrentCalls;
  }

  /** Sets the label in traces, default the model. */
  public B name(String label) {
    name = requireNonNull(label, "label");
    return self();
  }

  /**
   * Sets how many calls the service takes at the same time, default any number.
   *
   * @throws IllegalArgumentException if less than 1
   */
  public B maxConcurrentCalls(int calls) {
    requireUnset(maxConcurrentCalls == 0, "maxConcurrentCalls");
    if (calls < 1) {
      throw new IllegalArgumentException("maxConcurrentCalls: " + calls + " (expected: 1 or more)");
    }
    maxConcurrentCalls = calls;
    return self();
  }

  String name() {
    return name == null ? model : name;
  }

  int maxConcurrentCalls() {
    return maxConcurrentCalls == 0 ? Integer.MAX_VALUE : maxConcurrentCalls;
  }
}
