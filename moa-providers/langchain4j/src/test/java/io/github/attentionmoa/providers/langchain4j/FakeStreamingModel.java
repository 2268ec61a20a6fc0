package io.github.attentionmoa.providers.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A model that streams from a queue; it answers letter by letter and can be cancelled. */
final class FakeStreamingModel implements StreamingChatModel {
  private final Queue<Consumer<StreamingChatResponseHandler>> script =
      new ConcurrentLinkedQueue<>();
  final AtomicInteger requests = new AtomicInteger();
  final CountDownLatch open = new CountDownLatch(1);
  final CountDownLatch cancelled = new CountDownLatch(1);

  private final StreamingHandle handle =
      new StreamingHandle() {
        @Override
        public void cancel() {
          cancelled.countDown();
        }

        @Override
        public boolean isCancelled() {
          return cancelled.getCount() == 0;
        }
      };

  void answer(String text) {
    script.add(
        handler -> {
          text.chars().forEach(letter -> piece(handler, Character.toString(letter)));
          handler.onCompleteResponse(
              ChatResponse.builder().aiMessage(AiMessage.from(text)).build());
        });
  }

  void fail() {
    script.add(handler -> handler.onError(new RateLimitException("slow down")));
  }

  void stayOpen() {
    script.add(
        handler -> {
          piece(handler, "It ");
          open.countDown();
        });
  }

  /** Stays open without a piece, which would bring the handle; the test may send one. */
  CompletableFuture<StreamingChatResponseHandler> stayMute() {
    CompletableFuture<StreamingChatResponseHandler> muted = new CompletableFuture<>();
    script.add(muted::complete);
    return muted;
  }

  void piece(StreamingChatResponseHandler to, String text) {
    to.onPartialResponse(new PartialResponse(text), new PartialResponseContext(handle));
  }

  @Override
  public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
    requests.incrementAndGet();
    script.remove().accept(handler);
  }
}
