package io.github.attentionmoa.attention;

import io.github.attentionmoa.propose.Proposal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/**
 * Who reads whom in a layer, as numbers. Immutable.
 *
 * <p>A weight of 0 means no call, any positive weight means a call. Its size selects ({@link
 * AttentionScorer#topK}) and is reported; it never enters a prompt, since the paper's attention is
 * words. Agents are counted from 1; outside of the matrix every weight is 0.
 */
public final class AttentionWeights {
  private final double[][] fromTo;

  private AttentionWeights(double[][] fromTo) {
    this.fromTo = fromTo;
  }

  /**
   * Returns weights by row of the author and column of the target.
   *
   * @throws IllegalArgumentException if not square, or a weight is negative or not a number
   */
  public static AttentionWeights of(double[][] fromTo) {
    double[][] copy = new double[fromTo.length][];
    for (int from = 0; from < fromTo.length; from++) {
      if (fromTo[from].length != fromTo.length) {
        throw new IllegalArgumentException(
            "fromTo: row %d has %d weights (expected: %d)"
                .formatted(from + 1, fromTo[from].length, fromTo.length));
      }
      copy[from] = fromTo[from].clone();
      for (int to = 0; to < copy[from].length; to++) {
        check(copy[from][to], from + 1, to + 1);
      }
    }
    return new AttentionWeights(copy);
  }

  private static void check(double weight, int from, int to) {
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(
          "weight from %d to %d: %s (expected: 0 or a positive number)"
              .formatted(from, to, weight));
    }
  }

  /**
   * Returns weights computed from pairs of proposals, author first; 0 for agents without one.
   *
   * @throws IllegalArgumentException if a weight is negative or not a number
   */
  public static AttentionWeights of(
      List<Proposal> proposals, ToDoubleBiFunction<Proposal, Proposal> fromTo) {
    int agents = proposals.stream().mapToInt(Proposal::agent).max().orElse(0);
    double[][] weights = new double[agents][agents];
    for (Proposal from : proposals) {
      for (Proposal to : proposals) {
        weights[from.agent() - 1][to.agent() - 1] = fromTo.applyAsDouble(from, to);
      }
    }
    return of(weights);
  }

  /**
   * Returns weights by how much an author's proposal is like those of its peers, 0.5 to 1.
   *
   * @throws IllegalArgumentException if there is no proposal
   */
  public static AttentionWeights lexical(List<Proposal> proposals) {
    if (proposals.isEmpty()) {
      throw new IllegalArgumentException("proposals: none (expected: at least one)");
    }
    return Similarity.centrality(proposals);
  }

  /**
   * Returns weights by the order in which authors are chosen for being different, 1 downwards.
   *
   * <p>The first is the most central one, see {@link #lexical}: what is most different from all
   * others is worse than chance. Each next is the one least like any chosen before, ties by agent
   * order.
   *
   * @throws IllegalArgumentException if there is no proposal
   */
  public static AttentionWeights diverse(List<Proposal> proposals) {
    return Diversity.weights(proposals, lexical(proposals));
  }

  /** Returns the number of agents, lost ones included. */
  public int agents() {
    return fromTo.length;
  }

  /** Returns the weight of an author's suggestion for a target; 0 outside of the matrix. */
  public double weight(int from, int to) {
    boolean isInside = from >= 1 && to >= 1 && from <= fromTo.length && to <= fromTo.length;
    return isInside ? fromTo[from - 1][to - 1] : 0;
  }

  /** Returns the authors with the largest weights in all, heaviest first, ties by agent order. */
  public List<Integer> heaviest(int authors) {
    return IntStream.rangeClosed(1, fromTo.length)
        .boxed()
        .sorted(Comparator.comparingDouble(from -> -Arrays.stream(fromTo[from - 1]).sum()))
        .limit(authors)
        .toList();
  }

  /** Returns the number of positive weights, which is the number of calls they ask for. */
  public int callCount() {
    return (int) Arrays.stream(fromTo).flatMapToDouble(Arrays::stream).filter(w -> w > 0).count();
  }

  /** Returns these weights with only the {@code peers} largest per target; self stays. */
  AttentionWeights topK(int peers) {
    double[][] kept = new double[fromTo.length][fromTo.length];
    for (int to = 1; to <= fromTo.length; to++) {
      for (int from = 1; from <= fromTo.length; from++) {
        boolean stays = from == to || rank(from, to) < peers;
        kept[from - 1][to - 1] = stays ? weight(from, to) : 0;
      }
    }
    return new AttentionWeights(kept);
  }

  /** Counts the peers that come before an author for a target: heavier, or as heavy and earlier. */
  private int rank(int author, int to) {
    double weight = weight(author, to);
    int before = 0;
    for (int peer = 1; peer <= fromTo.length; peer++) {
      boolean isEqualAndEarlier = weight(peer, to) == weight && peer < author;
      if (peer != to && (weight(peer, to) > weight || isEqualAndEarlier)) {
        before++;
      }
    }
    return before;
  }

  /** Returns these weights with nobody reading itself. */
  AttentionWeights withoutSelf() {
    double[][] kept = new double[fromTo.length][];
    for (int from = 0; from < fromTo.length; from++) {
      kept[from] = fromTo[from].clone();
      kept[from][from] = 0;
    }
    return new AttentionWeights(kept);
  }

  /** Returns weights where each author has one weight for everybody. */
  static AttentionWeights ofAuthors(int agents, IntToDoubleFunction weightOfAuthor) {
    double[][] weights = new double[agents][agents];
    for (int from = 0; from < agents; from++) {
      Arrays.fill(weights[from], weightOfAuthor.applyAsDouble(from + 1));
    }
    return of(weights);
  }

  /** Returns the rows, for example {@code [[1.0, 0.0], [1.0, 1.0]]}. */
  @Override
  public String toString() {
    return Arrays.deepToString(fromTo);
  }
}
