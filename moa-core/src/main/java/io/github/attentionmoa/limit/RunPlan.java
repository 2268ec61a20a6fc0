package io.github.attentionmoa.limit;

import io.github.attentionmoa.prompt.Stage;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a run is going to cost, known before anything is spent. Immutable.
 *
 * <p>For L layers of N agents with the paper's settings: L(N² + 2N + 1) + (L − 1) calls.
 */
public final class RunPlan {
  private final Map<Stage, Integer> stages;
  private final int maxCalls;
  private final int criticalPath;
  private final boolean exact;

  private RunPlan(Map<Stage, Integer> stages, int maxCalls, int criticalPath, boolean exact) {
    this.stages = Collections.unmodifiableMap(new EnumMap<>(stages));
    this.maxCalls = maxCalls;
    this.criticalPath = criticalPath;
    this.exact = exact;
  }

  /** Returns a plan of the given numbers; the engine makes them, tests may. */
  public static RunPlan of(
      Map<Stage, Integer> calls, int maxCalls, int criticalPath, boolean isExact) {
    Map<Stage, Integer> stages = new EnumMap<>(Stage.class);
    stages.putAll(calls);
    return new RunPlan(stages, maxCalls, criticalPath, isExact);
  }

  /** Returns the calls of a whole run in which none is lost and nothing stops it. */
  public int calls() {
    return stages.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns the most calls that can be: every one retried to the end, every fallback used. */
  public int maxCalls() {
    return maxCalls;
  }

  /** Returns the calls of one stage, over all layers. */
  public int callsOf(Stage stage) {
    return stages.getOrDefault(stage, 0);
  }

  /** Returns how many calls follow upon each other on the longest way: the time in call-times. */
  public int criticalPath() {
    return criticalPath;
  }

  /**
   * Tells whether a run without loss makes exactly these calls.
   *
   * <p>If not, they are an upper bound: an early stop may end the run, or a scorer needs the texts
   * to say who reads whom.
   */
  public boolean isExact() {
    return exact;
  }

  /** Returns for example {@code 33 calls {PROPOSE=6, …}, critical path 9}. */
  @Override
  public String toString() {
    return (exact ? "" : "at most ")
        + calls()
        + " calls "
        + stages
        + ", critical path "
        + criticalPath;
  }
}
