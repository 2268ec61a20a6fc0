package io.github.attentionmoa.providers.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.agent.Usage;
import org.jspecify.annotations.Nullable;

/** Makes completions of LangChain4j's responses. */
final class Completions {
  private Completions() {}

  static Completion of(ChatResponse response) {
    AiMessage message = response.aiMessage();
    Completion.Builder completion =
        Completion.builder(message.text() == null ? "" : message.text())
            .usage(usage(response.tokenUsage()));
    if (message.thinking() != null) {
      completion.reasoning(message.thinking());
    }
    if (response.modelName() != null) {
      completion.model(response.modelName());
    }
    if (response.id() != null) {
      completion.requestId(response.id());
    }
    if (response.finishReason() != null) {
      completion.finishReason(finishReason(response), response.finishReason().name());
    }
    if (response.metadata() instanceof MoaResponseMetadata metadata) {
      completion.attachment(metadata.result());
    }
    return completion.build();
  }

  private static FinishReason finishReason(ChatResponse response) {
    return switch (response.finishReason()) {
      case STOP -> FinishReason.STOP;
      case LENGTH -> FinishReason.LENGTH;
      case TOOL_EXECUTION -> FinishReason.TOOL;
      case CONTENT_FILTER -> FinishReason.FILTER;
      case OTHER -> FinishReason.OTHER;
    };
  }

  private static Usage usage(@Nullable TokenUsage tokens) {
    return tokens == null || tokens.inputTokenCount() == null || tokens.outputTokenCount() == null
        ? Usage.unknown()
        : Usage.of(tokens.inputTokenCount(), tokens.outputTokenCount());
  }
}
