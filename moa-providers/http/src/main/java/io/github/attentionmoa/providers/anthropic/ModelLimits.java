package io.github.attentionmoa.providers.anthropic;

import java.util.List;

/**
 * What a model takes. All differences between models are here.
 *
 * @param name part of the model's name
 * @param sampling which sampling options it takes
 * @param maxOutputTokens most tokens it writes
 */
record ModelLimits(String name, Sampling sampling, int maxOutputTokens) {

  /** Which of temperature and topP may be sent; the others make the request a bad one. */
  enum Sampling {
    NONE,
    EITHER,
    BOTH
  }

  /** What is asked for when nobody says: vendors' own clients refuse more without a stream. */
  private static final int USUAL_OUTPUT_TOKENS = 16_000;

  /** The first row that fits counts; a newer model than these is taken to be like the newest. */
  private static final List<ModelLimits> TABLE =
      List.of(
          new ModelLimits("claude-opus-4-6", Sampling.BOTH, 128_000),
          new ModelLimits("claude-sonnet-4-6", Sampling.BOTH, 128_000),
          new ModelLimits("claude-opus-4-5", Sampling.EITHER, 64_000),
          new ModelLimits("claude-sonnet-4-5", Sampling.EITHER, 64_000),
          new ModelLimits("claude-haiku-4-5", Sampling.EITHER, 64_000),
          new ModelLimits("claude-opus-4-0", Sampling.BOTH, 32_000),
          new ModelLimits("claude-opus-4-1", Sampling.BOTH, 32_000),
          new ModelLimits("claude-opus-4-2025", Sampling.BOTH, 32_000),
          new ModelLimits("claude-sonnet-4-0", Sampling.BOTH, 64_000),
          new ModelLimits("claude-sonnet-4-2025", Sampling.BOTH, 64_000),
          new ModelLimits("claude-3-7", Sampling.BOTH, 8_192),
          new ModelLimits("claude-3-5", Sampling.BOTH, 8_192),
          new ModelLimits("claude-3", Sampling.BOTH, 4_096),
          new ModelLimits("claude", Sampling.NONE, 128_000));

  /** Models of other vendors, behind servers that speak the same protocol. */
  private static final ModelLimits OTHER = new ModelLimits("", Sampling.BOTH, Integer.MAX_VALUE);

  static ModelLimits of(String model) {
    return TABLE.stream().filter(row -> model.contains(row.name)).findFirst().orElse(OTHER);
  }

  int usualOutputTokens() {
    return Math.min(USUAL_OUTPUT_TOKENS, maxOutputTokens);
  }

  boolean takesTemperature() {
    return sampling != Sampling.NONE;
  }

  boolean takesTopP(boolean isBesideTemperature) {
    return sampling == Sampling.BOTH || (sampling == Sampling.EITHER && !isBesideTemperature);
  }
}
