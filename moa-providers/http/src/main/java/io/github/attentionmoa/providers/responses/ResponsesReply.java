package io.github.attentionmoa.providers.responses;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.providers.http.Answer;
import io.github.attentionmoa.providers.http.Json;
import io.github.attentionmoa.providers.http.ReplyEnd;
import io.github.attentionmoa.providers.http.ReplyReader;
import io.github.attentionmoa.providers.http.WireErrorException;
import java.util.Map;
import java.util.function.Consumer;

/** Reads replies, whole or as events; events and items of unknown types are passed over. */
final class ResponsesReply implements ReplyReader<Completion> {
  /** By status, or by what the reply is incomplete for. */
  private static final Map<String, FinishReason> REASONS =
      Map.of(
          "completed", FinishReason.STOP,
          "max_output_tokens", FinishReason.LENGTH,
          "content_filter", FinishReason.FILTER,
          "failed", FinishReason.ERROR,
          "cancelled", FinishReason.ERROR,
          "queued", FinishReason.PAUSE,
          "in_progress", FinishReason.PAUSE);

  private final Answer answer;

  ResponsesReply(Consumer<String> onText) {
    answer = new Answer(onText);
  }

  @Override
  public void accept(String event, JsonNode payload) {
    switch (Json.text(payload, "type")) {
      case "response.output_text.delta" -> answer.text(Json.text(payload, "delta"));
      case "response.refusal.delta" -> answer.refusal(Json.text(payload, "delta"));
      case "response.reasoning_text.delta", "response.reasoning_summary_text.delta" ->
          answer.reasoning(Json.text(payload, "delta"));
      case "response.completed", "response.incomplete", "response.failed" ->
          takeEnd(payload.path("response"));
      case "error" -> throw new WireErrorException(payload);
      default -> {
        if (Json.text(payload, "object").equals("response")) {
          payload.path("output").forEach(this::takeItem);
          takeEnd(payload);
        }
      }
    }
  }

  /** Items with words: messages, and reasoning as a summary or in full. */
  private void takeItem(JsonNode item) {
    item.path("summary").forEach(part -> answer.reasoning(Json.text(part, "text")));
    item.path("content").forEach(this::takePart);
  }

  private void takePart(JsonNode part) {
    switch (Json.text(part, "type")) {
      case "output_text" -> answer.text(Json.text(part, "text"));
      case "refusal" -> answer.refusal(Json.text(part, "refusal"));
      case "reasoning_text" -> answer.reasoning(Json.text(part, "text"));
      default -> {
        // what is yet to come
      }
    }
  }

  private void takeEnd(JsonNode response) {
    if (response.hasNonNull("error")) {
      throw new WireErrorException(response);
    }
    answer.id(Json.text(response, "id"));
    answer.model(Json.text(response, "model"));
    takeUsage(response.path("usage"));
    String why = Json.text(response.path("incomplete_details"), "reason");
    String raw = why.isEmpty() ? Json.text(response, "status") : why;
    FinishReason reason = REASONS.getOrDefault(raw, FinishReason.OTHER);
    boolean hasStopped = reason == FinishReason.STOP;
    answer.finish(hasStopped && hasCalledTool(response) ? FinishReason.TOOL : reason, raw);
  }

  private static boolean hasCalledTool(JsonNode response) {
    for (JsonNode item : response.path("output")) {
      if (Json.text(item, "type").equals("function_call")) {
        return true;
      }
    }
    return false;
  }

  private void takeUsage(JsonNode usage) {
    answer.usage(
        Json.count(usage, "input_tokens"),
        Json.count(usage, "output_tokens"),
        Json.count(usage.path("input_tokens_details"), "cached_tokens"),
        Json.count(usage.path("output_tokens_details"), "reasoning_tokens"));
  }

  @Override
  public Completion finish(ReplyEnd end) {
    return answer.completion(end);
  }
}
