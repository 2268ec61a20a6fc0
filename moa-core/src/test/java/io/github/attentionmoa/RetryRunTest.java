package io.github.attentionmoa;

import static io.github.attentionmoa.Fixtures.QUESTION;
import static io.github.attentionmoa.Fixtures.ask;
import static io.github.attentionmoa.Fixtures.call;
import static io.github.attentionmoa.Fixtures.ensemble;
import static io.github.attentionmoa.Fixtures.key;
import static io.github.attentionmoa.Fixtures.layers;
import static io.github.attentionmoa.Fixtures.marking;
import static io.github.attentionmoa.Fixtures.onceOnly;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.CallRecord.Outcome;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.testing.FaultyAgent;
import io.github.attentionmoa.testing.ScriptedAgent;
import io.github.attentionmoa.testing.ScriptedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class RetryRunTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private final VirtualTime time = new VirtualTime(5);
  private final ScriptedAgent flaky = marking("flaky");
  private final ScriptedAgent sound = marking("sound");

  /** Two agents, the second of which does all but propose; nobody attends. */
  private AttentionMoA.Builder plain() {
    return ensemble(time).layer(sound, flaky).attention(AttentionScorer.none());
  }

  private CallRecord proposal(MoaResult result) {
    return call(result, key(1, Stage.PROPOSE, 2, 2));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"RATE_LIMITED", "OVERLOADED", "UNAVAILABLE", "CONNECTION", "TIMEOUT", "TRUNCATED"})
  void whatPassesIsTriedThreeTimesWithLongerAndLongerWaits(Kind kind) {
    flaky.next().fail(kind).next().fail(kind);

    MoaResult result = ask(time, plain().build());

    assertThat(proposal(result).outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(proposal(result).attempts()).isEqualTo(3);
    assertThat(proposal(result).took()).isEqualTo(Duration.ofMillis(500 + 1000));
    assertThat(result.isDegraded()).isFalse();
  }

  @Test
  void theCallIsLostAfterThreeAttempts() {
    flaky.otherwise().fail(Kind.UNAVAILABLE);

    MoaResult result = ask(time, plain().build());

    assertThat(flaky.calls()).hasSize(3);
    assertThat(proposal(result).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(proposal(result).attempts()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"EMPTY", "MALFORMED_RESPONSE"})
  void whatIsProbablyTheModelsWayIsTriedOnceMore(Kind kind) {
    flaky.otherwise().fail(kind);

    ask(time, plain().build());

    assertThat(flaky.calls()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {
        "AUTHENTICATION", "NOT_FOUND", "QUOTA", "INVALID_REQUEST", "CONTEXT_LENGTH",
        "CONTENT_FILTERED", "REFUSED", "TOO_LARGE", "REJECTED", "AGENT_FAULT"
      })
  void whatDoesNotPassIsNotTriedAgain(Kind kind) {
    flaky.otherwise().fail(kind);

    ask(time, plain().build());

    assertThat(flaky.calls()).hasSize(1);
  }

  private static AgentException busyFor(Duration time) {
    return AgentException.builder(Kind.RATE_LIMITED, "busy").retryAfter(time).build();
  }

  @Test
  void theProvidersOwnTimeToWaitIsKeptToExactly() {
    flaky.next().reply(c -> c.fail(busyFor(Duration.ofSeconds(17))));

    MoaResult result = ask(time, plain().build());

    assertThat(proposal(result).took()).isEqualTo(Duration.ofSeconds(17));
  }

  @Test
  void aTimeToWaitThatIsTooLongLosesTheCallAtOnce() {
    flaky.next().reply(c -> c.fail(busyFor(Duration.ofSeconds(61))));

    MoaResult result = ask(time, plain().build());

    assertThat(proposal(result).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(proposal(result).took()).isZero();
  }

  @Test
  void aWaitThatOutlastsTheDeadlineLosesTheCallAtOnce() {
    flaky.next().reply(c -> c.fail(busyFor(Duration.ofSeconds(10))));

    MoaResult result = ask(time, plain().budget(Budget.deadline(SECOND.multipliedBy(10))).build());

    assertThat(proposal(result).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(time.now()).isZero();
  }

  @Test
  void aSilentAgentTimesOutAndIsCancelledEachTime() {
    flaky.otherwise().stayOpen();

    MoaResult result = ask(time, plain().callTimeout(SECOND).build());

    assertThat(flaky.calls()).hasSize(3).allMatch(ScriptedCall::isCancelled);
    assertThat(proposal(result).outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(proposal(result).took()).isEqualTo(Duration.ofMillis(3 * 1000 + 500 + 1000));
    assertThat(time.openTimers()).isZero();
  }

  @Test
  void timeInTheQueueIsNotTimeOfTheCall() {
    ScriptedAgent slow = marking("slow").maxConcurrentCalls(1);
    slow.otherwise().reply(c -> time.after(SECOND, () -> c.answer(Fixtures.ownWord(c.request()))));
    AttentionMoA moa =
        ensemble(time).layer(slow, slow, slow).callTimeout(SECOND.plusMillis(1)).build();

    MoaResult result = ask(time, moa);

    assertThat(result.isDegraded()).isFalse();
    assertThat(time.now()).isEqualTo(SECOND.multipliedBy(16));
  }

  @Test
  void noMoreCallsAreUnderWayThanTheEndpointTakes() {
    ScriptedAgent slow = marking("slow").maxConcurrentCalls(2);
    slow.otherwise().stayOpen();
    AttentionMoA moa = ensemble(time).layer(slow, slow, slow, slow, slow).build();
    moa.askAsync(QUESTION);

    time.pass(SECOND);
    assertThat(slow.calls()).hasSize(2);
    slow.calls().get(0).answer("one");
    time.pass(SECOND);

    assertThat(slow.calls()).hasSize(3);
  }

  @Test
  void agentsOfOneEndpointShareItsLimit() {
    ScriptedAgent other = marking("other").endpoint("flaky").maxConcurrentCalls(1);
    flaky.maxConcurrentCalls(1).otherwise().stayOpen();
    other.otherwise().stayOpen();

    ensemble(time).layer(flaky, other).build().askAsync(QUESTION);
    time.pass(SECOND);

    assertThat(flaky.calls().size() + other.calls().size()).isEqualTo(1);
  }

  @Test
  void agentsWithoutAnEndpointAreLimitedEachForItself() {
    ScriptedAgent other = marking("other").endpoint("").maxConcurrentCalls(1);
    flaky.endpoint("").maxConcurrentCalls(1).otherwise().stayOpen();
    other.otherwise().stayOpen();

    ensemble(time).layer(flaky, other, flaky).build().askAsync(QUESTION);
    time.pass(SECOND);

    assertThat(flaky.calls()).hasSize(1);
    assertThat(other.calls()).hasSize(1);
  }

  @Test
  void aWaitBeforeARetryHoldsNoPermit() {
    flaky.maxConcurrentCalls(1);
    flaky.next().reply(c -> c.fail(busyFor(Duration.ofSeconds(30))));
    AttentionMoA moa = ensemble(time).layer(flaky, flaky).attention(AttentionScorer.none()).build();
    moa.askAsync(QUESTION);

    time.pass(SECOND);

    assertThat(flaky.calls()).hasSize(2);
  }

  @Test
  void afterARejectedKeyNoFurtherCallGoesToTheEndpoint() {
    flaky.otherwise().fail(Kind.AUTHENTICATION);
    AttentionMoA moa = layers(ensemble(time), 3, sound, flaky).build();

    MoaResult result = ask(time, moa);

    assertThat(flaky.calls()).hasSize(1);
    assertThat(call(result, key(2, Stage.PROPOSE, 2, 2)).outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(call(result, key(2, Stage.PROPOSE, 2, 2)).failure().orElseThrow().kind())
        .isEqualTo(Kind.AUTHENTICATION);
  }

  @Test
  void whoWaitsForAPermitLooksAgainWhetherTheEndpointIsClosed() {
    flaky.maxConcurrentCalls(1).otherwise().fail(Kind.AUTHENTICATION);
    AttentionMoA moa = ensemble(time).layer(sound, flaky, flaky, flaky).build();

    MoaResult result = ask(time, moa);

    assertThat(flaky.calls()).hasSize(1);
    assertThat(result.trace().lost()).hasSize(3);
  }

  /** Layers that last longer than an endpoint rests; it has five of the six seats. */
  private AttentionMoA sixLayersOfSixSeconds() {
    ScriptedAgent pace = marking("pace");
    pace.on(Stage.PROPOSE).reply(c -> time.after(Duration.ofSeconds(6), () -> c.answer("pace")));
    return layers(ensemble(time), 6, pace, flaky, flaky, flaky, flaky, flaky)
        .attention(AttentionScorer.none())
        .build();
  }

  @Test
  void anEndpointThatMostlyFailsRestsAndIsThenTriedByOneCall() {
    flaky.maxConcurrentCalls(1).otherwise().fail(Kind.UNAVAILABLE);

    ask(time, sixLayersOfSixSeconds());

    assertThat(flaky.calls().size()).isBetween(10, 10 + 6);
  }

  @Test
  void anEndpointThatAnswersItsTrialIsCalledAsBefore() {
    AtomicInteger calls = new AtomicInteger();
    flaky
        .maxConcurrentCalls(1)
        .otherwise()
        .reply(
            c -> {
              if (calls.incrementAndGet() <= 10) {
                c.fail(Kind.UNAVAILABLE);
              } else {
                c.answer("back");
              }
            });

    MoaResult result = ask(time, sixLayersOfSixSeconds());

    assertThat(result.trace().layers().get(5).proposals()).hasSize(6);
  }

  @Test
  void retriesStopWhenTooManyCallsOfAnEndpointFail() {
    flaky.otherwise().fail(Kind.UNAVAILABLE);
    AttentionMoA moa =
        ensemble(time)
            .layer(sound, flaky, flaky, flaky, flaky, flaky, flaky)
            .attention(AttentionScorer.none())
            .build();

    ask(time, moa);

    assertThat(flaky.calls()).hasSizeBetween(6, 6 + 5);
  }

  @Test
  void anUncancellableLateAnswerIsBookedAndDropped() {
    Uncancellable open = new Uncancellable();
    List<Uncancellable> once = new ArrayList<>(List.of(open));
    Agent stubborn = request -> once.isEmpty() ? flaky.complete(request) : once.remove(0);
    Completion late = Completion.builder("late").usage(Usage.of(700, 300)).build();
    time.after(Duration.ofMillis(1200), () -> open.complete(late));

    MoaResult result =
        ask(
            time,
            ensemble(time)
                .layer(sound, stubborn)
                .attention(AttentionScorer.none())
                .callTimeout(SECOND)
                .build());

    assertThat(proposal(result).attempts()).isEqualTo(2);
    assertThat(proposal(result).completion().orElseThrow().text()).isNotEqualTo("late");
    assertThat(proposal(result).usage().inputTokens().orElseThrow()).isGreaterThanOrEqualTo(700);
    assertThat(proposal(result).usage().isComplete()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"TRUNCATED, false", "MALFORMED_RESPONSE, false", "UNAVAILABLE, true"})
  void usageIsIncompleteAfterAFailureThatTheServiceMayHaveChargedFor(Kind kind, boolean isSure) {
    Completion answer = Completion.builder("text").usage(Usage.of(10, 5)).build();
    flaky.next(Stage.PROPOSE).fail(kind);
    flaky.on(Stage.PROPOSE).reply(c -> c.answer(answer));

    MoaResult result = ask(time, plain().build());

    assertThat(proposal(result).attempts()).isEqualTo(2);
    assertThat(proposal(result).usage().isComplete()).isEqualTo(isSure);
  }

  @Test
  void usageIsIncompleteAfterACallThatIsCutOff() {
    Agent silent = request -> new CompletableFuture<>();
    AttentionMoA.Builder ensemble =
        onceOnly(time).layer(sound, silent).attention(AttentionScorer.none());

    MoaResult late = ask(time, ensemble.callTimeout(SECOND).build());

    assertThat(proposal(late).usage()).isEqualTo(Usage.of(0, 0).incomplete());
  }

  @Test
  void anAgentThatComesBackWhenItsTimeIsUpIsCancelled() {
    CompletableFuture<Completion> work = new CompletableFuture<>();
    List<Boolean> cancelled = new ArrayList<>();
    Agent slow =
        request -> {
          time.pass(SECOND.plusNanos(1));
          return work;
        };
    sound
        .on(Stage.AGGREGATE)
        .reply(
            c ->
                time.after(
                    SECOND.dividedBy(2),
                    () -> {
                      cancelled.add(work.isCancelled());
                      c.answer("text");
                    }));

    ask(
        time,
        onceOnly(time)
            .layer(sound, slow)
            .attention(AttentionScorer.none())
            .callTimeout(SECOND)
            .build());

    assertThat(cancelled).containsExactly(true);
  }

  @Test
  void whatAnAgentSaysOfItsCostWhenItIsCutOffIsBookedOnce() {
    Throwable cost = AgentException.builder(Kind.CANCELLED, "no").usage(Usage.of(10, 5)).build();
    CancellationException told = new CancellationException("cancelled");
    told.initCause(cost);
    Agent silent =
        request ->
            new CompletableFuture<>() {
              @Override
              public boolean cancel(boolean mayInterruptIfRunning) {
                return completeExceptionally(told);
              }
            };
    AttentionMoA moa =
        onceOnly(time)
            .layer(sound, silent)
            .attention(AttentionScorer.none())
            .callTimeout(SECOND)
            .build();

    assertThat(proposal(ask(time, moa)).usage()).isEqualTo(Usage.of(10, 5));
  }

  private static final class Uncancellable extends CompletableFuture<Completion> {
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      return false;
    }
  }

  @Test
  void aCallThatEndsTwiceEndsByItsFirstAnswer() {
    Agent twice =
        FaultyAgent.builder(flaky, 1)
            .chance(FaultyAgent.Fault.END_TWICE, 100)
            .delay(SECOND, SECOND, time::after)
            .build();

    MoaResult result = ask(time, layers(ensemble(time), 1, sound, twice).build());

    assertThat(proposal(result).completion().orElseThrow().text())
        .isEqualTo(Fixtures.propose(1, 2));
  }
}
