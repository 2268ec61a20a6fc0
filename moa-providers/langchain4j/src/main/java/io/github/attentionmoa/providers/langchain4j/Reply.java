package io.github.attentionmoa.providers.langchain4j;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.github.attentionmoa.agent.Completion;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a model answers to one call, as it comes; a cancel of its end reaches the model. */
final class Reply implements StreamingChatResponseHandler {
  private final Consumer<String> onText;
  private final boolean isRetryable;
  private final CompletableFuture<Completion> end = new CompletableFuture<>();
  private volatile @Nullable StreamingHandle handle;

  Reply(Consumer<String> onText, boolean isRetryable) {
    this.onText = requireNonNull(onText, "onText");
    this.isRetryable = isRetryable;
    end.whenComplete((completion, failure) -> cancelIfUnwanted());
  }

  CompletableFuture<Completion> end() {
    return end;
  }

  @Override
  public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
    heldBy(context.streamingHandle());
    onPartialResponse(piece.text());
  }

  @Override
  public void onPartialResponse(String piece) {
    if (!end.isDone()) {
      onText.accept(piece);
    }
  }

  @Override
  public void onPartialThinking(PartialThinking piece, PartialThinkingContext context) {
    heldBy(context.streamingHandle());
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    end.complete(Completions.of(response));
  }

  @Override
  public void onError(Throwable error) {
    end.completeExceptionally(Failures.of(error, isRetryable));
  }

  private void heldBy(StreamingHandle newHandle) {
    handle = newHandle;
    cancelIfUnwanted();
  }

  /** The handle may come after the cancel, so both look for the other. */
  private void cancelIfUnwanted() {
    StreamingHandle held = handle;
    if (held != null && end.isCancelled()) {
      held.cancel();
    }
  }
}
