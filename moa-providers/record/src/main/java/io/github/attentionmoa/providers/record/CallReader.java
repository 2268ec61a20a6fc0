package io.github.attentionmoa.providers.record;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Role;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.CallRecord.Outcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Plan, calls and their parts from JSON: the other direction of {@link CallJson}. */
final class CallReader {
  private CallReader() {}

  static RunPlan plan(Field plan) {
    Map<Stage, Integer> stages = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      stages.put(stage, plan.at("stages").at(stage.name()).known(Field::integer).orElse(0));
    }
    return RunPlan.of(
        stages,
        plan.at("maxCalls").integer(),
        plan.at("criticalPath").integer(),
        plan.at("exact").flag());
  }

  static CallRecord call(Field call) {
    CallRecord.Builder builder =
        CallRecord.builder(key(call))
            .agent(call.at("agent").text())
            .attempts(call.at("attempts").integer())
            .cached(call.at("cached").flag())
            .start(Duration.ofMillis(call.at("startMillis").number()))
            .took(Duration.ofMillis(call.at("tookMillis").number()))
            .usage(usage(call.at("usage")))
            .messages(call.at("messages").known(CallReader::messages).orElse(List.of()));
    call.at("completion").known(CallReader::completion).ifPresent(builder::answered);
    Outcome outcome = call.at("outcome").constant(Outcome.class);
    if (outcome != Outcome.ANSWERED) {
      builder.lost(outcome, failure(call));
    }
    return builder.build();
  }

  private static CallKey key(Field call) {
    return new CallKey(
        call.at("layer").integer(),
        call.at("stage").constant(Stage.class),
        call.at("from").integer(),
        call.at("to").integer(),
        call.at("ordinal").integer());
  }

  private static AgentException failure(Field call) {
    AgentException.Builder builder =
        AgentException.builder(call.at("kind").constant(Kind.class), call.at("message").text());
    Field failure = call.at("failure");
    failure.at("statusCode").known(Field::integer).ifPresent(builder::statusCode);
    failure.at("retryable").known(Field::flag).ifPresent(builder::retryable);
    failure
        .at("retryAfterMillis")
        .known(Field::number)
        .map(Duration::ofMillis)
        .ifPresent(builder::retryAfter);
    failure.at("detail").known(Field::text).ifPresent(builder::detail);
    return builder.build();
  }

  private static List<Message> messages(Field messages) {
    return messages.list(
        message -> message(message.at("role").constant(Role.class), message.at("content").text()));
  }

  private static Message message(Role role, String text) {
    return switch (role) {
      case SYSTEM -> Message.system(text);
      case USER -> Message.user(text);
      case ASSISTANT -> Message.assistant(text);
    };
  }

  static Completion completion(Field completion) {
    Completion.Builder builder =
        Completion.builder(completion.at("text").text())
            .finishReason(
                completion.at("finishReason").constant(FinishReason.class),
                completion.at("rawFinishReason").text())
            .usage(usage(completion.at("usage")));
    completion.at("reasoning").known(Field::text).ifPresent(builder::reasoning);
    completion.at("model").known(Field::text).ifPresent(builder::model);
    completion.at("requestId").known(Field::text).ifPresent(builder::requestId);
    return builder.build();
  }

  private static Usage usage(Field usage) {
    Usage read =
        usage
            .at("inputTokens")
            .known(Field::number)
            .map(input -> Usage.of(input, usage.at("outputTokens").number()))
            .orElse(Usage.unknown());
    read = usage.at("cachedInputTokens").known(Field::number).map(read::cachedInput).orElse(read);
    read = usage.at("reasoningTokens").known(Field::number).map(read::reasoning).orElse(read);
    return usage.at("complete").flag() ? read : read.incomplete();
  }
}
