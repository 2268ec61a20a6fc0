package io.github.attentionmoa.aggregate;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.refine.Refinement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Picks the first refinement of the largest group of equal answers, ties by agent order. */
record Vote(Function<String, String> normalise) implements Function<List<Refinement>, Refinement> {
  Vote {
    requireNonNull(normalise, "normalise");
  }

  @Override
  public Refinement apply(List<Refinement> refinements) {
    Map<String, List<Refinement>> groups =
        refinements.stream()
            .collect(
                Collectors.groupingBy(
                    refinement -> normalise.apply(refinement.text()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<Refinement> largest = List.of();
    for (List<Refinement> group : groups.values()) {
      largest = group.size() > largest.size() ? group : largest;
    }
    return largest.get(0);
  }
}
