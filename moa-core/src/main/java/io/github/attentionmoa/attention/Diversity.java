package io.github.attentionmoa.attention;

import static java.util.Comparator.comparingDouble;
import static java.util.stream.Collectors.toCollection;

import io.github.attentionmoa.propose.Proposal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Chooses texts that differ, one after the other, as RMoA (arXiv 2505.24442) does by embeddings.
 *
 * <p>Here texts are compared by character 4-grams, so that nobody is called.
 */
final class Diversity {
  private Diversity() {}

  /** Weighs the authors by the order in which they are chosen: N/N, (N - 1)/N, …, 1/N. */
  static AttentionWeights weights(List<Proposal> proposals, AttentionWeights centrality) {
    double[][] alike = Similarity.ofPairs(proposals);
    int agents = proposals.get(proposals.size() - 1).agent();
    double[] weights = new double[agents + 1];
    Set<Integer> left =
        IntStream.range(0, alike.length).boxed().collect(toCollection(TreeSet::new));
    List<Integer> chosen = new ArrayList<>();
    while (!left.isEmpty()) {
      Comparator<Integer> order =
          chosen.isEmpty()
              ? comparingDouble(i -> -centrality.weight(proposals.get(i).agent(), 1))
              : comparingDouble(i -> likeness(alike[i], chosen));
      Integer next = left.stream().min(order).orElseThrow();
      weights[proposals.get(next).agent()] = (double) left.size() / alike.length;
      chosen.add(next);
      left.remove(next);
    }
    return AttentionWeights.ofAuthors(agents, author -> weights[author]);
  }

  private static double likeness(double[] toOthers, List<Integer> chosen) {
    return chosen.stream().mapToDouble(other -> toOthers[other]).max().orElse(0);
  }
}
