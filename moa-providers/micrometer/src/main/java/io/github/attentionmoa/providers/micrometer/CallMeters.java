package io.github.attentionmoa.providers.micrometer;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.result.CallRecord;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import java.util.OptionalLong;

/**
 * Counts the tokens and the losses of calls.
 *
 * <p>{@code gen_ai.client.token.usage} sums up tokens by {@code gen_ai.token.type}, those of lost
 * attempts too; {@code attention_moa.calls.lost} counts calls without an answer by {@code
 * error.type}. Micrometer's own {@code DefaultMeterObservationHandler} counts and times runs,
 * layers and calls: register both.
 */
public final class CallMeters implements ObservationHandler<CallContext> {
  private final MeterRegistry registry;

  private CallMeters(MeterRegistry registry) {
    this.registry = requireNonNull(registry, "registry");
  }

  /** Returns a handler for the configuration of the observation registry. */
  public static CallMeters of(MeterRegistry registry) {
    return new CallMeters(registry);
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof CallContext;
  }

  @Override
  public void onStop(CallContext context) {
    context.call().ifPresent(call -> count(call, tags(context)));
  }

  private void count(CallRecord call, Tags tags) {
    tokens("input", call.usage().inputTokens(), tags);
    tokens("output", call.usage().outputTokens(), tags);
    if (call.isLost()) {
      registry.counter("attention_moa.calls.lost", tags).increment();
    }
  }

  private void tokens(String type, OptionalLong tokens, Tags tags) {
    tokens.ifPresent(
        count ->
            DistributionSummary.builder("gen_ai.client.token.usage")
                .baseUnit("token")
                .tags(tags.and("gen_ai.token.type", type))
                .register(registry)
                .record((double) count));
  }

  private static Tags tags(CallContext context) {
    Tags tags = Tags.empty();
    for (KeyValue value : context.getLowCardinalityKeyValues()) {
      tags = tags.and(Tag.of(value.getKey(), value.getValue()));
    }
    return tags;
  }
}
