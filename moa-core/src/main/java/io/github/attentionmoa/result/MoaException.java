package io.github.attentionmoa.result;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.stop.StopReason;

/**
 * A run that has no answer.
 *
 * <p>The failures of its calls are suppressed onto it, in the order of the algorithm.
 */
public final class MoaException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final StopReason stopReason;
  private final transient RunTrace trace;

  private MoaException(String message, StopReason stopReason, RunTrace trace) {
    super(message);
    this.stopReason = requireNonNull(stopReason, "stopReason");
    this.trace = requireNonNull(trace, "trace");
    trace.lost().stream().flatMap(call -> call.failure().stream()).forEach(this::addSuppressed);
  }

  /** Returns an exception; the engine makes them, tests may. */
  public static MoaException of(String message, StopReason stopReason, RunTrace trace) {
    return new MoaException(message, stopReason, trace);
  }

  /** Returns why the run ended. */
  public StopReason stopReason() {
    return stopReason;
  }

  /** Returns what happened until then. */
  public RunTrace trace() {
    return trace;
  }
}
