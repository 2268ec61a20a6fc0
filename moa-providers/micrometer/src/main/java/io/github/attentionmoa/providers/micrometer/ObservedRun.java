package io.github.attentionmoa.providers.micrometer;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.residual.ResidualOutput;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.result.RunTrace;
import io.github.attentionmoa.stop.StopReason;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** The observations of one run; a layer begins with its first call and ends with its residual. */
final class ObservedRun implements RunListener {
  private static final String NONE = KeyValue.NONE_VALUE;

  private final ObservationRegistry registry;
  private final String name;
  private final boolean hasContent;
  private final Observation run;
  private final Map<Integer, Observation> layers = new HashMap<>();
  private final Map<CallKey, Observation> calls = new HashMap<>();

  /** Made on the thread that asks, whose observation becomes the parent. */
  ObservedRun(ObservationRegistry registry, String name, boolean hasContent) {
    this.registry = registry;
    this.name = name;
    this.hasContent = hasContent;
    this.run = Observation.createNotStarted("attention_moa.run", registry);
  }

  @Override
  public void onRunStarted(RunPlan plan) {
    run.contextualName("invoke_workflow " + name)
        .lowCardinalityKeyValue("gen_ai.operation.name", "invoke_workflow")
        .lowCardinalityKeyValue("gen_ai.workflow.name", name)
        .lowCardinalityKeyValue("attention_moa.stop_reason", NONE)
        .highCardinalityKeyValue("attention_moa.planned_calls", Integer.toString(plan.calls()))
        .start();
  }

  @Override
  public void onCallStarted(CallKey key, String agent) {
    Observation layer = layers.computeIfAbsent(key.layer(), this::layer);
    Observation call =
        Observation.createNotStarted(
                "gen_ai.client.operation", () -> new CallContext(key), registry)
            .parentObservation(layer)
            .contextualName("chat " + agent)
            .lowCardinalityKeyValue("gen_ai.operation.name", "chat")
            .lowCardinalityKeyValue("gen_ai.provider.name", "attention_moa")
            .lowCardinalityKeyValue("gen_ai.agent.name", agent.isEmpty() ? NONE : agent)
            .lowCardinalityKeyValue("gen_ai.response.model", NONE)
            .lowCardinalityKeyValue("error.type", NONE)
            .lowCardinalityKeyValue("attention_moa.stage", lower(key.stage()))
            .lowCardinalityKeyValue("attention_moa.outcome", NONE)
            .highCardinalityKeyValue("attention_moa.call", key.toString());
    calls.put(key, call.start());
  }

  private Observation layer(int index) {
    return Observation.createNotStarted("attention_moa.layer", registry)
        .parentObservation(run)
        .contextualName("layer " + index)
        .highCardinalityKeyValue("attention_moa.layer", Integer.toString(index))
        .start();
  }

  @Override
  public void onCallEnded(CallRecord record) {
    Observation call = calls.remove(record.key());
    if (call == null) {
      return;
    }
    if (call.getContext() instanceof CallContext context) {
      context.ended(record);
    }
    call.lowCardinalityKeyValue("attention_moa.outcome", lower(record.outcome()))
        .highCardinalityKeyValue("attention_moa.attempts", Integer.toString(record.attempts()))
        .highCardinalityKeyValue("attention_moa.cached", Boolean.toString(record.isCached()));
    usage(call, record.usage());
    record.completion().ifPresent(completion -> answered(call, completion));
    record.failure().ifPresent(failure -> lost(call, failure));
    if (hasContent) {
      content(call, record);
    }
    call.stop();
  }

  private static void answered(Observation call, Completion completion) {
    call.highCardinalityKeyValue(
        "gen_ai.response.finish_reasons", "[\"" + lower(completion.finishReason()) + "\"]");
    completion
        .model()
        .ifPresent(model -> call.lowCardinalityKeyValue("gen_ai.response.model", model));
    completion.requestId().ifPresent(id -> call.highCardinalityKeyValue("gen_ai.response.id", id));
  }

  private static void lost(Observation call, AgentException failure) {
    call.lowCardinalityKeyValue("error.type", lower(failure.kind())).error(failure);
  }

  private static void content(Observation call, CallRecord record) {
    call.highCardinalityKeyValue("gen_ai.input.messages", MessagesJson.of(record.messages()));
    record
        .completion()
        .filter(completion -> !completion.text().isBlank())
        .map(completion -> MessagesJson.of(List.of(Message.assistant(completion.text()))))
        .ifPresent(json -> call.highCardinalityKeyValue("gen_ai.output.messages", json));
  }

  private static void usage(Observation observation, Usage usage) {
    tokens(observation, "gen_ai.usage.input_tokens", usage.inputTokens());
    tokens(observation, "gen_ai.usage.output_tokens", usage.outputTokens());
    tokens(observation, "gen_ai.usage.cache_read.input_tokens", usage.cachedInputTokens());
    tokens(observation, "gen_ai.usage.reasoning.output_tokens", usage.reasoningTokens());
  }

  private static void tokens(Observation observation, String key, OptionalLong tokens) {
    tokens.ifPresent(count -> observation.highCardinalityKeyValue(key, Long.toString(count)));
  }

  @Override
  public void onResidualEnded(int layer, ResidualOutput output) {
    Observation ended = layers.remove(layer);
    if (ended != null) {
      ended.stop();
    }
  }

  @Override
  public void onRunEnded(MoaResult result) {
    end(result.stopReason(), result.trace());
  }

  @Override
  public void onRunFailed(MoaException failure) {
    run.error(failure);
    end(failure.stopReason(), failure.trace());
  }

  private void end(StopReason reason, RunTrace trace) {
    layers.values().forEach(Observation::stop);
    usage(run, trace.usage());
    run.lowCardinalityKeyValue("attention_moa.stop_reason", lower(reason))
        .highCardinalityKeyValue("attention_moa.layers", Integer.toString(trace.layers().size()))
        .highCardinalityKeyValue("attention_moa.calls", Integer.toString(trace.calls().size()))
        .highCardinalityKeyValue("attention_moa.lost_calls", Integer.toString(trace.lost().size()))
        .stop();
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
