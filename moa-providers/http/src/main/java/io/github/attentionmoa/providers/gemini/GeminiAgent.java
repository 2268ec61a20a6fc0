package io.github.attentionmoa.providers.gemini;

import io.github.attentionmoa.providers.http.AgentBuilder;
import io.github.attentionmoa.providers.http.HttpAgent;

/**
 * An agent behind Gemini's {@code generateContent}, by an API key or on Vertex AI.
 *
 * <p>A reasoning effort is a level, such as {@code low}, or a number of tokens; for models of 2.5,
 * which know no levels, words become numbers. The limit of output tokens includes the thoughts, so
 * that a low one can leave no answer.
 *
 * <p>One call is one exchange: nothing is repeated or redirected. Cancelling the future closes the
 * socket. Only options that somebody set are sent. A refusal, a filtered or an empty answer is an
 * {@link io.github.attentionmoa.agent.AgentException} of its kind. Safe for many threads; {@link
 * #close()} cancels what is in flight.
 */
@SuppressWarnings("exports") // inherits from a package that is not exported
public final class GeminiAgent extends HttpAgent {
  private final Builder settings;

  private GeminiAgent(Builder builder) {
    super(
        builder,
        (model, host) -> new GenerateRequest(model, ModelTraits.of(model)),
        GenerateReply::new);
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
   * <p>The address is {@code https://generativelanguage.googleapis.com/v1beta} unless set; {@code
   * models/MODEL:generateContent} is added to its path. Vertex AI with an API key is {@code
   * https://aiplatform.googleapis.com/v1beta1/publishers/google}.
   */
  public static final class Builder extends AgentBuilder<Builder> {
    private Builder(String model) {
      super(model, "https://generativelanguage.googleapis.com/v1beta");
    }

    private Builder(Builder other) {
      super(other);
    }

    /**
     * Sets the address to a project on Vertex AI, in place of {@link #baseUrl}.
     *
     * @param location such as {@code europe-west4}, {@code us}, {@code eu} or {@code global}
     * @throws IllegalArgumentException if one of both is no name
     */
    public Builder vertex(String project, String location) {
      return baseUrl(Vertex.baseUrl(project, location));
    }

    /**
     * Builds the agent.
     *
     * @throws IllegalArgumentException if the base URL is not acceptable
     */
    public GeminiAgent build() {
      return new GeminiAgent(this);
    }
  }
}
