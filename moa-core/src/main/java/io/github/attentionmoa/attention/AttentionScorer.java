package io.github.attentionmoa.attention;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.propose.Proposal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.ToDoubleBiFunction;

/**
 * Says which agents of a layer read which proposals; the attention itself is words.
 *
 * <p>Attention-MoA has no numeric scores: agent i writes suggestions a_ij for agent j, and dense
 * attention lets everybody read everybody. A scorer only chooses the pairs, see {@link
 * AttentionWeights}. It is called once a layer, on the executor of the run, possibly for many runs
 * at the same time; it may block or call agents through the context. Its future is cancelled when
 * its time is up or the run ends. When it throws, fails, gives null or weights of the wrong size,
 * the layer has no suggestions and the run is degraded.
 */
@FunctionalInterface
public interface AttentionScorer {
  /**
   * Returns who reads whom.
   *
   * @param proposals the proposals of the layer in agent order; those of lost agents are missing
   */
  CompletionStage<AttentionWeights> score(List<Proposal> proposals, StageContext context);

  /**
   * Returns the weights if they need no texts; by default empty.
   *
   * <p>Then a pair starts as soon as its two proposals exist, and plans are exact. If present,
   * {@link #score} is never called.
   *
   * @param agents number of agents in the layer
   */
  default Optional<AttentionWeights> fixed(int agents) {
    return Optional.empty();
  }

  /**
   * Returns the most pairs there can be, for plans; by default the fixed weights, else all pairs.
   *
   * @param agents number of agents in the layer
   */
  default AttentionWeights atMost(int agents) {
    return fixed(agents).orElseGet(() -> AttentionWeights.ofAuthors(agents, author -> 1));
  }

  /** Returns how many calls scoring itself makes for a layer of agents; by default 0. */
  default int calls(int agents) {
    return 0;
  }

  /**
   * Returns a scorer that keeps, for each target, the peers with the largest weights.
   *
   * <p>Ties go by agent order; reading oneself is not counted and stays.
   *
   * @param peers 1 or more
   * @throws IllegalArgumentException if less than 1
   */
  default AttentionScorer topK(int peers) {
    return new SelectedScorer(this, weights -> weights.topK(peers), atLeastOne("topK", peers));
  }

  /** Returns a scorer by which nobody reads its own proposal: N calls less in a layer. */
  default AttentionScorer withoutSelf() {
    return new SelectedScorer(this, AttentionWeights::withoutSelf, 0);
  }

  /** Returns the paper's attention: everybody reads everybody and itself, N² calls a layer. */
  static AttentionScorer dense() {
    return new FixedScorer("dense", 0, (from, to, agents) -> 1);
  }

  /** Returns no attention: no calls, and nothing is refined, as in plain MoA. */
  static AttentionScorer none() {
    return new FixedScorer("none", 0, (from, to, agents) -> 0);
  }

  /** Returns attention of everybody to itself alone: N calls a layer. */
  static AttentionScorer selfOnly() {
    return new FixedScorer("self", 0, (from, to, agents) -> from == to ? 1 : 0);
  }

  /**
   * Returns attention in a ring: the next {@code peers} agents read an agent, and so does itself.
   *
   * @param peers 1 or more; must be less than the number of agents in every layer
   * @throws IllegalArgumentException if less than 1
   */
  static AttentionScorer ring(int peers) {
    return new FixedScorer(
        "ring(" + atLeastOne("ring", peers) + ")",
        peers,
        (from, to, agents) -> Math.floorMod(from - to, agents) <= peers ? 1 : 0);
  }

  /**
   * Returns attention weighted by how much an author's proposal is like those of its peers.
   *
   * <p>Character 4-grams, cosine, near-copies counted once; 0.5 to 1, never 0, so that only {@link
   * #topK} leaves anybody out. No calls for scoring. A hint, not a quality engine: it beats a
   * random pick by 2 to 10 points and is beaten by the best single agent
   * (docs/concepts/attention.md).
   */
  static AttentionScorer lexical() {
    return (proposals, context) ->
        CompletableFuture.completedFuture(AttentionWeights.lexical(proposals));
  }

  /**
   * Returns attention weighted by how often a judge prefers an author's proposal.
   *
   * <p>The judge compares two at a time, all N(N − 1)/2 pairs at once. The weight is (1 + wins) /
   * N, never 0, so that only {@link #topK} leaves anybody out. A reply without a verdict is a win
   * for nobody; if there is no verdict at all, the scorer is lost. Needs a judge that can compare.
   */
  static AttentionScorer judging(Agent judge) {
    return new JudgingScorer(judge);
  }

  /** Returns attention by a function of author and target: 0 for no call, positive for one. */
  static AttentionScorer of(ToDoubleBiFunction<Proposal, Proposal> fromTo) {
    requireNonNull(fromTo, "fromTo");
    return (proposals, context) ->
        CompletableFuture.completedFuture(AttentionWeights.of(proposals, fromTo));
  }

  private static int atLeastOne(String name, int peers) {
    if (peers < 1) {
      throw new IllegalArgumentException(name + ": " + peers + " peers (expected: 1 or more)");
    }
    return peers;
  }
}
