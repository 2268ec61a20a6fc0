package io.github.attentionmoa.providers.llamacpp;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.prompt.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * Three seats over one very small model: an ensemble that needs no key and no account.
 *
 * <p>Made for {@code smollm2-135m}, which shows how the method works, not how well: its ensemble is
 * usually no better than its single answer. Such a model seldom stops by itself, so an answer has
 * at most 80 tokens, a suggestion at most 36, and a broken last sentence is cut off. These are
 * defaults: the options of a request or of a run win over them.
 */
public final class EmbeddedEnsemble {
  private static final double[] TEMPERATURES = {0.2, 0.5, 0.8};
  private static final double TOP_P = 0.9;
  private static final int ANSWER_TOKENS = 80;
  private static final int SUGGESTION_TOKENS = 36;

  private EmbeddedEnsemble() {}

  /** Returns three agents that differ in temperature, from careful to free. */
  public static List<Agent> seats(LlamaModel model) {
    List<Agent> seats = new ArrayList<>();
    for (double temperature : TEMPERATURES) {
      seats.add(seat("seat " + (seats.size() + 1), temperature, model));
    }
    return List.copyOf(seats);
  }

  private static Agent seat(String name, double temperature, LlamaModel model) {
    CompletionOptions answers =
        CompletionOptions.builder()
            .temperature(temperature)
            .topP(TOP_P)
            .maxOutputTokens(ANSWER_TOKENS)
            .build();
    CompletionOptions suggestions =
        CompletionOptions.builder().maxOutputTokens(SUGGESTION_TOKENS).build();
    return LlamaAgent.builder(name, model)
        .defaults(answers)
        .defaults(Stage.ATTEND, suggestions)
        .defaults(Stage.ATTEND_SELF, suggestions)
        .endsWithSentence(true)
        .build();
  }
}
