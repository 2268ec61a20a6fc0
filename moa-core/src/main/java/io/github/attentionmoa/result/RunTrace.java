package io.github.attentionmoa.result;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.layer.LayerOutput;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.residual.ResidualOutput;
import java.util.Comparator;
import java.util.List;

/** Everything that happened in a run, whole or partial. Immutable. */
public final class RunTrace {
  private final RunPlan plan;
  private final List<LayerOutput> layers;
  private final List<ResidualOutput> residuals;
  private final List<CallRecord> calls;

  private RunTrace(
      RunPlan plan,
      List<LayerOutput> layers,
      List<ResidualOutput> residuals,
      List<CallRecord> calls) {
    this.plan = requireNonNull(plan, "plan");
    this.layers = List.copyOf(layers);
    this.residuals = List.copyOf(residuals);
    this.calls = calls.stream().sorted(Comparator.comparing(CallRecord::key)).toList();
  }

  /** Returns a trace; the engine makes them, tests may. */
  public static RunTrace of(
      RunPlan plan,
      List<LayerOutput> layers,
      List<ResidualOutput> residuals,
      List<CallRecord> calls) {
    return new RunTrace(plan, layers, residuals, calls);
  }

  /** Returns what the run was going to cost. */
  public RunPlan plan() {
    return plan;
  }

  /** Returns the layers that were begun, in order; the last may be partial. */
  public List<LayerOutput> layers() {
    return layers;
  }

  /** Returns the residual output of every layer that came to one, in order. */
  public List<ResidualOutput> residuals() {
    return residuals;
  }

  /** Returns all calls in the order of the algorithm, whatever order they ended in. */
  public List<CallRecord> calls() {
    return calls;
  }

  /** Returns the calls that gave no answer. */
  public List<CallRecord> lost() {
    return calls.stream().filter(CallRecord::isLost).toList();
  }

  /** Returns the tokens of all calls, with those of lost attempts. */
  public Usage usage() {
    return calls.stream().map(CallRecord::usage).reduce(Usage.of(0, 0), Usage::plus);
  }
}
