package io.github.attentionmoa.providers.openai;

import io.github.attentionmoa.providers.http.AgentBuilder;
import io.github.attentionmoa.providers.http.HttpAgent;

/**
 * An agent behind OpenAI chat completions, or any server that speaks them.
 *
 * <p>One call is one exchange: nothing is repeated or redirected. Cancelling the future closes the
 * socket. Only options that somebody set are sent. A refusal, a filtered or an empty answer is an
 * {@link io.github.attentionmoa.agent.AgentException} of its kind. Safe for many threads; {@link
 * #close()} cancels what is in flight.
 */
@SuppressWarnings("exports") // inherits from a package that is not exported
public final class OpenAiAgent extends HttpAgent {
  private final Builder settings;

  private OpenAiAgent(Builder builder) {
    super(builder, (model, host) -> new ChatRequest(model, Dialect.of(host)), ChatReply::new);
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
   * <p>The address is {@code https://api.openai.com/v1} unless set; {@code chat/completions} is
   * added to its path. A query stays, so classic Azure is {@code
   * https://NAME.openai.azure.com/openai/deployments/DEPLOYMENT?api-version=2024-10-21}.
   */
  public static final class Builder extends AgentBuilder<Builder> {
    private Builder(String model) {
      super(model, "https://api.openai.com/v1");
    }

    private Builder(Builder other) {
      super(other);
    }

    /**
     * Builds the agent.
     *
     * @throws IllegalArgumentException if the base URL is not acceptable
     */
    public OpenAiAgent build() {
      return new OpenAiAgent(this);
    }
  }
}
