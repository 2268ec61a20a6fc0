package io.github.attentionmoa.providers.micrometer;

import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.result.CallRecord;
import io.micrometer.observation.Observation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What handlers, filters and conventions may know of one call. */
public final class CallContext extends Observation.Context {
  private final CallKey key;
  private volatile @Nullable CallRecord call;

  CallContext(CallKey key) {
    this.key = key;
  }

  /** Returns the place of the call in its run. */
  public CallKey key() {
    return key;
  }

  /** Returns what became of the call; empty until it has ended. */
  public Optional<CallRecord> call() {
    return Optional.ofNullable(call);
  }

  void ended(CallRecord record) {
    call = record;
  }
}
