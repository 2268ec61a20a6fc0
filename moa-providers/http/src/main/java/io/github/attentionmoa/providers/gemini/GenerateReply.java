package io.github.attentionmoa.providers.gemini;

import static java.util.Map.entry;

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

/** Reads replies, whole or as the chunks of a stream, which have one shape. */
final class GenerateReply implements ReplyReader<Completion> {
  private static final Map<String, FinishReason> REASONS =
      Map.ofEntries(
          entry("STOP", FinishReason.STOP),
          entry("MAX_TOKENS", FinishReason.LENGTH),
          entry("SAFETY", FinishReason.FILTER),
          entry("RECITATION", FinishReason.FILTER),
          entry("BLOCKLIST", FinishReason.FILTER),
          entry("PROHIBITED_CONTENT", FinishReason.FILTER),
          entry("SPII", FinishReason.FILTER),
          entry("IMAGE_SAFETY", FinishReason.FILTER),
          entry("IMAGE_PROHIBITED_CONTENT", FinishReason.FILTER),
          entry("IMAGE_RECITATION", FinishReason.FILTER),
          entry("IMAGE_OTHER", FinishReason.FILTER),
          entry("NO_IMAGE", FinishReason.FILTER),
          entry("ESCALATION", FinishReason.FILTER),
          entry("PUP_LIMITED_DISABLED", FinishReason.FILTER),
          entry("MODEL_ARMOR", FinishReason.FILTER),
          entry("CONTINUATION", FinishReason.PAUSE),
          entry("MALFORMED_FUNCTION_CALL", FinishReason.ERROR),
          entry("UNEXPECTED_TOOL_CALL", FinishReason.ERROR),
          entry("TOO_MANY_TOOL_CALLS", FinishReason.ERROR),
          entry("MISSING_THOUGHT_SIGNATURE", FinishReason.ERROR),
          entry("MALFORMED_RESPONSE", FinishReason.ERROR));

  private final Answer answer;
  private boolean hasCalledTool;

  GenerateReply(Consumer<String> onText) {
    answer = new Answer(onText);
  }

  /** A stream that came as one body is an array of its chunks. */
  @Override
  public void accept(String event, JsonNode payload) {
    if (payload.isArray()) {
      payload.forEach(this::takeChunk);
    } else {
      takeChunk(payload);
    }
  }

  private void takeChunk(JsonNode chunk) {
    if (chunk.hasNonNull("error")) {
      throw new WireErrorException(chunk);
    }
    answer.id(Json.text(chunk, "responseId"));
    answer.model(Json.text(chunk, "modelVersion"));
    takeUsage(chunk.path("usageMetadata"));
    JsonNode feedback = chunk.path("promptFeedback");
    takeFinish(Json.text(feedback, "blockReason"), FinishReason.FILTER);
    answer.refusal(Json.text(feedback, "blockReasonMessage"));
    takeCandidate(chunk.path("candidates").path(0));
  }

  private void takeCandidate(JsonNode candidate) {
    candidate.path("content").path("parts").forEach(this::takePart);
    String reason = Json.text(candidate, "finishReason");
    FinishReason known = REASONS.getOrDefault(reason, FinishReason.OTHER);
    takeFinish(reason, known == FinishReason.STOP && hasCalledTool ? FinishReason.TOOL : known);
    if (known == FinishReason.FILTER) {
      answer.refusal(Json.text(candidate, "finishMessage"));
    }
  }

  private void takePart(JsonNode part) {
    hasCalledTool |= part.has("functionCall");
    String text = Json.text(part, "text");
    if (part.path("thought").asBoolean()) {
      answer.reasoning(text);
    } else {
      answer.text(text);
    }
  }

  private void takeFinish(String raw, FinishReason reason) {
    if (!raw.isEmpty()) {
      answer.finish(reason, raw);
    }
  }

  /** Output is counted here without the thoughts, which are billed as output too. */
  private void takeUsage(JsonNode usage) {
    OptionalLong thoughts = Json.count(usage, "thoughtsTokenCount");
    OptionalLong answered = Json.count(usage, "candidatesTokenCount");
    boolean isKnown = thoughts.isPresent() || answered.isPresent();
    answer.usage(
        Json.count(usage, "promptTokenCount"),
        isKnown ? OptionalLong.of(thoughts.orElse(0) + answered.orElse(0)) : OptionalLong.empty(),
        Json.count(usage, "cachedContentTokenCount"),
        thoughts);
  }

  @Override
  public Completion finish(ReplyEnd end) {
    return answer.completion(end);
  }
}
