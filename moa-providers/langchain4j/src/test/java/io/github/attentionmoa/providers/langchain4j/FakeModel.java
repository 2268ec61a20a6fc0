package io.github.attentionmoa.providers.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A model that answers from a queue and remembers what it was sent. */
final class FakeModel implements ChatModel {
  private final Queue<Supplier<ChatResponse>> script = new ConcurrentLinkedQueue<>();
  final List<ChatRequest> requests = new CopyOnWriteArrayList<>();

  FakeModel answer(String text) {
    return answer(ChatResponse.builder().aiMessage(AiMessage.from(text)).build());
  }

  FakeModel answer(ChatResponse response) {
    script.add(() -> response);
    return this;
  }

  FakeModel fail(RuntimeException failure) {
    script.add(
        () -> {
          throw failure;
        });
    return this;
  }

  FakeModel fail() {
    return fail(new RateLimitException("slow down"));
  }

  @Override
  public ChatResponse doChat(ChatRequest request) {
    requests.add(request);
    return script.remove().get();
  }
}
