package io.github.attentionmoa.examples;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.aggregate.Aggregator;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.layer.Layer;
import io.github.attentionmoa.residual.Residual;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The methods of the literature, each a recipe for the builder: one line from the next.
 *
 * <p>What each costs and when it helps is in docs/methods.md. The builders can be added to: budget,
 * retries, options. Of the agents, {@code voice} aggregates, joins the layers and judges.
 */
public final class Methods {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:[.,]\\d+)*");

  private Methods() {}

  // docs: attention-moa
  /** Returns the paper's method: dense attention, refinement, residual, early stop. */
  public static AttentionMoA.Builder attentionMoa(List<Agent> agents, int layers, Agent voice) {
    return AttentionMoA.builder()
        .layers(Collections.nCopies(layers, Layer.of(agents.toArray(Agent[]::new))))
        .aggregator(Aggregator.synthesis(voice))
        .residual(Residual.synthesis(voice));
  }

  // docs: end

  // docs: moa
  /** Returns plain MoA (2406.04692): all answers of a layer are references of the next. */
  public static AttentionMoA.Builder moa(List<Agent> agents, int layers, Agent voice) {
    return AttentionMoA.builder()
        .layers(Collections.nCopies(layers, Layer.of(agents.toArray(Agent[]::new))))
        .attention(AttentionScorer.none())
        .aggregator(Aggregator.synthesis(voice))
        .residual(Residual.answers());
  }

  // docs: end

  // docs: self-moa
  /** Returns Self-MoA (2502.00674): one agent, many samples, one synthesis. */
  public static AttentionMoA.Builder selfMoa(Agent agent, int samples) {
    return AttentionMoA.builder()
        .layer(Layer.builder().agent(agent, samples).build())
        .attention(AttentionScorer.none())
        .aggregator(Aggregator.synthesis(agent));
  }

  // docs: end

  // docs: self-moa-sequential
  /** Returns sequential Self-MoA: a window slides over the samples and keeps the best so far. */
  public static AttentionMoA.Builder selfMoa(Agent agent, int samples, int window) {
    return AttentionMoA.builder()
        .layer(Layer.builder().agent(agent, samples).build())
        .attention(AttentionScorer.none())
        .aggregator(Aggregator.folding(agent, window));
  }

  // docs: end

  // docs: smoa
  /** Returns Sparse MoA (2411.03284): a judge passes on the best answers and may end the run. */
  public static AttentionMoA.Builder smoa(List<Agent> agents, int layers, Agent voice, int keep) {
    return AttentionMoA.builder()
        .layers(Collections.nCopies(layers, Layer.of(agents.toArray(Agent[]::new))))
        .attention(AttentionScorer.none())
        .aggregator(Aggregator.synthesis(voice))
        .residual(Residual.best(voice, keep));
  }

  // docs: end

  // docs: rmoa
  /** Returns RMoA (2505.24442): different answers, and what changed; ends when nothing did. */
  public static AttentionMoA.Builder rmoa(List<Agent> agents, int layers, Agent voice, int keep) {
    return AttentionMoA.builder()
        .layers(Collections.nCopies(layers, Layer.of(agents.toArray(Agent[]::new))))
        .attention(AttentionScorer.none())
        .aggregator(Aggregator.synthesis(voice).diverse(keep))
        .residual(Residual.difference(voice));
  }

  // docs: end

  // docs: best-of-n
  /** Returns best of N: a judge compares two answers at a time, the winner with the next. */
  public static AttentionMoA.Builder bestOfN(List<Agent> agents, Agent judge) {
    return AttentionMoA.builder()
        .layer(agents.toArray(Agent[]::new))
        .attention(AttentionScorer.none())
        .aggregator(Aggregator.bestOfN(judge));
  }

  // docs: end

  // docs: vote
  /** Returns a majority vote over what the agents conclude. */
  public static AttentionMoA.Builder vote(List<Agent> agents) {
    return AttentionMoA.builder()
        .layer(agents.toArray(Agent[]::new))
        .attention(AttentionScorer.none())
        .aggregator(Aggregator.vote(Methods::conclusion));
  }

  /** Returns the last number of the last line; if it has none, its words in lower case. */
  static String conclusion(String text) {
    String line = text.strip().lines().reduce("", (before, last) -> last);
    return NUMBER
        .matcher(line)
        .results()
        .map(MatchResult::group)
        .reduce((before, last) -> last)
        .map(number -> number.replace(",", ""))
        .orElseGet(() -> line.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip());
  }
  // docs: end
}
