package io.github.attentionmoa.residual;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.CompletableFuture.completedFuture;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.prompt.Prompt;
import io.github.attentionmoa.prompt.Prompt.Reply;
import io.github.attentionmoa.residual.ResidualOutput.Verdict;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Lets an agent compare z_(l-1) with o_l and write z_l from the whole history.
 *
 * <p>Answer 1 is z_(l-1), Answer 2 is o_l; what is older stands before them as drafts. If that is
 * too long for the agent, it is asked once more without the drafts, of which z_(l-1) was made.
 */
record SynthesisResidual(Agent agent, Prompt instruction) implements Residual {
  SynthesisResidual(Agent agent, String instruction) {
    this(requireNonNull(agent, "agent"), Prompt.of(instruction));
  }

  @Override
  public CompletionStage<ResidualOutput> connect(History history, StageContext context) {
    if (history.earlier().isEmpty()) {
      return completedFuture(ResidualOutput.of(history.current().text()));
    }
    CompletionStage<ResidualOutput> whole = ask(history, context);
    return history.earlier().size() == 1
        ? whole
        : whole.exceptionallyCompose(
            lost ->
                isTooLong(lost)
                    ? ask(withoutDrafts(history), context)
                    : CompletableFuture.failedFuture(lost));
  }

  private CompletionStage<ResidualOutput> ask(History history, StageContext context) {
    Prompt prompt = prompt(history);
    return context.call(agent, prompt).thenApply(reply -> read(reply, prompt, history));
  }

  private static boolean isTooLong(Throwable lost) {
    Throwable cause = lost instanceof CompletionException ? lost.getCause() : lost;
    return cause instanceof AgentException failure && failure.kind() == Kind.CONTEXT_LENGTH;
  }

  private static History withoutDrafts(History history) {
    List<ResidualOutput> previous = List.of(history.previous().orElseThrow());
    return new History(previous, history.current(), history.place());
  }

  private Prompt prompt(History history) {
    List<ResidualOutput> earlier = history.earlier();
    int last = earlier.size() - 1;
    Prompt prompt = instruction;
    for (int i = 0; i < last; i++) {
      prompt = prompt.quote("Draft " + (i + 1), earlier.get(i).text());
    }
    prompt = prompt.quote("Answer 1", earlier.get(last).text());
    prompt = prompt.quote("Answer 2", history.current().text());
    return history.isVerdictWanted() ? prompt.comparing() : prompt;
  }

  private static ResidualOutput read(Completion completion, Prompt prompt, History history) {
    Reply reply = prompt.read(completion.text());
    String text = reply.text().isEmpty() ? history.current().text() : reply.text();
    boolean isCutOff = completion.finishReason() == FinishReason.LENGTH;
    return ResidualOutput.of(text, isCutOff ? Verdict.UNKNOWN : Verdict.of(reply.choice()));
  }

  @Override
  public int maxCalls(Place place) {
    return place.layer() > 2 ? 2 : calls(place);
  }
}
