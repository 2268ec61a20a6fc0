package io.github.attentionmoa.attention;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * All suggestions of a layer: the paper's matrix A of words.
 *
 * @param weights who was to read whom
 * @param suggestions what they wrote, ordered by author, then target; lost ones are missing
 */
public record AttentionMap(AttentionWeights weights, List<Suggestion> suggestions) {
  /** Copies the list. */
  public AttentionMap {
    requireNonNull(weights, "weights");
    suggestions = List.copyOf(suggestions);
  }

  /** Returns the suggestion a_ij of agent {@code from} for agent {@code to}; empty if none. */
  public Optional<Suggestion> get(int from, int to) {
    return suggestions.stream().filter(s -> s.from() == from && s.to() == to).findFirst();
  }

  /** Returns the suggestions for one agent, ordered by author: column j of the map. */
  public List<Suggestion> to(int target) {
    return suggestions.stream().filter(s -> s.to() == target).toList();
  }
}
