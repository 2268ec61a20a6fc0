package io.github.attentionmoa.providers.ollama;

import io.github.attentionmoa.providers.http.AgentBuilder;
import io.github.attentionmoa.providers.http.HttpAgent;

/**
 * An agent behind a server of Ollama, on this machine, another or in the cloud.
 *
 * <p>Only options that somebody set are sent. Set {@link Builder#contextTokens}: by default the
 * context has as few as 4,096 tokens, and the server silently drops what does not fit, the first
 * messages first. The effort is {@code true} or {@code false} for models that think or do not, or
 * {@code low} to {@code max} for those that know degrees.
 *
 * <p>One call is one exchange: nothing is repeated or redirected. Cancelling the future closes the
 * socket. An empty answer is an {@link io.github.attentionmoa.agent.AgentException} of its kind.
 * Safe for many threads; {@link #close()} cancels what is in flight.
 */
@SuppressWarnings("exports") // inherits from a package that is not exported
public final class OllamaAgent extends HttpAgent {
  private final Builder settings;

  private OllamaAgent(Builder builder) {
    super(builder, (model, host) -> new ChatRequest(model, builder.contextTokens), ChatReply::new);
    settings = new Builder(builder);
  }

  /**
   * Starts an agent of a model, by the provider's name for it.
   *
   * @throws IllegalArgumentException if the model is blank
   */
  public static Builder builder(String model) {
    return new Builder(model);
  }

  /** Starts another agent with everything set as here; it has sockets of its own. */
  public Builder toBuilder() {
    return new Builder(settings);
  }

  /**
   * Collects the parts of an agent. Each may be set once.
   *
   * <p>The address is {@code http://localhost:11434} unless set; {@code api/chat} is added to its
   * path. The cloud is {@code https://ollama.com}. Calls beyond the server's own limit, 1 for each
   * model by default, wait there.
   */
  public static final class Builder extends AgentBuilder<Builder> {
    private int contextTokens;

    private Builder(String model) {
      super(model, "http://localhost:11434");
    }

    private Builder(Builder other) {
      super(other);
      contextTokens = other.contextTokens;
    }

    /**
     * Sets the size of the context ({@code num_ctx}), by default the server's.
     *
     * <p>It holds conversation and answer. A change makes the server load the model anew.
     *
     * @throws IllegalArgumentException if less than 1
     * @throws IllegalStateException if it was set before
     */
    public Builder contextTokens(int tokens) {
      requireUnset(contextTokens == 0, "contextTokens");
      if (tokens < 1) {
        throw new IllegalArgumentException("contextTokens: " + tokens + " (expected: 1 or more)");
      }
      contextTokens = tokens;
      return this;
    }

    /**
     * Builds the agent.
     *
     * @throws IllegalArgumentException if the base URL is not acceptable
     */
    public OllamaAgent build() {
      return new OllamaAgent(this);
    }
  }
}
