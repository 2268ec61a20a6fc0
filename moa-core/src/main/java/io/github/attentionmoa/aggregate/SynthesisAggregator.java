package io.github.attentionmoa.aggregate;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.prompt.Prompt;
import io.github.attentionmoa.prompt.Prompt.Quote;
import io.github.attentionmoa.refine.Refinement;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Lets an agent write one answer of all refinements. */
record SynthesisAggregator(Agent agent, Prompt prompt) implements Aggregator {
  SynthesisAggregator(Agent agent, String instruction) {
    this(requireNonNull(agent, "agent"), Prompt.of(instruction));
  }

  @Override
  public CompletionStage<Completion> aggregate(List<Refinement> refinements, StageContext context) {
    return context.call(agent, prompt.quotes(quotes(refinements)));
  }

  private static List<Quote> quotes(List<Refinement> refinements) {
    return refinements.stream().map(r -> new Quote("Answer " + r.agent(), r.text())).toList();
  }
}
