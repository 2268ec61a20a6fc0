package io.github.attentionmoa.providers.embeddings;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.providers.http.Connection;
import io.github.attentionmoa.providers.http.Framing;
import io.github.attentionmoa.providers.http.ServiceBuilder;
import io.github.attentionmoa.providers.http.Transport;
import io.github.attentionmoa.providers.http.WireCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A model behind a service that turns texts into vectors.
 *
 * <p>One call is one exchange, or several at once if there are more texts than the service takes in
 * one: 96 at Cohere, 100 at Gemini, 128 at Voyage, 2,048 elsewhere. Nothing is repeated or
 * redirected. Cancelling the future closes the sockets. Failures are {@link
 * io.github.attentionmoa.agent.AgentException}s of the same kinds as those of agents. Safe for many
 * threads; {@link #close()} cancels what is in flight.
 */
@SuppressWarnings("exports") // inherits from a package that is not exported
public final class EmbeddingModel implements Embeddings {
  private final Protocol protocol;
  private final Duration timeout;
  private final Connection connection;
  private final Transport transport;

  private EmbeddingModel(Builder builder) {
    protocol = builder.protocol;
    timeout = builder.timeout == null ? Builder.DEFAULT_TIMEOUT : builder.timeout;
    connection = new Connection(builder);
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
    return Joined.of(List.of(vectors(texts)), vectors -> vectors.get(0).list());
  }

  CompletableFuture<Vectors> vectors(List<String> texts) {
    List<CompletableFuture<Vectors>> parts = new ArrayList<>();
    for (int from = 0; from < texts.size(); from += protocol.maxTexts()) {
      parts.add(sent(texts.subList(from, Math.min(texts.size(), from + protocol.maxTexts()))));
    }
    return Joined.of(parts, Vectors::joined);
  }

  private CompletableFuture<Vectors> sent(List<String> texts) {
    WireCall call =
        new WireCall(
            protocol.path(connection.model()),
            protocol.keyHeader(),
            Map.of(),
            protocol.body(connection.model(), texts),
            Framing.WHOLE,
            Optional.of(timeout));
    return transport.send(call, new VectorsReply(texts.size()));
  }

  String model() {
    return connection.model();
  }

  /** Returns all that shapes vectors beside the texts. */
  String identity() {
    return protocol.title() + " " + connection.model() + " " + connection.identity();
  }

  String endpoint() {
    return connection.address() + " " + connection.model();
  }

  /** Cancels what is in flight and closes the sockets; later calls fail as rejected. */
  @Override
  public void close() {
    transport.close();
  }

  /** Shows protocol, model and address, never a key. */
  @Override
  public String toString() {
    return "EmbeddingModel(" + protocol.title() + " " + connection + ")";
  }

  /**
   * Collects the parts of a model. Each may be set once.
   *
   * <p>The address is the provider's unless set, or this machine's for Ollama.
   */
  public static final class Builder extends ServiceBuilder<Builder> {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

    private final Protocol protocol;
    private @Nullable Duration timeout;

    private Builder(Protocol protocol, String model) {
      super(model, protocol.defaultUrl());
      this.protocol = protocol;
    }

    /**
     * Sets the time an exchange may take, by default 2 minutes.
     *
     * @throws IllegalArgumentException if zero or negative
     * @throws IllegalStateException if it was set before
     */
    public Builder timeout(Duration limit) {
      requireUnset(timeout == null, "timeout");
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
