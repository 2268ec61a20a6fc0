package io.github.attentionmoa.attention;

import io.github.attentionmoa.propose.Proposal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Chooses texts that differ, one after the other, as RMoA (arXiv 2505.24442) does by embeddings.
 *
 * <p>Here texts are compared by character 4-grams, so that nobody is called.
 */
final class Diversity {
  private Diversity() {}

  /** Weighs the authors by the order in which they are chosen: N/N, (N - 1)/N, …, 1/N. */
  static AttentionWeights weights(List<Proposal> proposals, AttentionWeights centrality) {
    List<Proposal> left = new ArrayList<>(proposals);
    List<Map<String, Integer>> chosen = new ArrayList<>();
    int agents = proposals.get(proposals.size() - 1).agent();
    double[] weights = new double[agents + 1];
    while (!left.isEmpty()) {
      Comparator<Proposal> order =
          chosen.isEmpty()
              ? Comparator.comparingDouble(p -> -centrality.weight(p.agent(), p.agent()))
              : Comparator.comparingDouble(p -> likeness(p, chosen));
      Proposal next = left.stream().min(order).orElseThrow();
      weights[next.agent()] = (double) left.size() / proposals.size();
      chosen.add(Similarity.profile(next.text()));
      left.remove(next);
    }
    return AttentionWeights.ofAuthors(agents, author -> weights[author]);
  }

  private static double likeness(Proposal proposal, List<Map<String, Integer>> chosen) {
    Map<String, Integer> profile = Similarity.profile(proposal.text());
    return chosen.stream().mapToDouble(text -> Similarity.cosine(profile, text)).max().orElse(0);
  }
}
