package io.github.attentionmoa.aggregate;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.refine.Refinement;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Makes one answer of the refinements of a layer: o_l.
 *
 * <p>It is called at most once a layer, on the executor of the run, possibly for many runs at the
 * same time; it may block or call agents through the context. Its future is cancelled when its time
 * is up or the run ends. When it throws, fails, or gives null or a blank text, the refinement that
 * {@code AttentionScorer.lexical()} ranks first stands in, ties by agent order, and the run is
 * degraded.
 */
@FunctionalInterface
public interface Aggregator {
  /**
   * Returns the output of the layer.
   *
   * @param refinements at least one, in agent order; those of lost agents are missing
   */
  CompletionStage<Completion> aggregate(List<Refinement> refinements, StageContext context);

  /** Returns how many calls it makes for so many refinements if none is lost; by default 1. */
  default int calls(int refinements) {
    return 1;
  }

  /** Returns the most calls it makes, fallbacks included; by default as without loss. */
  default int maxCalls(int refinements) {
    return calls(refinements);
  }

  /** Returns an aggregator that asks the next one when this one is lost. */
  default Aggregator orElse(Aggregator next) {
    return new FallbackAggregator(this, requireNonNull(next, "next"));
  }

  /**
   * Returns an aggregator that reads only the most different refinements, as RMoA's does.
   *
   * <p>The choice is greedy and calls nobody: first the most central text, then always the one
   * least like those chosen, by character 4-grams.
   *
   * @param keep how many are read, 1 or more; all if there are no more
   * @throws IllegalArgumentException if less than 1
   */
  default Aggregator diverse(int keep) {
    return new DiverseAggregator(this, keep);
  }

  /** Returns an aggregator that picks one of the refinements: no calls. */
  static Aggregator choosing(Function<List<Refinement>, Refinement> choice) {
    return new ChoosingAggregator(choice);
  }

  /** Returns the paper's aggregator: an agent synthesises all refinements, 1 call. */
  static Aggregator synthesis(Agent agent) {
    return synthesis(agent, Stage.AGGREGATE.instruction());
  }

  /**
   * Returns an aggregator by which an agent synthesises after your own instruction: 1 call.
   *
   * @throws IllegalArgumentException if the instruction is blank
   */
  static Aggregator synthesis(Agent agent, String instruction) {
    return new SynthesisAggregator(agent, instruction);
  }

  /** Returns an aggregator that picks the refinement most like its peers: no calls. */
  static Aggregator lexical() {
    return choosing(LexicalChoice::of);
  }

  /**
   * Returns a majority vote: the full text of the first refinement with the most frequent answer.
   *
   * <p>No calls; ties go by agent order. A normaliser that throws or gives null loses the
   * aggregate.
   *
   * @param normalise makes equal what is the same answer, for example the last number of a text
   */
  static Aggregator vote(Function<String, String> normalise) {
    return choosing(new Vote(normalise));
  }

  /**
   * Returns an aggregator by which a judge picks one refinement: N − 1 calls one after the other.
   *
   * <p>It compares two at a time, the winner with the next. Without a verdict the winner so far
   * stays; if there is none at all, the aggregate is lost.
   */
  static Aggregator bestOfN(Agent judge) {
    return new BestOfN(judge);
  }

  /**
   * Returns Self-MoA's sequential aggregator: an agent folds the refinements window by window.
   *
   * <p>Each window holds the best so far and the next refinements: (N − 1)/(window − 1) calls,
   * rounded up, one after the other. For more refinements than one prompt can hold.
   *
   * @param window how many texts a call reads, the best so far included; 2 or more
   * @throws IllegalArgumentException if less than 2
   */
  static Aggregator folding(Agent agent, int window) {
    return new FoldingAggregator(agent, window);
  }
}
