package io.github.attentionmoa.providers.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.providers.http.Answer;
import io.github.attentionmoa.providers.http.Json;
import io.github.attentionmoa.providers.http.ReplyEnd;
import io.github.attentionmoa.providers.http.ReplyReader;
import io.github.attentionmoa.providers.http.WireErrorException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Reads replies, whole or as events of a stream, whose fields never mean different things. */
final class ConverseReply implements ReplyReader<Completion> {
  private static final Map<String, FinishReason> REASONS =
      Map.of(
          "end_turn", FinishReason.STOP,
          "stop_sequence", FinishReason.STOP,
          "max_tokens", FinishReason.LENGTH,
          "model_context_window_exceeded", FinishReason.LENGTH,
          "tool_use", FinishReason.TOOL,
          "content_filtered", FinishReason.FILTER,
          "guardrail_intervened", FinishReason.FILTER,
          "malformed_model_output", FinishReason.ERROR,
          "malformed_tool_use", FinishReason.ERROR);

  private final Answer answer;

  ConverseReply(Consumer<String> onText) {
    answer = new Answer(onText);
  }

  @Override
  public void accept(String event, JsonNode payload) {
    if (event.endsWith("Exception")) {
      String message = Json.text(payload, "message");
      throw new WireErrorException(Json.object().put("type", event).put("message", message));
    }
    payload.path("output").path("message").path("content").forEach(this::addBlock);
    addPiece(payload.path("delta"));
    String finish = Json.text(payload, "stopReason");
    if (!finish.isEmpty()) {
      answer.finish(REASONS.getOrDefault(finish, FinishReason.OTHER), finish);
    }
    addUsage(payload.path("usage"));
  }

  private void addBlock(JsonNode block) {
    answer.text(Json.text(block, "text"));
    answer.reasoning(Json.text(block.path("reasoningContent").path("reasoningText"), "text"));
    for (JsonNode cited : block.path("citationsContent").path("content")) {
      answer.text(Json.text(cited, "text"));
    }
  }

  private void addPiece(JsonNode delta) {
    answer.text(Json.text(delta, "text"));
    answer.reasoning(Json.text(delta.path("reasoningContent"), "text"));
  }

  /** Input is counted without what the cache gave and took. */
  private void addUsage(JsonNode usage) {
    OptionalLong input = Json.count(usage, "inputTokens");
    OptionalLong read = Json.count(usage, "cacheReadInputTokens");
    long cache = read.orElse(0) + Json.count(usage, "cacheWriteInputTokens").orElse(0);
    answer.usage(
        input.isPresent() ? OptionalLong.of(input.getAsLong() + cache) : input,
        Json.count(usage, "outputTokens"),
        read,
        OptionalLong.empty());
  }

  @Override
  public Completion finish(ReplyEnd end) {
    return answer.completion(end);
  }
}
