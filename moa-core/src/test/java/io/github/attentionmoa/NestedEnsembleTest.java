package io.github.attentionmoa;

import static io.github.attentionmoa.Fixtures.QUESTION;
import static io.github.attentionmoa.Fixtures.ask;
import static io.github.attentionmoa.Fixtures.ensemble;
import static io.github.attentionmoa.Fixtures.key;
import static io.github.attentionmoa.Fixtures.layers;
import static io.github.attentionmoa.Fixtures.marking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.limit.RetryPolicy;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.stop.StopReason;
import io.github.attentionmoa.testing.ScriptedAgent;
import io.github.attentionmoa.testing.ScriptedCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NestedEnsembleTest {
  private static final CompletionRequest REQUEST = CompletionRequest.of(Conversation.of(QUESTION));

  private final VirtualTime time = new VirtualTime(6);
  private final ScriptedAgent worker = marking("worker");
  private final AttentionMoA inner = layers(ensemble(time), 1, worker).name("inner").build();

  private AttentionMoA.Builder outer() {
    return layers(ensemble(time), 1, marking("outer"), inner);
  }

  private CallRecord innerProposal(MoaResult result) {
    return Fixtures.call(result, key(1, Stage.PROPOSE, 2, 2));
  }

  @Test
  void anEnsembleIsAnAgentOfAnother() {
    MoaResult result = ask(time, outer().build());

    assertThat(result.isDegraded()).isFalse();
    assertThat(innerProposal(result).agent()).isEqualTo("inner");
    assertThat(innerProposal(result).completion().orElseThrow().text())
        .isEqualTo(Fixtures.aggregate(1));
  }

  @Test
  void theUsageOfARunIsTheUsageOfTheOneCallOutside() {
    worker
        .otherwise()
        .reply(c -> c.answer(Completion.builder("text").usage(Usage.of(10, 5)).build()));

    MoaResult result = ask(time, outer().build());

    assertThat(innerProposal(result).usage()).isEqualTo(Usage.of(40, 20));
  }

  @Test
  void cancellingTheOuterRunReachesTheInnerAgents() {
    worker.otherwise().stayOpen();
    var run = outer().build().askAsync(QUESTION);
    time.pass(Duration.ofSeconds(1));
    assertThat(worker.calls()).isNotEmpty();

    run.cancel(true);

    assertThat(worker.calls()).allMatch(ScriptedCall::isCancelled);
    time.run();
    assertThat(time.openTimers()).isZero();
  }

  @Test
  void theInnerRunHandsOnItsBestBeforeTheTimeOfItsCallIsUp() {
    worker.on(Stage.AGGREGATE).stayOpen();

    MoaResult result = ask(time, outer().callTimeout(Duration.ofSeconds(1)).build());

    assertThat(innerProposal(result).completion().orElseThrow().text())
        .isEqualTo(Fixtures.refine(1, 1));
    assertThat(innerProposal(result).took()).isEqualTo(Duration.ofMillis(950));
  }

  @ParameterizedTest
  @CsvSource({"100, 100", "949, 949", "951, 950", "9000, 950"})
  void theInnerRunKeepsToWhichDeadlineComesFirst(long ownMillis, long tookMillis) {
    worker.on(Stage.AGGREGATE).stayOpen();
    Budget own = Budget.deadline(Duration.ofMillis(ownMillis));
    AttentionMoA hurried = layers(ensemble(time), 1, worker).budget(own).build();
    AttentionMoA outer =
        layers(ensemble(time), 1, marking("outer"), hurried)
            .callTimeout(Duration.ofSeconds(1))
            .build();

    assertThat(innerProposal(ask(time, outer)).took()).isEqualTo(Duration.ofMillis(tookMillis));
  }

  @Test
  void piecesOfAnInnerRunAreHandedOnUntilItBeginsAnew() {
    worker
        .next(Stage.AGGREGATE)
        .reply(
            c -> {
              c.piece("lost ".repeat(30));
              time.after(Duration.ofSeconds(1), () -> c.fail(Kind.TRUNCATED));
            });
    worker.on(Stage.AGGREGATE).answerInPieces("kept ".repeat(30), "end");
    StringBuilder pieces = new StringBuilder();

    var answer = inner.stream(REQUEST, pieces::append).toCompletableFuture();
    time.run();

    assertThat(pieces.toString()).contains("lost").doesNotContain("kept");
    assertThat(answer.join().text()).contains("kept").doesNotContain("lost");
  }

  @Test
  void anInnerRunIsCancelledOnceAndOnlyBeforeItHasAnswered() {
    var answered = inner.complete(REQUEST).toCompletableFuture();
    time.run();
    var cancelled = inner.complete(REQUEST).toCompletableFuture();

    assertThat(answered.cancel(true)).isFalse();
    assertThat(answered.join().text()).isEqualTo(Fixtures.aggregate(1));
    assertThat(cancelled.cancel(true)).isTrue();
    assertThat(cancelled.cancel(true)).isTrue();
    assertThat(cancelled).isCancelled();
  }

  @Test
  void anInnerRunWithoutAnAnswerIsOneLostCall() {
    worker.otherwise().fail(Kind.REFUSED);

    MoaResult result = ask(time, outer().build());

    assertThat(result.trace().lost()).hasSize(1);
    assertThat(innerProposal(result).attempts()).isEqualTo(1);
  }

  @Test
  void tokensOfAnInnerRunWithoutAnAnswerAreBookedOutside() {
    Completion refused =
        Completion.builder("no")
            .usage(Usage.of(10, 5))
            .finishReason(FinishReason.FILTER, "filter")
            .build();
    worker.otherwise().reply(c -> c.answer(refused));

    MoaResult result = ask(time, outer().build());

    assertThat(innerProposal(result).isLost()).isTrue();
    assertThat(innerProposal(result).usage()).isEqualTo(Usage.of(10, 5));
  }

  @Test
  void tokensOfAnInnerRunWithoutAnAnswerCountAgainstTheBudgetOutside() {
    worker.otherwise().reply(c -> c.fail(costly(Kind.REFUSED)));
    Budget budget = Budget.unlimited().andOutputTokens(5);

    MoaResult result = ask(time, outer().retry(RetryPolicy.none()).budget(budget).build());

    assertThat(result.stopReason()).isEqualTo(StopReason.BUDGET);
  }

  @Test
  void tokensOfAnInnerRunThatIsCutOffAreBookedOutside() {
    Completion proposal = Completion.builder("text").usage(Usage.of(10, 5)).build();
    worker.on(Stage.PROPOSE).reply(c -> c.answer(proposal));
    worker.otherwise().stayOpen();
    RunFuture run = (RunFuture) outer().build().askAsync(QUESTION);
    time.pass(Duration.ofSeconds(1));

    run.cancel(true);

    CallRecord cutOff = Fixtures.call(run.failure().join().trace(), key(1, Stage.PROPOSE, 2, 2));
    assertThat(cutOff.usage()).isEqualTo(Usage.of(10, 5).incomplete());
  }

  @Test
  void tokensOfEveryFailedAttemptAreBooked() {
    worker.otherwise().reply(c -> c.fail(costly(Kind.UNAVAILABLE)));

    MoaException none =
        catchThrowableOfType(
            MoaException.class, () -> ask(time, layers(ensemble(time), 1, worker).build()));

    assertThat(none.trace().usage()).isEqualTo(Usage.of(30, 15));
    assertThat(none.trace().calls()).singleElement().extracting("attempts").isEqualTo(3);
  }

  private static AgentException costly(Kind kind) {
    return AgentException.builder(kind, "no").usage(Usage.of(10, 5)).build();
  }
}
