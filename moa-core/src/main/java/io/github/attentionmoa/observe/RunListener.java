package io.github.attentionmoa.observe;

import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.layer.LayerOutput;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.residual.ResidualOutput;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import java.util.List;

/**
 * Is told what happens in a run, one event at a time and in order.
 *
 * <p>A run begins with {@link #onRunStarted} and ends with {@link #onRunEnded} or {@link
 * #onRunFailed}, before its future completes. Between them every call has one start and one end,
 * whatever its attempts, and every layer has its residual's end after its own. Events of one run
 * never overlap; those of different runs may. A listener must return at once and not block: it is
 * called by whatever thread moves the run on. What it throws is logged once and has no effect.
 */
public interface RunListener {
  /**
   * Returns who is told of one run in place of this listener, which is told of all; by default it.
   *
   * <p>Called once a run, on the thread that asks, before anything else: so a listener can tell
   * apart runs at the same time, and see the context that they are asked in.
   */
  default RunListener forRun() {
    return this;
  }

  /** Is told that a run starts, and what it is going to cost. */
  default void onRunStarted(RunPlan plan) {}

  /** Is told that a call starts, also one that the cache will answer. */
  default void onCallStarted(CallKey key, String agent) {}

  /** Is told that a call has ended, with an answer or lost. */
  default void onCallEnded(CallRecord call) {}

  /** Is told that a layer has ended. */
  default void onLayerEnded(LayerOutput output) {}

  /** Is told what the residual made of a layer. */
  default void onResidualEnded(int layer, ResidualOutput output) {}

  /**
   * Tells whether the answer is wanted piece by piece; by default it is.
   *
   * <p>If nobody wants it, the last call is not streamed, and {@link #onText} is told the whole
   * answer at the end.
   */
  default boolean readsText() {
    return true;
  }

  /** Is given the next piece of the answer. */
  default void onText(String text) {}

  /** Is told that the pieces given so far do not count: the answer begins anew. */
  default void onTextRestarted() {}

  /** Is told that the run has an answer; the pieces since the last restart are its text. */
  default void onRunEnded(MoaResult result) {}

  /** Is told that the run has no answer. */
  default void onRunFailed(MoaException failure) {}

  /** Returns a listener that does nothing. */
  static RunListener none() {
    return new RunListener() {
      @Override
      public boolean readsText() {
        return false;
      }
    };
  }

  /**
   * Returns a listener that tells both, this one first, and keeps what one throws from the other.
   */
  default RunListener and(RunListener next) {
    return new IsolatedListeners(List.of(this, next));
  }
}
