package io.github.attentionmoa.residual;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.CompletableFuture.completedFuture;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.prompt.Prompt;
import io.github.attentionmoa.prompt.Prompt.Reply;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.residual.ResidualOutput.Verdict;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Lets an agent say what o_l adds to z_(l-1); both cross to the next layer, as in RMoA.
 *
 * <p>RMoA (arXiv 2505.24442) aggregates the differences in a call of its own; here the agents of
 * the next layer read them beside the answer they differ from. z_l is o_l.
 */
record DifferenceResidual(Agent agent) implements Residual {
  private static final Prompt INSTRUCTION = Prompt.of(Stage.RESIDUAL.instruction("difference"));

  DifferenceResidual {
    requireNonNull(agent, "agent");
  }

  @Override
  public CompletionStage<ResidualOutput> connect(History history, StageContext context) {
    String now = history.current().text();
    if (history.earlier().isEmpty()) {
      return completedFuture(ResidualOutput.of(now));
    }
    String before = history.previous().orElseThrow().text();
    Prompt prompt = INSTRUCTION.quote("Answer 1", before).quote("Answer 2", now);
    Prompt asked = history.isVerdictWanted() ? prompt.comparing() : prompt;
    return context.call(agent, asked).thenApply(reply -> read(reply, asked, before, now));
  }

  private static ResidualOutput read(
      Completion completion, Prompt prompt, String before, String now) {
    Reply reply = prompt.read(completion.text());
    boolean isCutOff = completion.finishReason() == FinishReason.LENGTH;
    Verdict verdict = isCutOff ? Verdict.UNKNOWN : Verdict.of(reply.choice());
    boolean isNew = !reply.text().isEmpty();
    return new ResidualOutput(now, isNew ? List.of(before, reply.text()) : List.of(now), verdict);
  }

  @Override
  public boolean writesAnswer() {
    return false;
  }
}
