package io.github.attentionmoa.providers.embeddings;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.attention.AttentionWeights;
import io.github.attentionmoa.prompt.Prompt;
import io.github.attentionmoa.propose.Proposal;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Weighs authors by how near their proposals are to those of their peers.
 *
 * <p>The weight of an author, the same for all targets, is (1 + c) / 2, where c is the mean cosine
 * of its vector with those of its peers, a negative cosine counted as 0. So weights are 0.5 to 1,
 * never 0, and only {@link #topK} leaves anybody out.
 *
 * <p>Embedding is one call a layer, of stage SCORE: the run plans, limits, retries, caches, books
 * and cancels it as any other. Of what its trace shows, only the quoted proposals are sent. When
 * the call is lost, the layer has no suggestions and the run is degraded. The tokens of {@link
 * Embeddings} of one's own, and of Gemini, are estimated.
 */
public final class EmbeddingScorer implements AttentionScorer {
  private static final Prompt TASK = Prompt.of("Turn each of the answers into a vector.");

  private final Embeddings embeddings;

  private EmbeddingScorer(Embeddings embeddings) {
    this.embeddings = requireNonNull(embeddings, "embeddings");
  }

  /** Returns a scorer over the given embeddings, which the caller closes. */
  public static EmbeddingScorer centrality(Embeddings embeddings) {
    return new EmbeddingScorer(embeddings);
  }

  @Override
  public CompletionStage<AttentionWeights> score(List<Proposal> proposals, StageContext context) {
    List<String> texts = proposals.stream().map(Proposal::text).toList();
    Prompt prompt =
        TASK.quotes(texts.stream().map(text -> new Prompt.Quote("Answer", text)).toList());
    return context
        .call(new EmbeddingCall(embeddings, texts), prompt)
        .thenApply(reply -> weights(proposals, Vectors.of(reply.text())));
  }

  @Override
  public int calls(int agents) {
    return 1;
  }

  private static AttentionWeights weights(List<Proposal> proposals, List<float[]> vectors) {
    if (vectors.size() != proposals.size()) {
      throw new IllegalArgumentException(
          "embeddings: %d vectors (expected: %d)".formatted(vectors.size(), proposals.size()));
    }
    List<double[]> units = vectors.stream().map(EmbeddingScorer::unit).toList();
    int last = proposals.get(proposals.size() - 1).agent();
    double[] weights = new double[last + 1];
    for (int i = 0; i < units.size(); i++) {
      weights[proposals.get(i).agent()] = (1 + centrality(i, units)) / 2;
    }
    return AttentionWeights.of(proposals, (from, to) -> weights[from.agent()]);
  }

  private static double centrality(int author, List<double[]> units) {
    double sum = 0;
    for (int peer = 0; peer < units.size(); peer++) {
      sum += peer == author ? 0 : Math.max(0, product(units.get(author), units.get(peer)));
    }
    return Math.min(1, sum / Math.max(1, units.size() - 1));
  }

  private static double product(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "embeddings: vectors of %d and %d dimensions (expected: the same number)"
              .formatted(a.length, b.length));
    }
    double product = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
    }
    return product;
  }

  /** Providers differ in whether their vectors have length 1. A zero vector is near to nothing. */
  private static double[] unit(float[] vector) {
    double[] unit = new double[vector.length];
    Arrays.setAll(unit, i -> vector[i]);
    double length = Math.sqrt(product(unit, unit));
    Arrays.setAll(unit, i -> length == 0 ? 0 : unit[i] / length);
    return unit;
  }
}
