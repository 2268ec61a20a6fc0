package io.github.attentionmoa.providers.gemini;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a model differs from the others. All differences between models are here.
 *
 * @param name part of the model's name
 * @param takesSystem whether it takes a system text apart from the turns
 * @param budgets what words for the reasoning effort mean in tokens; those not here are levels
 */
record ModelTraits(String name, boolean takesSystem, Map<String, Integer> budgets) {
  private static final ModelTraits USUAL = new ModelTraits("", true, Map.of());

  /** The budgets are those of Google's own OpenAI-compatible endpoint. */
  private static final List<ModelTraits> TABLE =
      List.of(
          new ModelTraits("gemma", false, Map.of()),
          new ModelTraits(
              "gemini-2.5",
              true,
              Map.of("none", 0, "minimal", 1_024, "low", 1_024, "medium", 8_192, "high", 24_576)));

  static ModelTraits of(String model) {
    return TABLE.stream().filter(row -> model.contains(row.name)).findFirst().orElse(USUAL);
  }

  /** Finds the tokens that an effort means, a number or a word; empty if it is a level. */
  Optional<Integer> budget(String effort) {
    return effort.matches("-?\\d{1,9}")
        ? Optional.of(Integer.valueOf(effort))
        : Optional.ofNullable(budgets.get(effort));
  }
}
