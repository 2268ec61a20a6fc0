package io.github.attentionmoa.providers.springai;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.result.MoaResult;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import reactor.core.publisher.BaseSubscriber;

/** What a model answers to one call, whole or in pieces; a cancel of its end reaches the model. */
final class Reply extends BaseSubscriber<ChatResponse> {
  private static final Map<String, FinishReason> FINISH_REASONS =
      Map.ofEntries(
          Map.entry("stop", FinishReason.STOP),
          Map.entry("stop_sequence", FinishReason.STOP),
          Map.entry("end_turn", FinishReason.STOP),
          Map.entry("length", FinishReason.LENGTH),
          Map.entry("max_tokens", FinishReason.LENGTH),
          Map.entry("tool_calls", FinishReason.TOOL),
          Map.entry("tool_use", FinishReason.TOOL),
          Map.entry("content_filter", FinishReason.FILTER),
          Map.entry("refusal", FinishReason.FILTER),
          Map.entry("safety", FinishReason.FILTER));

  private final Consumer<String> onText;
  private final UnaryOperator<Throwable> failures;
  private final CompletableFuture<Completion> end = new CompletableFuture<>();
  private final Completion.Builder completion = Completion.builder("");
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder reasoning = new StringBuilder();

  Reply(Consumer<String> onText, UnaryOperator<Throwable> failures) {
    this.onText = requireNonNull(onText, "onText");
    this.failures = failures;
    end.whenComplete(
        (answer, failure) -> {
          if (end.isCancelled()) {
            dispose();
          }
        });
  }

  CompletableFuture<Completion> end() {
    return end;
  }

  @Override
  protected void hookOnNext(ChatResponse response) {
    for (Generation generation : response.getResults()) {
      String piece = generation.getOutput().getText();
      if (piece != null) {
        take(piece, isThought(generation));
      }
      String reason = generation.getMetadata().getFinishReason();
      if (reason != null && !reason.isEmpty()) {
        completion.finishReason(finishReason(reason), reason);
      }
    }
    note(response.getMetadata());
  }

  private void take(String piece, boolean isThought) {
    if (isThought) {
      reasoning.append(piece);
    } else {
      text.append(piece);
      onText.accept(piece);
    }
  }

  /** Models that think aloud mark what is thought so. */
  private static boolean isThought(Generation generation) {
    Object mark = generation.getOutput().getMetadata().get("isThought");
    return Boolean.parseBoolean(String.valueOf(mark));
  }

  private static FinishReason finishReason(String reason) {
    return FINISH_REASONS.getOrDefault(reason.toLowerCase(Locale.ROOT), FinishReason.OTHER);
  }

  /** Pieces may know nothing, and then say so by empty texts and zeros. */
  private void note(ChatResponseMetadata metadata) {
    if (!metadata.getId().isEmpty()) {
      completion.requestId(metadata.getId());
    }
    if (!metadata.getModel().isEmpty()) {
      completion.model(metadata.getModel());
    }
    int input = metadata.getUsage().getPromptTokens();
    int output = metadata.getUsage().getCompletionTokens();
    if (input > 0 || output > 0) {
      completion.usage(Usage.of(input, output));
    }
    MoaResult result = metadata.get(MoaChatModel.RESULT);
    if (result != null) {
      completion.attachment(result);
    }
  }

  @Override
  protected void hookOnComplete() {
    if (reasoning.length() > 0) {
      completion.reasoning(reasoning.toString());
    }
    end.complete(completion.text(text.toString()).build());
  }

  @Override
  protected void hookOnError(Throwable thrown) {
    end.completeExceptionally(failures.apply(thrown));
  }
}
