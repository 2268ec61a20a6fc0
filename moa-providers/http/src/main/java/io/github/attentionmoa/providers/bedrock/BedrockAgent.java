package io.github.attentionmoa.providers.bedrock;

import io.github.attentionmoa.providers.http.AgentBuilder;
import io.github.attentionmoa.providers.http.HttpAgent;

/**
 * An agent behind Amazon Bedrock's Converse.
 *
 * <p>Only options that somebody set are sent, the seed never: Converse has none. Fields of one
 * vendor's models go into {@code additionalModelRequestFields} by {@link Builder#extraBody}. The
 * conversation has to begin with a user turn.
 *
 * <p>One call is one exchange: nothing is repeated or redirected. Cancelling the future closes the
 * socket. An answer that a filter or guardrail withheld or changed, and an empty one, is an {@link
 * io.github.attentionmoa.agent.AgentException} of its kind. Safe for many threads; {@link #close()}
 * cancels what is in flight.
 */
@SuppressWarnings("exports") // inherits from a package that is not exported
public final class BedrockAgent extends HttpAgent {
  private final Builder settings;

  private BedrockAgent(Builder builder) {
    super(
        builder,
        (model, host) -> new ConverseRequest(model, builder.isPrefixCached),
        ConverseReply::new);
    settings = new Builder(builder);
  }

  /**
   * Starts an agent of a model, by its id, that of an inference profile, or an ARN.
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
   * <p>{@code model/ID/converse} is added to the path of the address.
   */
  public static final class Builder extends AgentBuilder<Builder> {
    private boolean hasAddress;
    private boolean isPrefixCached;

    private Builder(String model) {
      super(model, "");
    }

    private Builder(Builder other) {
      super(other);
      hasAddress = true;
      isPrefixCached = other.isPrefixCached;
    }

    /**
     * Sets the region, such as {@code us-east-1}; this or {@link #baseUrl} is needed.
     *
     * @throws IllegalArgumentException if it is no name of a region
     */
    public Builder region(String code) {
      if (!code.matches("[a-z0-9]+(-[a-z0-9]+)+")) {
        throw new IllegalArgumentException("region: " + code + " (expected: such as us-east-1)");
      }
      return baseUrl("https://bedrock-runtime." + code + ".amazonaws.com");
    }

    @Override
    public Builder baseUrl(String url) {
      hasAddress = true;
      return super.baseUrl(url);
    }

    /**
     * Marks what the calls of a run have in common for Bedrock to cache, by default nothing.
     *
     * <p>That is the system text and the conversation asked. Only for models that support caching
     * (Claude, Nova): others refuse the marks.
     */
    public Builder cacheSharedPrefix() {
      isPrefixCached = true;
      return this;
    }

    /**
     * Builds the agent.
     *
     * @throws IllegalArgumentException if the base URL is not acceptable
     * @throws IllegalStateException if there is neither region nor base URL
     */
    public BedrockAgent build() {
      if (!hasAddress) {
        throw new IllegalStateException("no address: call region(\"us-east-1\") or baseUrl(..)");
      }
      return new BedrockAgent(this);
    }
  }
}
