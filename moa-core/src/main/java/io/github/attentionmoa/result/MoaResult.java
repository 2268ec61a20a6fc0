package io.github.attentionmoa.result;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.stop.StopReason;

/** The answer of a run, and how it came about. Immutable. */
public final class MoaResult {
  private final String text;
  private final StopReason stopReason;
  private final RunTrace trace;

  private MoaResult(String text, StopReason stopReason, RunTrace trace) {
    this.text = requireNonNull(text, "text");
    this.stopReason = requireNonNull(stopReason, "stopReason");
    this.trace = requireNonNull(trace, "trace");
  }

  /** Returns a result; the engine makes them, tests may. */
  public static MoaResult of(String text, StopReason stopReason, RunTrace trace) {
    return new MoaResult(text, stopReason, trace);
  }

  /** Returns the answer, never blank. */
  public String text() {
    return text;
  }

  /** Returns why the run ended. */
  public StopReason stopReason() {
    return stopReason;
  }

  /** Tells whether a call was lost on the way, see {@link RunTrace#lost()}. */
  public boolean isDegraded() {
    return trace.calls().stream().anyMatch(CallRecord::isLost);
  }

  /** Returns how many layers were begun. */
  public int layersRun() {
    return trace.layers().size();
  }

  /** Returns the tokens of all calls. */
  public Usage usage() {
    return trace.usage();
  }

  /** Returns everything that happened. */
  public RunTrace trace() {
    return trace;
  }

  /** Returns the reason and numbers; the answer stays out of logs. */
  @Override
  public String toString() {
    return "MoaResult("
        + stopReason
        + ", layers: "
        + layersRun()
        + ", calls: "
        + trace.calls().size()
        + (isDegraded() ? ", degraded)" : ")");
  }
}
