package io.github.attentionmoa.providers.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.providers.http.Answer;
import io.github.attentionmoa.providers.http.Json;
import io.github.attentionmoa.providers.http.ReplyEnd;
import io.github.attentionmoa.providers.http.ReplyReader;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Reads replies, whole or as lines of a stream: these have the same shape. */
final class ChatReply implements ReplyReader<Completion> {
  private static final Map<String, FinishReason> REASONS =
      Map.of(
          "stop", FinishReason.STOP,
          "length", FinishReason.LENGTH,
          "load", FinishReason.PAUSE,
          "unload", FinishReason.PAUSE);

  private final Answer answer;
  private boolean hasToolCall;

  ChatReply(Consumer<String> onText) {
    answer = new Answer(onText);
  }

  @Override
  public void accept(String event, JsonNode part) {
    JsonNode message = part.path("message");
    answer.model(Json.text(part, "model"));
    answer.reasoning(Json.text(message, "thinking"));
    answer.text(Json.text(message, "content"));
    hasToolCall |= !message.path("tool_calls").isEmpty();
    if (part.path("done").asBoolean()) {
      end(part);
    }
  }

  /** Older servers give no reason; a count is missing when it is 0. */
  private void end(JsonNode part) {
    String raw = Json.text(part, "done_reason");
    answer.finish(
        hasToolCall ? FinishReason.TOOL : REASONS.getOrDefault(raw, FinishReason.OTHER), raw);
    answer.usage(
        Json.count(part, "prompt_eval_count"),
        Json.count(part, "eval_count"),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  @Override
  public Completion finish(ReplyEnd end) {
    return answer.completion(end);
  }
}
