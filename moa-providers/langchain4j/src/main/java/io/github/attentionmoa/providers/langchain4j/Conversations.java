package io.github.attentionmoa.providers.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Message;
import java.util.stream.Collectors;

/** Makes conversations of LangChain4j's requests; what an ensemble cannot do is refused. */
final class Conversations {
  private Conversations() {}

  static Conversation of(ChatRequest request) {
    refuseIf(!request.toolSpecifications().isEmpty(), "tools");
    refuseIf(
        request.responseFormat() != null
            && request.responseFormat().type() != ResponseFormatType.TEXT,
        "a response format other than text");
    return Conversation.of(request.messages().stream().map(Conversations::message).toList());
  }

  private static Message message(ChatMessage message) {
    if (message instanceof SystemMessage system) {
      return Message.system(system.text());
    }
    if (message instanceof UserMessage user) {
      return Message.user(
          user.contents().stream().map(Conversations::text).collect(Collectors.joining("\n")));
    }
    if (message instanceof AiMessage ai && !ai.hasToolExecutionRequests() && ai.text() != null) {
      return Message.assistant(ai.text());
    }
    throw refusal("a message of type " + message.type() + " without text of its own");
  }

  private static String text(Content content) {
    if (content instanceof TextContent text) {
      return text.text();
    }
    throw refusal("content of type " + content.type());
  }

  private static void refuseIf(boolean isThere, String what) {
    if (isThere) {
      throw refusal(what);
    }
  }

  private static UnsupportedFeatureException refusal(String what) {
    return new UnsupportedFeatureException("not supported by an ensemble: " + what);
  }
}
