package io.github.attentionmoa.attention;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.prompt.Prompt;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.propose.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lets an agent compare the proposals two at a time, all pairs at once, and counts the wins.
 *
 * <p>Asked to pick one of three, models pick by position. Even of two they favour a place, so every
 * proposal stands first in about half of its comparisons.
 */
record JudgingScorer(Agent judge) implements AttentionScorer {
  private static final Prompt COMPARISON = Prompt.of(Stage.SCORE.instruction());

  JudgingScorer {
    requireNonNull(judge, "judge");
  }

  @Override
  public CompletionStage<AttentionWeights> score(List<Proposal> proposals, StageContext context) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < proposals.size(); i++) {
      for (int j = i + 1; j < proposals.size(); j++) {
        boolean isInOrder = (j - i) % 2 == 1;
        Proposal first = proposals.get(isInOrder ? i : j);
        Proposal second = proposals.get(isInOrder ? j : i);
        pairs.add(compare(first, second, context));
      }
    }
    CompletableFuture<?>[] replies =
        pairs.stream().map(Pair::reply).toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(replies).handle((done, lost) -> weights(proposals, pairs));
  }

  private Pair compare(Proposal first, Proposal second, StageContext context) {
    Prompt prompt = COMPARISON.comparing(first.text(), second.text());
    return new Pair(first, second, prompt, context.call(judge, prompt).toCompletableFuture());
  }

  /** Weighs an author by (1 + its wins) / N: never 0, so that only topK leaves anybody out. */
  private static AttentionWeights weights(List<Proposal> proposals, List<Pair> pairs) {
    int agents = proposals.get(proposals.size() - 1).agent();
    double[] wins = new double[agents + 1];
    int verdicts = 0;
    for (Pair pair : pairs) {
      verdicts += pair.count(wins) ? 1 : 0;
    }
    if (verdicts == 0 && !pairs.isEmpty()) {
      pairs.forEach(pair -> pair.reply().join());
      throw AgentException.of(
          Kind.MALFORMED_RESPONSE, "no verdict in any of " + pairs.size() + " comparisons");
    }
    return AttentionWeights.ofAuthors(agents, author -> (1 + wins[author]) / agents);
  }

  @Override
  public int calls(int agents) {
    return agents * (agents - 1) / 2;
  }

  private record Pair(
      Proposal first, Proposal second, Prompt prompt, CompletableFuture<Completion> reply) {
    /** Counts the verdict, if there is one: a win, or half of one for each. */
    boolean count(double[] wins) {
      if (reply.isCompletedExceptionally()) {
        return false;
      }
      // A reply that was cut off counts too: no verdict is the beginning of another
      Prompt.Choice choice = prompt.read(reply.join().text()).choice();
      double ofFirst =
          switch (choice) {
            case FIRST -> 1;
            case SAME -> 0.5;
            case SECOND, NONE -> 0;
          };
      boolean isVerdict = choice != Prompt.Choice.NONE;
      wins[first.agent()] += ofFirst;
      wins[second.agent()] += isVerdict ? 1 - ofFirst : 0;
      return isVerdict;
    }
  }
}
