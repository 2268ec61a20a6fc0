package io.github.attentionmoa.providers.springai;

import io.github.attentionmoa.prompt.Conversation;
import java.util.List;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.MediaContent;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.util.CollectionUtils;

/** Makes conversations of Spring AI's prompts; what an ensemble cannot do is refused. */
final class Conversations {
  private Conversations() {}

  static Conversation of(Prompt prompt) {
    refuseIf(
        prompt.getOptions() instanceof ToolCallingChatOptions options
            && !CollectionUtils.isEmpty(options.getToolCallbacks()),
        "tools");
    List<Message> messages = prompt.getInstructions();
    return Conversation.of(messages.stream().map(Conversations::message).toList());
  }

  private static io.github.attentionmoa.prompt.Message message(Message message) {
    refuseIf(message instanceof MediaContent media && !media.getMedia().isEmpty(), "media");
    refuseIf(message instanceof AssistantMessage reply && reply.hasToolCalls(), "tool calls");
    String text = message.getText() == null ? "" : message.getText();
    return switch (message.getMessageType()) {
      case SYSTEM -> io.github.attentionmoa.prompt.Message.system(text);
      case USER -> io.github.attentionmoa.prompt.Message.user(text);
      case ASSISTANT -> io.github.attentionmoa.prompt.Message.assistant(text);
      case TOOL -> throw refusal("tool responses");
    };
  }

  private static void refuseIf(boolean isThere, String what) {
    if (isThere) {
      throw refusal(what);
    }
  }

  private static UnsupportedOperationException refusal(String what) {
    return new UnsupportedOperationException("not supported by an ensemble: " + what);
  }
}
