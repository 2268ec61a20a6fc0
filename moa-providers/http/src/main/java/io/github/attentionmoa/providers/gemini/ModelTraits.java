package io.github.attentionmoa.providers.gemini;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a model differs from the others. All differences between models are here.
 *
 * @param name part of the model's name
 * @param takesSystem whether it takes a system text apart from the turns
 * @param leastLevel what the effort "minimal" means to those with levels
 * @param budgets what words for the reasoning effort mean in tokens; those not here are levels
 */
record ModelTraits(
    Pattern name, boolean takesSystem, String leastLevel, Map<String, Integer> budgets) {

  /** The budgets are those of Google's own OpenAI-compatible endpoint. */
  private static final List<ModelTraits> TABLE =
      List.of(
          row("gemma", false, "MINIMAL", Map.of()),
          row(
              "gemini-2\\.5",
              true,
              "LOW",
              Map.of("none", 0, "minimal", 1_024, "low", 1_024, "medium", 8_192, "high", 24_576)),
          row("gemini-.*pro|gemini-flash-latest", true, "LOW", Map.of()),
          row("gemini-(3\\.([7-9]|\\d\\d)|[4-9]|\\d\\d)", true, "LOW", Map.of()),
          row("", true, "MINIMAL", Map.of()));

  private static ModelTraits row(
      String name, boolean takesSystem, String leastLevel, Map<String, Integer> budgets) {
    return new ModelTraits(Pattern.compile(name), takesSystem, leastLevel, budgets);
  }

  static ModelTraits of(String model) {
    return TABLE.stream().filter(row -> row.name.matcher(model).find()).findFirst().orElseThrow();
  }

  /** Finds the tokens that an effort means, a number or a word; empty if it is a level. */
  Optional<Integer> budget(String effort) {
    return effort.matches("-?\\d{1,9}")
        ? Optional.of(Integer.valueOf(effort))
        : Optional.ofNullable(budgets.get(effort));
  }

  /** Returns the level that an effort means. */
  String level(String effort) {
    return effort.equalsIgnoreCase("minimal") ? leastLevel : effort.toUpperCase(Locale.ROOT);
  }
}
