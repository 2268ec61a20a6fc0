package io.github.attentionmoa.providers.http;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An agent behind a service, whatever its protocol.
 *
 * @hidden documented where it is inherited: this package is not exported
 */
@SuppressWarnings("InvalidBlockTag") // Error Prone does not know that types can be hidden
public abstract class HttpAgent implements Agent {
  private final String name;
  private final int maxConcurrentCalls;
  private final Connection connection;
  private final Requests requests;
  private final Function<Consumer<String>, ReplyReader<Completion>> replies;
  private final Transport transport;

  /**
   * Opens the agent.
   *
   * @param requests the writer of requests for a model at a host
   * @param replies starts a reader, given who wants to see the text as it comes
   */
  protected HttpAgent(
      AgentBuilder<?> builder,
      BiFunction<String, String, Requests> requests,
      Function<Consumer<String>, ReplyReader<Completion>> replies) {
    name = builder.name();
    maxConcurrentCalls = builder.maxConcurrentCalls();
    connection = new Connection(builder);
    this.requests = requests.apply(connection.model(), connection.host());
    this.replies = replies;
    transport = Transport.open(connection);
  }

  @Override
  public final CompletableFuture<Completion> complete(CompletionRequest request) {
    return transport.send(requests.whole(request), replies.apply(piece -> {}));
  }

  @Override
  public final CompletableFuture<Completion> stream(
      CompletionRequest request, Consumer<String> onText) {
    return transport.send(
        requests.streamed(request), replies.apply(requireNonNull(onText, "onText")));
  }

  @Override
  public final String name() {
    return name;
  }

  /** Returns protocol, model, address and all fields that are added. */
  @Override
  public final String identity() {
    return requests.identity() + " " + connection.identity();
  }

  /** Returns address and model: limits and failures are counted for each model apart. */
  @Override
  public final String endpoint() {
    return connection.address() + " " + connection.model();
  }

  @Override
  public final int maxConcurrentCalls() {
    return maxConcurrentCalls;
  }

  /** Cancels what is in flight and closes the sockets; later calls fail as rejected. */
  @Override
  public final void close() {
    transport.close();
  }

  /** Shows model and address, never a key. */
  @Override
  public final String toString() {
    return getClass().getSimpleName() + "(" + connection + ")";
  }
}
