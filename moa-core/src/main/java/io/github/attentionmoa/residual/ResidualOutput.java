package io.github.attentionmoa.residual;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.layer.LayerOutput;
import io.github.attentionmoa.prompt.Prompt;
import io.github.attentionmoa.refine.Refinement;
import java.util.List;

/**
 * What a residual made of the history: z_l, and what crosses to the next layer.
 *
 * @param text the answer so far, z_l; empty if the layer has none
 * @param references texts that the agents of the next layer see, in order
 * @param verdict whether the current layer brought an improvement
 */
public record ResidualOutput(String text, List<String> references, Verdict verdict) {
  /** Copies the list. */
  public ResidualOutput {
    requireNonNull(text, "text");
    references = List.copyOf(references);
    requireNonNull(verdict, "verdict");
  }

  /** Tells whether a layer made the answer better. */
  public enum Verdict {
    /** It did. */
    IMPROVED,
    /** It did not: the answer before is as good or better. */
    NO_IMPROVEMENT,
    /** Nobody asked, or the reply does not say; the run goes on. */
    UNKNOWN;

    /** Returns what the choice between z_(l-1), the first, and o_l, the second, means. */
    static Verdict of(Prompt.Choice choice) {
      return switch (choice) {
        case FIRST, SAME -> NO_IMPROVEMENT;
        case SECOND -> IMPROVED;
        case NONE -> UNKNOWN;
      };
    }
  }

  /** Returns an output whose text is the one reference, without a verdict. */
  public static ResidualOutput of(String text) {
    return of(text, Verdict.UNKNOWN);
  }

  /** Returns an output whose text is the one reference, with a verdict. */
  public static ResidualOutput of(String text, Verdict verdict) {
    return new ResidualOutput(text, List.of(text), verdict);
  }

  /** Returns all answers of a layer as references, beside its output. */
  static ResidualOutput ofAnswers(LayerOutput layer) {
    List<String> answers = layer.refinements().stream().map(Refinement::text).toList();
    return new ResidualOutput(layer.text(), answers, Verdict.UNKNOWN);
  }

  /** Returns this output with another verdict. */
  public ResidualOutput verdict(Verdict newVerdict) {
    return new ResidualOutput(text, references, newVerdict);
  }
}
