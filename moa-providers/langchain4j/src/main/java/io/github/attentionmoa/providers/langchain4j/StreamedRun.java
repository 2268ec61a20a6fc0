package io.github.attentionmoa.providers.langchain4j;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.result.MoaResult;
import java.util.concurrent.CompletableFuture;

/** Tells a handler of a run as if it were one streamed call. */
final class StreamedRun implements RunListener, StreamingHandle {
  private final StreamingChatResponseHandler handler;
  private final CompletableFuture<Void> cancel = new CompletableFuture<>();
  private boolean hasRestarted;

  StreamedRun(StreamingChatResponseHandler handler) {
    this.handler = requireNonNull(handler, "handler");
  }

  void follow(AttentionMoA moa, CompletableFuture<MoaResult> run) {
    cancel.thenRun(() -> run.cancel(true));
    run.whenComplete(
        (result, failure) -> {
          if (isCancelled()) {
            return;
          }
          if (result == null) {
            handler.onError(failure);
          } else {
            tell(() -> handler.onCompleteResponse(MoaResponseMetadata.respond(moa, result)));
          }
        });
  }

  @Override
  public void onText(String text) {
    if (!hasRestarted && !isCancelled()) {
      tell(
          () ->
              handler.onPartialResponse(
                  new PartialResponse(text), new PartialResponseContext(this)));
    }
  }

  @Override
  public void onTextRestarted() {
    hasRestarted = true;
  }

  @Override
  public void cancel() {
    cancel.complete(null);
  }

  @Override
  public boolean isCancelled() {
    return cancel.isDone();
  }

  /** A handler that throws is told of it, as LangChain4j's own models do. */
  private void tell(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException e) {
      handler.onError(e);
    }
  }
}
