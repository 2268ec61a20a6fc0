package io.github.attentionmoa.providers.anthropic;

import io.github.attentionmoa.providers.http.AgentBuilder;
import io.github.attentionmoa.providers.http.HttpAgent;

/**
 * An agent behind Anthropic Messages, or any server that speaks them.
 *
 * <p>Only options that somebody set are sent, and these not always: Anthropic demands a limit of
 * output tokens, which is 16,000 unless set, or less where the model writes less; it knows no seed;
 * and its models since Claude 4.7 reject temperature and topP, as those of an unknown name are
 * taken to do. Of the two, models of 4.5 get temperature alone. Who knows better sends them as
 * {@link Builder#extraBody extra fields}.
 *
 * <p>One call is one exchange: nothing is repeated or redirected. Cancelling the future closes the
 * socket. A refusal, a filtered or an empty answer is an {@link
 * io.github.attentionmoa.agent.AgentException} of its kind. Safe for many threads; {@link #close()}
 * cancels what is in flight.
 */
@SuppressWarnings("exports") // inherits from a package that is not exported
public final class AnthropicAgent extends HttpAgent {
  private final Builder settings;

  private AnthropicAgent(Builder builder) {
    super(
        builder,
        (model, host) -> new MessagesRequest(model, ModelLimits.of(model), builder.isPrefixCached),
        MessagesReply::new);
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
   * <p>The address is {@code https://api.anthropic.com/v1} unless set; {@code messages} is added to
   * its path. The header {@code anthropic-version} is {@code 2023-06-01} unless set, the last in
   * which older models take a temperature.
   */
  public static final class Builder extends AgentBuilder<Builder> {
    private boolean isPrefixCached;

    private Builder(String model) {
      super(model, "https://api.anthropic.com/v1");
    }

    private Builder(Builder other) {
      super(other);
      isPrefixCached = other.isPrefixCached;
    }

    /**
     * Marks what the calls of a run have in common for Anthropic to cache, by default nothing.
     *
     * <p>That is the system text and the conversation asked. Writing to the cache costs a quarter
     * more than sending, reading from it a tenth; below 512 to 4,096 tokens, by model, nothing is
     * cached.
     */
    public Builder cacheSharedPrefix() {
      isPrefixCached = true;
      return this;
    }

    /**
     * Builds the agent.
     *
     * @throws IllegalArgumentException if the base URL is not acceptable
     */
    public AnthropicAgent build() {
      return new AnthropicAgent(this);
    }
  }
}
