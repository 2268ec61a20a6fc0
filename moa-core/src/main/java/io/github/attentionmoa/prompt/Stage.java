package io.github.attentionmoa.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Names the steps of a layer at which agents are called, in the order of the data flow.
 *
 * <p>New stages may be added; do not rely on a {@code switch} being complete.
 */
public enum Stage {
  /** An agent answers the conversation: the paper's r_i. */
  PROPOSE("propose/propose.txt"),
  /** A model scores proposals; no part of the paper, see {@code AttentionScorer.judging}. */
  SCORE("attention/score.txt"),
  /** An agent reads a peer's proposal and suggests improvements: a_ij with i ≠ j. */
  ATTEND("attention/attend.txt"),
  /** An agent looks for the errors and gaps of its own proposal: a_ii. */
  ATTEND_SELF("attention/attend-self.txt"),
  /** An agent rewrites its proposal with the suggestions it was given: f_j. */
  REFINE("refine/refine.txt"),
  /** One answer is made of all refinements of a layer: o_l. */
  AGGREGATE("aggregate/aggregate.txt"),
  /** The outputs of the layers so far are joined, or the last brought nothing: z_l. */
  RESIDUAL("residual/residual.txt");

  private final String resource;
  private final String instruction;

  Stage(String resource) {
    this.resource = resource;
    this.instruction = text("/io/github/attentionmoa/" + resource);
  }

  /**
   * Returns the instruction that this stage sends unless another was given.
   *
   * <p>It is the last part of the prompt; fences, order and verdict line are not part of it. In
   * layer 1, {@link #PROPOSE} sends no instruction at all.
   */
  public String instruction() {
    return instruction;
  }

  /**
   * Returns the instruction that a variant of this stage sends, such as RESIDUAL's "difference".
   *
   * @throws IllegalStateException if there is no such variant
   */
  public String instruction(String variant) {
    return text("/io/github/attentionmoa/" + resource.replaceFirst("/.*", "/" + variant + ".txt"));
  }

  static String text(String resource) {
    try (InputStream in = Stage.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("prompt text not on the class path: " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("prompt text not readable: " + resource, e);
    }
  }
}
