package io.github.attentionmoa.providers.springai;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.publisher.Flux;

/** A model that answers from a queue, letter by letter if streamed, and remembers its prompts. */
final class FakeModel implements ChatModel {
  private final Queue<Flux<ChatResponse>> script = new ConcurrentLinkedQueue<>();
  final List<Prompt> prompts = new CopyOnWriteArrayList<>();
  final CountDownLatch open = new CountDownLatch(1);
  final CountDownLatch cancelled = new CountDownLatch(1);
  ChatOptions options = ChatOptions.builder().build();

  static ChatResponse response(String text) {
    return new ChatResponse(List.of(new Generation(new AssistantMessage(text))));
  }

  FakeModel answer(String text) {
    script.add(
        Flux.fromStream(() -> text.chars().mapToObj(Character::toString)).map(FakeModel::response));
    return this;
  }

  FakeModel answer(ChatResponse... responses) {
    script.add(Flux.just(responses));
    return this;
  }

  FakeModel fail(Throwable failure) {
    script.add(Flux.error(failure));
    return this;
  }

  void stayOpen() {
    script.add(
        Flux.<ChatResponse>never()
            .doOnSubscribe(subscription -> open.countDown())
            .doOnCancel(cancelled::countDown));
  }

  @Override
  public ChatResponse call(Prompt prompt) {
    List<ChatResponse> responses = stream(prompt).collectList().block();
    if (responses.size() == 1) {
      return responses.get(0);
    }
    StringBuilder text = new StringBuilder();
    responses.forEach(piece -> text.append(piece.getResult().getOutput().getText()));
    return response(text.toString());
  }

  @Override
  public Flux<ChatResponse> stream(Prompt prompt) {
    prompts.add(prompt);
    return script.remove();
  }

  @Override
  public ChatOptions getOptions() {
    return options;
  }
}
