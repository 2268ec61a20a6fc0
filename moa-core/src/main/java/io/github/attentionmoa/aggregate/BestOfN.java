package io.github.attentionmoa.aggregate;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.CompletableFuture.completedFuture;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.prompt.Prompt;
import io.github.attentionmoa.prompt.Prompt.Choice;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.refine.Refinement;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Lets a judge compare two refinements at a time, the winner with the next. */
record BestOfN(Agent judge) implements Aggregator {
  private static final Prompt COMPARISON = Prompt.of(Stage.SCORE.instruction());

  BestOfN {
    requireNonNull(judge, "judge");
  }

  /** The winner so far, and whether any comparison had a verdict. */
  private record Standing(Completion winner, boolean isJudged) {}

  @Override
  public CompletionStage<Completion> aggregate(List<Refinement> refinements, StageContext context) {
    CompletionStage<Standing> standing =
        completedFuture(new Standing(refinements.get(0).completion(), refinements.size() == 1));
    for (Refinement next : refinements.subList(1, refinements.size())) {
      standing = standing.thenCompose(now -> compare(now, next.completion(), context));
    }
    return standing.thenApply(BestOfN::winner);
  }

  private CompletionStage<Standing> compare(Standing now, Completion next, StageContext context) {
    Prompt prompt = COMPARISON.comparing(now.winner().text(), next.text());
    return context
        .call(judge, prompt)
        .thenApply(reply -> prompt.read(reply.text()).choice())
        .exceptionally(lost -> Choice.NONE)
        .thenApply(
            choice ->
                new Standing(
                    choice == Choice.SECOND ? next : now.winner(),
                    now.isJudged() || choice != Choice.NONE));
  }

  private static Completion winner(Standing standing) {
    if (!standing.isJudged()) {
      throw AgentException.of(Kind.MALFORMED_RESPONSE, "no verdict in any comparison");
    }
    return standing.winner();
  }

  @Override
  public int calls(int refinements) {
    return Math.max(0, refinements - 1);
  }
}
