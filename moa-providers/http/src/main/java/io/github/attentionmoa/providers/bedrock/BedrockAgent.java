package io.github.attentionmoa.providers.bedrock;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.providers.http.Connection;
import io.github.attentionmoa.providers.http.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
public final class BedrockAgent implements Agent {
  private final Builder builder;
  private final Connection connection;
  private final ConverseRequest requests;
  private final Transport transport;

  private BedrockAgent(Builder builder) {
    this.builder = builder;
    connection = builder.connection.build("");
    requests = new ConverseRequest(builder.model);
    transport = Transport.open(connection);
  }

  /**
   * Starts an agent of a model, by its id, that of an inference profile, or an ARN.
   *
   * @throws IllegalArgumentException if the model is blank
   */
  public static Builder builder(String model) {
    return new Builder(model, new Connection.Builder());
  }

  /** Starts another agent with everything set as here; it has sockets of its own. */
  public Builder toBuilder() {
    Builder copy = new Builder(builder.model, connection.toBuilder());
    copy.name = builder.name;
    copy.hasAddress = true;
    return copy;
  }

  @Override
  public CompletableFuture<Completion> complete(CompletionRequest request) {
    return transport.send(requests.whole(request), new ConverseReply(piece -> {}));
  }

  @Override
  public CompletableFuture<Completion> stream(CompletionRequest request, Consumer<String> onText) {
    return transport.send(
        requests.streamed(request), new ConverseReply(requireNonNull(onText, "onText")));
  }

  @Override
  public String name() {
    return builder.name == null ? builder.model : builder.name;
  }

  /** Returns protocol, model, address and extra fields. */
  @Override
  public String identity() {
    return "bedrock-converse " + builder.model + " " + connection.identity();
  }

  /** Returns address and model: limits and failures are counted for each model apart. */
  @Override
  public String endpoint() {
    return connection.address() + " " + builder.model;
  }

  @Override
  public int maxConcurrentCalls() {
    return connection.maxConcurrentCalls();
  }

  /** Cancels what is in flight and closes the sockets; later calls fail as rejected. */
  @Override
  public void close() {
    transport.close();
  }

  /** Shows model and address, never a key. */
  @Override
  public String toString() {
    return "BedrockAgent(" + builder.model + ", " + connection + ")";
  }

  /** Collects the parts of an agent. Each may be set once. */
  public static final class Builder {
    private final String model;
    private final Connection.Builder connection;
    private @Nullable String name;
    private boolean hasAddress;

    private Builder(String model, Connection.Builder connection) {
      if (model.isBlank()) {
        throw new IllegalArgumentException("model: blank (expected: the provider's name of one)");
      }
      this.model = model;
      this.connection = connection;
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

    /**
     * Sets the service's address, in place of {@link #region}.
     *
     * <p>{@code model/ID/converse} is added to its path.
     *
     * @throws IllegalArgumentException from {@link #build()} if it is no https URL (http is allowed
     *     to this machine, or after {@link #allowInsecure()}), or has a user or a fragment
     */
    public Builder baseUrl(String url) {
      connection.baseUrl(url);
      hasAddress = true;
      return this;
    }

    /** Allows plain http to other machines: anybody in between can read keys and texts. */
    public Builder allowInsecure() {
      connection.allowInsecure();
      return this;
    }

    /**
     * Sets the key; none by default.
     *
     * @throws IllegalArgumentException if it is blank or has characters other than printable ASCII
     */
    public Builder apiKey(String key) {
      connection.apiKey(key);
      return this;
    }

    /** Sets where the key comes from; asked before each call, on the caller's thread. */
    public Builder apiKey(Supplier<String> key) {
      connection.apiKey(key);
      return this;
    }

    /**
     * Adds a header to each request; its value is treated as secret.
     *
     * @throws IllegalArgumentException if name or value cannot be sent
     */
    public Builder header(String name, String value) {
      connection.header(name, value);
      return this;
    }

    /**
     * Sets a JSON object that is merged into each request, such as {@code
     * {"additionalModelRequestFields": {"top_k": 40}}}.
     *
     * <p>Objects merge, null removes a field, all else replaces it (RFC 7396): {@code
     * {"temperature": null}} suits a model that takes no temperature in a run that sets one.
     *
     * @throws IllegalArgumentException if it is no JSON object
     */
    public Builder extraBody(String json) {
      connection.extraBody(json);
      return this;
    }

    /** Sets the label in traces, default the model. */
    public Builder name(String label) {
      name = requireNonNull(label, "label");
      return this;
    }

    /**
     * Sets how many calls the service takes at the same time, default any number.
     *
     * @throws IllegalArgumentException if less than 1
     */
    public Builder maxConcurrentCalls(int calls) {
      connection.maxConcurrentCalls(calls);
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
