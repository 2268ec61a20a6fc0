package io.github.attentionmoa.providers.springai;

import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.agent.CompletionRequest;
import java.util.Arrays;
import java.util.List;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/** Makes Spring AI's prompts of requests to agents. */
final class Prompts {
  private Prompts() {}

  /** Options of a prompt replace those of the model, so the model's own are its base. */
  static Prompt of(CompletionRequest request, ChatModel model) {
    List<Message> messages =
        request.conversation().messages().stream().map(Prompts::message).toList();
    CompletionOptions options = request.options();
    boolean isAnySet =
        options.temperature().isPresent()
            || options.topP().isPresent()
            || options.maxOutputTokens().isPresent()
            || !options.stopSequences().isEmpty();
    return isAnySet
        ? new Prompt(messages, over(model.getOptions().mutate(), options))
        : new Prompt(messages);
  }

  private static ChatOptions over(ChatOptions.Builder<?> sent, CompletionOptions options) {
    options.temperature().ifPresent(sent::temperature);
    options.topP().ifPresent(sent::topP);
    options.maxOutputTokens().ifPresent(sent::maxTokens);
    if (!options.stopSequences().isEmpty()) {
      sent.stopSequences(options.stopSequences());
    }
    return sent.build();
  }

  private static Message message(io.github.attentionmoa.prompt.Message message) {
    return switch (message.role()) {
      case SYSTEM -> new SystemMessage(message.text());
      case USER -> new UserMessage(message.text());
      case ASSISTANT -> new AssistantMessage(message.text());
    };
  }

  /** Returns the values of the options that all models share; others may be keys. */
  static String common(ChatOptions options) {
    return Arrays.asList(
            options.getModel(),
            options.getTemperature(),
            options.getTopP(),
            options.getTopK(),
            options.getMaxTokens(),
            options.getFrequencyPenalty(),
            options.getPresencePenalty(),
            options.getStopSequences())
        .toString();
  }
}
