package io.github.attentionmoa.testing;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Stage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One call that a {@link ScriptedAgent} received: what it was asked, and how it may end.
 *
 * <p>The first end counts; ending a call that is over, or was cancelled, does nothing. Safe for
 * many threads, but its pieces should come from one at a time.
 */
public final class ScriptedCall {
  private final CompletionRequest request;
  private final Consumer<String> onText;
  private final AtomicBoolean streamed = new AtomicBoolean();
  private final CompletableFuture<Completion> end = new CompletableFuture<>();

  ScriptedCall(CompletionRequest request, Consumer<String> onText) {
    this.request = request;
    this.onText = onText;
  }

  /** Returns what was asked. */
  public CompletionRequest request() {
    return request;
  }

  /** Tells whether a message of the conversation contains these words. */
  public boolean hasSeen(String words) {
    return request.conversation().messages().stream()
        .anyMatch(message -> message.text().contains(words));
  }

  /** Hands on a piece of the answer, if the call is streamed. */
  public void piece(String text) {
    if (!end.isDone()) {
      streamed.set(true);
      onText.accept(text);
    }
  }

  /** Ends the call with a text. */
  public void answer(String text) {
    answer(Completion.of(text));
  }

  /** Ends the call with a completion; streamed in one piece unless pieces came before. */
  public void answer(Completion completion) {
    if (!streamed.get()) {
      piece(completion.text());
    }
    end.complete(completion);
  }

  /** Ends the call with an {@link AgentException} of a kind. */
  public void fail(AgentException.Kind kind) {
    fail(AgentException.of(kind, "scripted failure " + kind));
  }

  /** Ends the call with a failure. */
  public void fail(Throwable failure) {
    end.completeExceptionally(failure);
  }

  /** Tells whether the call has not ended yet. */
  public boolean isOpen() {
    return !end.isDone();
  }

  /** Tells whether the caller cancelled the call before it ended. */
  public boolean isCancelled() {
    return end.isCancelled();
  }

  CompletionStage<Completion> stage() {
    return end;
  }

  boolean isOf(Stage stage) {
    return request.key().filter(key -> key.stage() == stage).isPresent();
  }

  /** Returns the request and how the call stands; the words stay out of logs. */
  @Override
  public String toString() {
    String state = isOpen() ? "open" : isCancelled() ? "cancelled" : "ended";
    return "ScriptedCall(" + request + ", " + state + ")";
  }
}
