package io.github.attentionmoa.providers.springai;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.result.MoaResult;
import java.util.concurrent.CompletableFuture;
import org.springframework.ai.chat.model.ChatResponse;
import reactor.core.publisher.FluxSink;

/** Emits the pieces of a run's answer, and last of all its result. */
final class StreamedRun implements RunListener {
  private final MoaChatModel model;
  private final FluxSink<ChatResponse> sink;

  private StreamedRun(MoaChatModel model, FluxSink<ChatResponse> sink) {
    this.model = model;
    this.sink = sink;
  }

  static void start(
      MoaChatModel model, AttentionMoA moa, Conversation asked, FluxSink<ChatResponse> sink) {
    CompletableFuture<MoaResult> run = moa.askAsync(asked, new StreamedRun(model, sink));
    sink.onDispose(() -> run.cancel(true));
    run.whenComplete(
        (result, failure) -> {
          if (result != null) {
            sink.next(model.last(result, ""));
            sink.complete();
          } else if (!run.isCancelled()) {
            sink.error(failure);
          }
        });
  }

  @Override
  public void onText(String text) {
    sink.next(model.piece(text));
  }

  @Override
  public void onTextRestarted() {
    sink.error(new IllegalStateException("the answer began anew after some of it was streamed"));
  }
}
