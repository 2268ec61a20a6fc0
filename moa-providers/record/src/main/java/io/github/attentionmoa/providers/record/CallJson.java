package io.github.attentionmoa.providers.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.CallRecord;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Plan, calls and their parts as JSON. A value that is not known is null, never left out. */
final class CallJson {
  private CallJson() {}

  static ObjectNode plan(RunPlan plan) {
    ObjectNode node = object();
    node.put("calls", plan.calls()).put("maxCalls", plan.maxCalls());
    node.put("criticalPath", plan.criticalPath()).put("exact", plan.isExact());
    ObjectNode stages = node.putObject("stages");
    for (Stage stage : Stage.values()) {
      stages.put(stage.name(), plan.callsOf(stage));
    }
    return node;
  }

  static ObjectNode usage(Usage usage) {
    ObjectNode node = object();
    node.put("inputTokens", known(usage.inputTokens()));
    node.put("outputTokens", known(usage.outputTokens()));
    node.put("cachedInputTokens", known(usage.cachedInputTokens()));
    node.put("reasoningTokens", known(usage.reasoningTokens()));
    return node.put("complete", usage.isComplete());
  }

  private static @Nullable Long known(OptionalLong tokens) {
    return tokens.isPresent() ? tokens.getAsLong() : null;
  }

  static ArrayNode calls(List<CallRecord> calls, Detail detail) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    calls.forEach(call -> array.add(call(call, detail)));
    return array;
  }

  private static ObjectNode call(CallRecord call, Detail detail) {
    ObjectNode node = object();
    putKey(node, call.key());
    node.put("agent", call.agent()).put("outcome", call.outcome().name());
    node.put("attempts", call.attempts()).put("cached", call.isCached());
    node.put("startMillis", call.start().toMillis()).put("tookMillis", call.took().toMillis());
    AgentException failure = call.failure().orElse(null);
    node.put("kind", failure == null ? null : failure.kind().name());
    node.put("message", failure == null ? null : failure.getMessage());
    node.set("usage", usage(call.usage()));
    if (detail == Detail.FULL) {
      node.set("messages", messages(call.messages()));
      node.set("completion", call.completion().map(CallJson::completion).orElse(null));
      node.set("failure", failure == null ? null : failure(failure));
    }
    return node;
  }

  private static void putKey(ObjectNode node, CallKey key) {
    node.put("layer", key.layer()).put("stage", key.stage().name());
    node.put("from", key.from()).put("to", key.to()).put("ordinal", key.ordinal());
  }

  private static ObjectNode failure(AgentException failure) {
    Integer status = failure.statusCode().isPresent() ? failure.statusCode().getAsInt() : null;
    ObjectNode node = object();
    node.put("statusCode", status).put("retryable", failure.isRetryable());
    node.put("retryAfterMillis", failure.retryAfter().map(Duration::toMillis).orElse(null));
    return node.put("detail", failure.detail().orElse(null));
  }

  private static ArrayNode messages(List<Message> messages) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Message message : messages) {
      String role = message.role().name().toLowerCase(Locale.ROOT);
      array.addObject().put("role", role).put("content", message.text());
    }
    return array;
  }

  static ObjectNode completion(Completion completion) {
    ObjectNode node = object();
    node.put("text", completion.text()).put("reasoning", completion.reasoning().orElse(null));
    node.put("model", completion.model().orElse(null));
    node.put("requestId", completion.requestId().orElse(null));
    node.put("finishReason", completion.finishReason().name());
    node.put("rawFinishReason", completion.rawFinishReason());
    node.set("usage", usage(completion.usage()));
    return node;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
