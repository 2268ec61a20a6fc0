package io.github.attentionmoa.providers.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Message;

/** Makes LangChain4j's requests of those to agents. */
final class Requests {
  private Requests() {}

  static ChatRequest of(CompletionRequest request) {
    ChatRequest.Builder sent =
        ChatRequest.builder()
            .messages(request.conversation().messages().stream().map(Requests::message).toList());
    CompletionOptions options = request.options();
    options.temperature().ifPresent(sent::temperature);
    options.topP().ifPresent(sent::topP);
    options.maxOutputTokens().ifPresent(sent::maxOutputTokens);
    if (!options.stopSequences().isEmpty()) {
      sent.stopSequences(options.stopSequences());
    }
    return sent.build();
  }

  private static ChatMessage message(Message message) {
    return switch (message.role()) {
      case SYSTEM -> SystemMessage.from(message.text());
      case USER -> UserMessage.from(message.text());
      case ASSISTANT -> AiMessage.from(message.text());
    };
  }
}
