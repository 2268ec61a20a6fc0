package io.github.attentionmoa.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.providers.http.Answer;
import io.github.attentionmoa.providers.http.Json;
import io.github.attentionmoa.providers.http.ReplyEnd;
import io.github.attentionmoa.providers.http.ReplyReader;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads replies, whole or as events; events, blocks and deltas of unknown types are passed over.
 */
final class MessagesReply implements ReplyReader<Completion> {
  private static final Map<String, FinishReason> REASONS =
      Map.of(
          "end_turn", FinishReason.STOP,
          "stop_sequence", FinishReason.STOP,
          "max_tokens", FinishReason.LENGTH,
          "model_context_window_exceeded", FinishReason.LENGTH,
          "tool_use", FinishReason.TOOL,
          "pause_turn", FinishReason.PAUSE);

  private static final String REFUSAL = "refusal";
  private static final Set<String> READ_BLOCKS = Set.of("text", "thinking");

  private final Answer answer;
  private final ObjectNode usage = Json.object();
  private final Set<Integer> otherBlocks = new HashSet<>();
  private boolean isStarted;
  private String stopReason = "";

  MessagesReply(Consumer<String> onText) {
    answer = new Answer(onText);
  }

  @Override
  public void accept(String event, JsonNode payload) {
    switch (Json.text(payload, "type")) {
      case "message" -> takeWhole(payload);
      case "message_start" -> start(payload.path("message"));
      case "content_block_start" -> startBlock(payload);
      case "content_block_delta" -> takeDelta(payload);
      case "message_delta" -> {
        takeStop(payload.path("delta"));
        takeUsage(payload.path("usage"));
      }
      case "message_stop" -> finish();
      default -> {
        // ping, and what is yet to come
      }
    }
  }

  private void takeWhole(JsonNode message) {
    start(message);
    message.path("content").forEach(this::takeBlock);
    takeStop(message);
    finish();
  }

  /** A second start would put two answers into one. */
  private void start(JsonNode message) {
    if (isStarted) {
      throw AgentException.of(Kind.MALFORMED_RESPONSE, "the reply starts a second message");
    }
    isStarted = true;
    answer.id(Json.text(message, "id"));
    answer.model(Json.text(message, "model"));
    takeUsage(message.path("usage"));
  }

  private void startBlock(JsonNode payload) {
    JsonNode block = payload.path("content_block");
    if (READ_BLOCKS.contains(Json.text(block, "type"))) {
      takeBlock(block);
    } else {
      otherBlocks.add(payload.path("index").asInt());
    }
  }

  private void takeBlock(JsonNode block) {
    switch (Json.text(block, "type")) {
      case "text" -> answer.text(Json.text(block, "text"));
      case "thinking" -> answer.reasoning(Json.text(block, "thinking"));
      default -> {
        // redacted thinking and tools have no words for us
      }
    }
  }

  private void takeDelta(JsonNode payload) {
    if (otherBlocks.contains(payload.path("index").asInt())) {
      return;
    }
    JsonNode delta = payload.path("delta");
    switch (Json.text(delta, "type")) {
      case "text_delta" -> answer.text(Json.text(delta, "text"));
      case "thinking_delta" -> answer.reasoning(Json.text(delta, "thinking"));
      default -> {
        // signatures, citations, and what is yet to come
      }
    }
  }

  private void takeStop(JsonNode message) {
    String reason = Json.text(message, "stop_reason");
    stopReason = reason.isEmpty() ? stopReason : reason;
    if (reason.equals(REFUSAL)) {
      String why = Json.text(message.path("stop_details"), "explanation");
      answer.refusal(why.isEmpty() ? REFUSAL : why);
    }
  }

  /** Numbers of later events replace those of earlier ones; some leave out what stays. */
  private void takeUsage(JsonNode update) {
    update.properties().stream()
        .filter(field -> !field.getValue().isNull())
        .forEach(field -> usage.set(field.getKey(), field.getValue()));
    OptionalLong read = Json.count(usage, "cache_read_input_tokens");
    long cached = read.orElse(0) + Json.count(usage, "cache_creation_input_tokens").orElse(0);
    OptionalLong input = Json.count(usage, "input_tokens");
    answer.usage(
        input.isPresent() ? OptionalLong.of(input.getAsLong() + cached) : input,
        Json.count(usage, "output_tokens"),
        read,
        Json.count(usage.path("output_tokens_details"), "thinking_tokens"));
  }

  private void finish() {
    answer.finish(REASONS.getOrDefault(stopReason, FinishReason.OTHER), stopReason);
  }

  @Override
  public Completion finish(ReplyEnd end) {
    return answer.completion(end);
  }
}
