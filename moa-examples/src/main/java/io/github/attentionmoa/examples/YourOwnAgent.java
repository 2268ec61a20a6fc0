package io.github.attentionmoa.examples;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Message;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

// docs: your-own-agent
/** An agent over a client that calls back, as the clients of most services do. */
final class YourOwnAgent implements Agent {
  private final Client client;

  YourOwnAgent(Client client) {
    this.client = client;
  }

  /** Stands for the client of a service. */
  interface Client {
    /** Sends messages, calls one of the two when it is over, and returns what hangs up. */
    Runnable send(List<Message> messages, Consumer<String> onAnswer, Consumer<Exception> onFailure);
  }

  @Override
  public CompletableFuture<Completion> complete(CompletionRequest request) {
    CompletableFuture<Completion> answer = new CompletableFuture<>();
    Runnable hangUp =
        client.send(
            request.conversation().messages(),
            text -> answer.complete(Completion.of(text)),
            failure -> answer.completeExceptionally(lost(failure)));
    answer.whenComplete(
        (completion, failure) -> {
          if (answer.isCancelled()) {
            hangUp.run();
          }
        });
    return answer; // the source itself: a stage derived from it would swallow the cancel
  }

  private static AgentException lost(Exception failure) {
    return AgentException.builder(Kind.UNAVAILABLE, "the service failed").cause(failure).build();
  }

  @Override
  public String name() {
    return "own";
  }

  @Override
  public int maxConcurrentCalls() {
    return 8;
  }
}
// docs: end
