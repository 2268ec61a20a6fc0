package io.github.attentionmoa.providers.openai;

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

/** Reads replies, whole or as chunks of a stream: these differ in one field's name. */
final class ChatReply implements ReplyReader<Completion> {
  private static final Map<String, FinishReason> REASONS =
      Map.of(
          "stop", FinishReason.STOP,
          "eos", FinishReason.STOP,
          "length", FinishReason.LENGTH,
          "model_length", FinishReason.LENGTH,
          "tool_calls", FinishReason.TOOL,
          "function_call", FinishReason.TOOL,
          "content_filter", FinishReason.FILTER,
          "error", FinishReason.ERROR);

  private final Answer answer;

  ChatReply(Consumer<String> onText) {
    answer = new Answer(onText);
  }

  @Override
  public void accept(String event, JsonNode chunk) {
    answer.model(Json.text(chunk, "model"));
    answer.id(Json.text(chunk, "id"));
    addUsage(chunk.path("usage"));
    addUsage(chunk.path("x_groq").path("usage"));
    boolean isWhole = Json.text(chunk, "object").equals("chat.completion");
    for (JsonNode choice : chunk.path("choices")) {
      if (choice.path("index").asInt() == 0) {
        addChoice(choice, isWhole);
      }
    }
  }

  /** Perplexity sends {@code message} and {@code delta} always, only one of which is right. */
  private void addChoice(JsonNode choice, boolean isWhole) {
    JsonNode error = choice.path("error");
    if (error.isObject()) {
      throw new WireErrorException(error);
    }
    JsonNode message = choice.path(isWhole || !choice.has("delta") ? "message" : "delta");
    addContent(message.path("content"));
    String reasoning = Json.text(message, "reasoning_content");
    answer.reasoning(reasoning.isEmpty() ? Json.text(message, "reasoning") : reasoning);
    answer.refusal(Json.text(message, "refusal"));
    String finish = Json.text(choice, "finish_reason");
    if (!finish.isEmpty()) {
      answer.finish(REASONS.getOrDefault(finish, FinishReason.OTHER), finish);
    }
  }

  /** Text, or parts of text and thinking (Mistral). */
  private void addContent(JsonNode content) {
    if (content.isTextual()) {
      answer.text(content.textValue());
    }
    for (JsonNode part : content) {
      answer.text(Json.text(part, "text"));
      part.path("thinking").forEach(thought -> answer.reasoning(Json.text(thought, "text")));
    }
  }

  private void addUsage(JsonNode usage) {
    JsonNode input = usage.path("prompt_tokens_details");
    JsonNode output = usage.path("completion_tokens_details");
    OptionalLong cached = Json.count(input, "cached_tokens");
    answer.usage(
        Json.count(usage, "prompt_tokens"),
        Json.count(usage, "completion_tokens"),
        cached.isPresent() ? cached : Json.count(usage, "prompt_cache_hit_tokens"),
        Json.count(output, "reasoning_tokens"));
  }

  @Override
  public Completion finish(ReplyEnd end) {
    return answer.completion(end);
  }
}
