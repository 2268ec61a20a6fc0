package io.github.attentionmoa.examples.cli;

import java.util.List;
import java.util.Locale;

/** A method of the literature, and which options shape it. */
enum Method {
  ATTENTION_MOA("--layers --attention --residual --early-stop"),
  MOA("--layers"),
  SELF_MOA("--samples --window"),
  SMOA("--layers --keep --early-stop"),
  RMOA("--layers --keep --early-stop"),
  BEST_OF_N(""),
  VOTE("");

  private final String options;

  Method(String options) {
    this.options = options;
  }

  boolean reads(String option) {
    return List.of(options.split(" ")).contains(option);
  }

  /** Returns the name as it is written, for example {@code self-moa}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
