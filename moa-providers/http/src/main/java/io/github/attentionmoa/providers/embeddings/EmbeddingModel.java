package io.github.attentionmoa.providers.embeddings;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.providers.http.Connection;
import io.github.attentionmoa.providers.http.Framing;
import io.github.attentionmoa.providers.http.Transport;
import io.github.attentionmoa.providers.http.WireCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A model behind a service that turns texts into vectors.
 *
 * <p>One call is one exchange: nothing is split, repeated or redirected, so that the service's
 * limit of texts (96 at Cohere, 100 at Gemini) is that of a call. Cancelling the future closes the
 * socket. Failures are {@link io.github.attentionmoa.agent.AgentException}s of the same kinds as
 * those of agents. Safe for many threads; {@link #close()} cancels what is in flight.
 */
public final class EmbeddingModel implements Embeddings {
  private final Protocol protocol;
  private final String model;
  private final Duration timeout;
  private final Connection connection;
  private final Transport transport;

  private EmbeddingModel(Builder builder) {
    protocol = builder.protocol;
    model = builder.model;
    timeout = builder.timeout == null ? Builder.DEFAULT_TIMEOUT : builder.timeout;
    connection = builder.connection.build(protocol.defaultUrl());
    transport = Transport.open(connection);
  }

  /**
   * Starts a model of OpenAI, or of any server that speaks its protocol.
   *
   * <p>Azure takes its key as {@code header("api-key", key)}.
   *
   * @throws IllegalArgumentException if the model is blank
   */
  public static Builder openAi(String model) {
    return new Builder(Protocol.OPENAI, model);
  }

  /**
   * Starts a model of Gemini.
   *
   * @throws IllegalArgumentException if the model is blank
   */
  public static Builder gemini(String model) {
    return new Builder(Protocol.GEMINI, model);
  }

  /**
   * Starts a model of Cohere; the purpose {@code input_type} that it demands is "clustering".
   *
   * @throws IllegalArgumentException if the model is blank
   */
  public static Builder cohere(String model) {
    return new Builder(Protocol.COHERE, model);
  }

  /**
   * Starts a model of Voyage.
   *
   * @throws IllegalArgumentException if the model is blank
   */
  public static Builder voyage(String model) {
    return new Builder(Protocol.VOYAGE, model);
  }

  /**
   * Starts a model of a server of Ollama.
   *
   * @throws IllegalArgumentException if the model is blank
   */
  public static Builder ollama(String model) {
    return new Builder(Protocol.OLLAMA, model);
  }

  @Override
  public CompletableFuture<List<float[]>> embed(List<String> texts) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("texts: none (expected: at least one)");
    }
    WireCall call =
        new WireCall(
            protocol.path(model),
            protocol.keyHeader(),
            Map.of(),
            protocol.body(model, texts),
            Framing.WHOLE,
            Optional.of(timeout));
    return transport.send(call, new VectorsReply(texts.size()));
  }

  /** Cancels what is in flight and closes the sockets; later calls fail as rejected. */
  @Override
  public void close() {
    transport.close();
  }

  /** Shows protocol, model and address, never a key. */
  @Override
  public String toString() {
    return "EmbeddingModel(" + protocol.title() + " " + model + ", " + connection + ")";
  }

  /** Collects the parts of a model. Each may be set once. */
  public static final class Builder {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

    private final Protocol protocol;
    private final String model;
    private final Connection.Builder connection = new Connection.Builder();
    private @Nullable Duration timeout;

    private Builder(Protocol protocol, String model) {
      if (model.isBlank()) {
        throw new IllegalArgumentException("model: blank (expected: the provider's name of one)");
      }
      this.protocol = protocol;
      this.model = model;
    }

    /**
     * Sets the service's address, by default the provider's, or this machine's for Ollama.
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
     * Sets a JSON object that is merged into each request, such as {@code {"dimensions": 256}}.
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
     * Sets the time an exchange may take, by default 2 minutes.
     *
     * @throws IllegalArgumentException if zero or negative
     * @throws IllegalStateException if it was set before
     */
    public Builder timeout(Duration limit) {
      if (timeout != null) {
        throw new IllegalStateException("timeout was already set");
      }
      if (requireNonNull(limit, "limit").isZero() || limit.isNegative()) {
        throw new IllegalArgumentException("timeout: " + limit + " (expected: more than zero)");
      }
      timeout = limit;
      return this;
    }

    /**
     * Builds the model.
     *
     * @throws IllegalArgumentException if the base URL is not acceptable
     */
    public EmbeddingModel build() {
      return new EmbeddingModel(this);
    }
  }
}
