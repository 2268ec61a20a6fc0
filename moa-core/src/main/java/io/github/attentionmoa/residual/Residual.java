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
 * for many runs at the same time; it may block or call agents through the context. Its future is
 * cancelled when its time is up or the run ends. When it throws, fails or gives null, the layer
 * output stands, the run goes on and is degraded.
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

  /** Tells whether the words of its last call are the answer, so that they can be streamed. */
  default boolean writesAnswer() {
    return true;
  }

  /**
   * Where in a run a residual is asked.
   *
   * @param layer the layer that has ended, from 1
   * @param depth number of layers
   * @param agents number of agents in the layer
   * @param isVerdictWanted whether somebody reads what it says of the layer; never of the first
   */
  record Place(int layer, int depth, int agents, boolean isVerdictWanted) {
    /** Is the place in a run whose early stop reads verdicts. */
    public Place(int layer, int depth, int agents) {
      this(layer, depth, agents, layer > 1);
    }

    /** Tells whether no layer follows. */
    public boolean isLast() {
      return layer == depth;
    }
  }

  /** Returns how many calls it makes after a layer if none is lost; by default 1 from layer 2. */
  default int calls(Place place) {
    return place.layer() > 1 ? 1 : 0;
  }

  /** Returns the most calls it makes, fallbacks included; by default as without loss. */
  default int maxCalls(Place place) {
    return calls(place);
  }

  /** Returns how many of its calls follow upon each other; by default all. */
  default int criticalPath(Place place) {
    return calls(place);
  }

  /** Returns a residual that asks the next one when this one is lost. */
  default Residual orElse(Residual next) {
    return new FallbackResidual(this, requireNonNull(next, "next"));
  }

  /**
   * Returns the paper's residual: an agent joins the history, 1 call a layer from the second on.
   *
   * <p>If the agent finds the history too long, it is asked once more, with z_(l-1) and o_l alone.
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

  /**
   * Returns plain MoA's residual: all answers of a layer cross to the next, no calls.
   *
   * <p>Nobody reads the outputs of the layers before the last, so they are not made.
   */
  static Residual answers() {
    return new PlainResidual(
        false,
        history -> CompletableFuture.completedFuture(ResidualOutput.ofAnswers(history.current())));
  }

  /**
   * Returns Sparse MoA's residual: a judge lets the best answers of a layer cross to the next.
   *
   * <p>It compares two at a time: N(N − 1)/2 calls at once after each layer but the last, and from
   * the second layer on one more, whether the best answer is better than that of the layer before.
   * The outputs of the layers before the last are not made.
   *
   * @param keep how many answers cross, 1 or more; all if the layer has no more
   * @throws IllegalArgumentException if less than 1
   */
  static Residual best(Agent judge, int keep) {
    return new BestResidual(judge, keep);
  }

  /**
   * Returns RMoA's residual: the answer before and what the layer has changed cross to the next.
   *
   * <p>From the second layer on 1 call, which compares z_(l-1) with o_l and names what is new. If
   * nothing is, or it is worse, the layer brought no improvement.
   */
  static Residual difference(Agent agent) {
    return new DifferenceResidual(agent);
  }
}
