package io.github.attentionmoa.providers.ollama;

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
public final class OllamaAgent implements Agent {
  private static final String DEFAULT_URL = "http://localhost:11434";

  private final Builder builder;
  private final Connection connection;
  private final ChatRequest requests;
  private final Transport transport;

  private OllamaAgent(Builder builder) {
    this.builder = builder;
    connection = builder.connection.build(DEFAULT_URL);
    requests = new ChatRequest(builder.model, builder.contextTokens);
    transport = Transport.open(connection);
  }

  /**
   * Starts an agent of a model, by the provider's name for it.
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
    copy.contextTokens = builder.contextTokens;
    copy.isCopy = true;
    return copy;
  }

  @Override
  public CompletableFuture<Completion> complete(CompletionRequest request) {
    return transport.send(requests.whole(request), new ChatReply(piece -> {}));
  }

  @Override
  public CompletableFuture<Completion> stream(CompletionRequest request, Consumer<String> onText) {
    return transport.send(
        requests.streamed(request), new ChatReply(requireNonNull(onText, "onText")));
  }

  @Override
  public String name() {
    return builder.name == null ? builder.model : builder.name;
  }

  /** Returns protocol, model, size of the context, address and extra fields. */
  @Override
  public String identity() {
    String size = builder.contextTokens == 0 ? "" : " (" + builder.contextTokens + " tokens)";
    return "ollama " + builder.model + size + " " + connection.identity();
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
    return "OllamaAgent(" + builder.model + ", " + connection + ")";
  }

  /** Collects the parts of an agent. Each may be set once. */
  public static final class Builder {
    private final String model;
    private final Connection.Builder connection;
    private @Nullable String name;
    private int contextTokens;
    private boolean isCopy;

    private Builder(String model, Connection.Builder connection) {
      if (model.isBlank()) {
        throw new IllegalArgumentException("model: blank (expected: the provider's name of one)");
      }
      this.model = model;
      this.connection = connection;
    }

    /**
     * Sets the server's address, default {@code http://localhost:11434}.
     *
     * <p>{@code api/chat} is added to its path. The cloud is {@code https://ollama.com}.
     *
     * @throws IllegalArgumentException from {@link #build()} if it is no https URL (http is allowed
     *     to this machine, or after {@link #allowInsecure()}), or has a user or a fragment
     */
    public Builder baseUrl(String url) {
      connection.baseUrl(url);
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
     * Sets a JSON object that is merged into each request, such as {@code {"keep_alive": "10m"}}.
     *
     * <p>Objects merge, null removes a field, all else replaces it (RFC 7396).
     *
     * @throws IllegalArgumentException if it is no JSON object
     */
    public Builder extraBody(String json) {
      connection.extraBody(json);
      return this;
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
      if (contextTokens != 0 && !isCopy) {
        throw new IllegalStateException("contextTokens was already set");
      }
      if (tokens < 1) {
        throw new IllegalArgumentException("contextTokens: " + tokens + " (expected: 1 or more)");
      }
      contextTokens = tokens;
      return this;
    }

    /** Sets the label in traces, default the model. */
    public Builder name(String label) {
      name = requireNonNull(label, "label");
      return this;
    }

    /**
     * Sets how many calls the server takes at the same time, default any number.
     *
     * <p>Beyond its own limit, 1 for each model by default, a server of Ollama lets calls wait.
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
     */
    public OllamaAgent build() {
      return new OllamaAgent(this);
    }
  }
}
