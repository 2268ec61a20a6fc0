package io.github.attentionmoa.residual;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.prompt.Stage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Joins the outputs of the layers so far, and decides what crosses to the next layer.
 *
 * <p>It is called once after every layer that has an answer, on the executor of the run, possibly
 * for many runs at the same time; it may block or call agents through the context. When it throws,
 * fails or gives null, the layer output stands, the run goes on and is degraded.
 */
@FunctionalInterface
public interface Residual {
  /** Returns the residual output of the current layer: z_l. */
  CompletionStage<ResidualOutput> connect(History history, StageContext context);

  /** Tells whether o_l is read in the layers before the last; if not, it is not made there. */
  default boolean readsLayerOutput() {
    return true;
  }

  /** Tells whether it can say that a layer brought no improvement. */
  default boolean givesVerdict() {
    return true;
  }

  /** Returns how many calls it makes after a layer if none is lost; by default 1 from layer 2. */
  default int calls(int layer) {
    return layer > 1 ? 1 : 0;
  }

  /** Returns the most calls it makes, fallbacks included; by default as without loss. */
  default int maxCalls(int layer) {
    return calls(layer);
  }

  /** Returns a residual that asks the next one when this one is lost. */
  default Residual orElse(Residual next) {
    return new FallbackResidual(this, requireNonNull(next, "next"));
  }

  /**
   * Returns the paper's residual: an agent joins the history, 1 call a layer from the second on.
   */
  static Residual synthesis(Agent agent) {
    return synthesis(agent, Stage.RESIDUAL.instruction());
  }

  /**
   * Returns the paper's residual after your own instruction.
   *
   * @throws IllegalArgumentException if the instruction is blank
   */
  static Residual synthesis(Agent agent, String instruction) {
    return new SynthesisResidual(agent, instruction);
  }

  /** Returns no residual: the layer output crosses as it is, no calls. */
  static Residual none() {
    return new PlainResidual(
        true,
        history -> CompletableFuture.completedFuture(ResidualOutput.of(history.current().text())));
  }
}
