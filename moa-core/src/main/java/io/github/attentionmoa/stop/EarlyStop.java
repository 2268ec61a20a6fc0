package io.github.attentionmoa.stop;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.residual.History;
import io.github.attentionmoa.residual.ResidualOutput;
import io.github.attentionmoa.residual.ResidualOutput.Verdict;
import java.util.function.Predicate;

/**
 * Decides after every layer whether the run goes on.
 *
 * <p>It is called after each layer that has an answer, the first and the last included, and must
 * return at once. A lost call never stops a run; a decider that throws or gives null lets it go on,
 * and the run is degraded.
 */
@FunctionalInterface
public interface EarlyStop {
  /**
   * Returns whether to go on, and with which text to stop if not.
   *
   * <p>Going on in spite of {@link Verdict#NO_IMPROVEMENT} means that z_l is z_(l-1).
   *
   * @param now what the residual made of the history
   */
  Decision decide(History history, ResidualOutput now);

  /** What is to happen after a layer. */
  enum Decision {
    /** The next layer runs. */
    GO_ON,
    /** The answer is the residual output of the layer before; at layer 1, the current one. */
    STOP_WITH_PREVIOUS,
    /** The answer is the output of this layer. */
    STOP_WITH_CURRENT
  }

  /** Tells whether it reads the verdict, so that the residual has to ask for one. */
  default boolean readsVerdict() {
    return true;
  }

  /**
   * Returns a stop that lets at least so many layers run.
   *
   * @param layer the first layer after which it may stop, from 1
   * @throws IllegalArgumentException if less than 1
   */
  default EarlyStop notBefore(int layer) {
    if (layer < 1) {
      throw new IllegalArgumentException("layer: " + layer + " (expected: 1 or more)");
    }
    return of(
        (history, now) -> history.current().layer() < layer ? Decision.GO_ON : decide(history, now),
        readsVerdict());
  }

  /** Returns a stop that answers with the output just judged no better, as the authors' does. */
  default EarlyStop keepingCurrent() {
    return of(
        (history, now) ->
            decide(history, now) == Decision.GO_ON ? Decision.GO_ON : Decision.STOP_WITH_CURRENT,
        readsVerdict());
  }

  /** Returns the paper's stop: a layer without improvement ends the run with the answer before. */
  static EarlyStop whenNoImprovement() {
    return (history, now) ->
        now.verdict() == Verdict.NO_IMPROVEMENT ? Decision.STOP_WITH_PREVIOUS : Decision.GO_ON;
  }

  /** Returns a stop by your own test of the history; it reads no verdict and keeps the current. */
  static EarlyStop when(Predicate<History> isEnough) {
    requireNonNull(isEnough, "isEnough");
    return of(
        (history, now) -> isEnough.test(history) ? Decision.STOP_WITH_CURRENT : Decision.GO_ON,
        false);
  }

  /** Returns no early stop: all layers run, and no verdict is asked for. */
  static EarlyStop never() {
    return NeverStop.NEVER;
  }

  private static EarlyStop of(EarlyStop decider, boolean readsVerdict) {
    return new EarlyStop() {
      @Override
      public Decision decide(History history, ResidualOutput now) {
        return decider.decide(history, now);
      }

      @Override
      public boolean readsVerdict() {
        return readsVerdict;
      }
    };
  }
}
