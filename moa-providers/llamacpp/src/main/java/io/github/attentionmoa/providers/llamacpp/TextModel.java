package io.github.attentionmoa.providers.llamacpp;

import de.kherud.llama.InferenceParameters;
import java.util.function.BooleanSupplier;

/** What counts and writes tokens, for several threads. */
interface TextModel {
  /** Counts the tokens of a text, control tokens included. */
  int count(String text);

  /**
   * Writes an answer on this thread and returns how it went.
   *
   * @param isWanted is asked after every token whether to go on
   */
  Written write(InferenceParameters parameters, AnswerText answer, BooleanSupplier isWanted);

  /**
   * How the writing of one answer went.
   *
   * @param tokens the tokens written, with the one that ends a turn
   * @param isCutShort whether it was cut off before the model ended its turn
   */
  record Written(int tokens, boolean isCutShort) {}
}
