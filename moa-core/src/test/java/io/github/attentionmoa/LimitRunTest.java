package io.github.attentionmoa;

import static io.github.attentionmoa.Fixtures.QUESTION;
import static io.github.attentionmoa.Fixtures.aggregate;
import static io.github.attentionmoa.Fixtures.ask;
import static io.github.attentionmoa.Fixtures.ensemble;
import static io.github.attentionmoa.Fixtures.layers;
import static io.github.attentionmoa.Fixtures.marking;
import static io.github.attentionmoa.Fixtures.refine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.limit.RetryPolicy;
import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.CallRecord.Outcome;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.stop.StopReason;
import io.github.attentionmoa.testing.ScriptedAgent;
import io.github.attentionmoa.testing.ScriptedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitRunTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private final VirtualTime time = new VirtualTime(11);

  /** Agents each of whose calls takes a second. */
  private ScriptedAgent[] slow(int n) {
    ScriptedAgent[] agents = marking(n);
    for (ScriptedAgent agent : agents) {
      agent
          .otherwise()
          .reply(c -> time.after(SECOND, () -> c.answer(Fixtures.ownWord(c.request()))));
    }
    return agents;
  }

  private static Duration inStep(int steps) {
    return SECOND.multipliedBy(steps).minusMillis(500);
  }

  @ParameterizedTest(name = "in step {0}: {1}")
  @CsvSource({
    "2, [1-PROPOSE-2-2-1]",
    "3, [1-PROPOSE-2-2-1]",
    "4, [1-REFINE-2-2-1]",
    "5, [1-AGGREGATE-0-0-1]",
    "6, [1-AGGREGATE-0-0-1]",
    "7, [1-AGGREGATE-0-0-1]",
    "8, [1-AGGREGATE-0-0-1]",
    "9, [2-AGGREGATE-0-0-1]",
    "10, [2-RESIDUAL-0-0-1]",
    "13, [2-RESIDUAL-0-0-1]",
    "14, [3-AGGREGATE-0-0-1]"
  })
  void atTheDeadlineTheBestSoFarIsTheAnswer(int step, String best) {
    AttentionMoA moa =
        layers(ensemble(time), 3, slow(3)).budget(Budget.deadline(inStep(step))).build();

    MoaResult result = ask(time, moa);

    assertThat(result.text()).isEqualTo(best);
    assertThat(result.stopReason()).isEqualTo(StopReason.DEADLINE);
    assertThat(result.isDegraded()).isTrue();
    assertThat(time.now()).isEqualTo(inStep(step));
    assertThat(time.openTimers()).isZero();
  }

  @Test
  void withoutAnyTextAtTheDeadlineThereIsNoAnswer() {
    ScriptedAgent[] agents = slow(3);
    AttentionMoA moa = layers(ensemble(time), 1, agents).budget(Budget.deadline(inStep(1))).build();

    MoaException none = catchThrowableOfType(MoaException.class, () -> ask(time, moa));

    assertThat(none.stopReason()).isEqualTo(StopReason.DEADLINE);
    assertThat(none).hasMessage("no answer before the deadline; lost calls: {CANCELLED=3}");
    assertThat(none.trace().calls())
        .extracting(CallRecord::outcome)
        .containsOnly(Outcome.CANCELLED);
    assertThat(agents[0].calls()).allMatch(ScriptedCall::isCancelled);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noCallStartsAtTheVeryDeadlineThoughCallsTimeOutThen(long seed) {
    VirtualTime other = new VirtualTime(seed);
    ScriptedAgent[] agents = marking(3);
    agents[2].on(Stage.PROPOSE).stayOpen();
    AttentionMoA moa =
        layers(ensemble(other), 1, agents)
            .callTimeout(SECOND)
            .retry(RetryPolicy.builder().backoff(Duration.ZERO, Duration.ZERO).build())
            .budget(Budget.deadline(SECOND))
            .build();

    MoaResult result = ask(other, moa);

    assertThat(result.stopReason()).isEqualTo(StopReason.DEADLINE);
    assertThat(agents[2].calls(Stage.PROPOSE)).hasSize(1);
    assertThat(agents[0].calls(Stage.REFINE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void atTheVeryDeadlineTheTimeIsUpRatherThanTheBudget(long seed) {
    VirtualTime other = new VirtualTime(seed);
    ScriptedAgent one = marking("one");
    one.on(Stage.AGGREGATE).reply(c -> other.after(SECOND, () -> c.answer("text")));
    Budget budget = Budget.calls(2).andDeadline(SECOND);
    AttentionMoA.Builder builder = layers(ensemble(other), 2, one).budget(budget);

    MoaResult result = ask(other, builder.attention(AttentionScorer.none()).build());

    assertThat(result.stopReason()).isEqualTo(StopReason.DEADLINE);
  }

  @Test
  void everyExchangeIsToldTheTimeItHas() {
    ScriptedAgent[] agents = slow(2);
    AttentionMoA moa =
        layers(ensemble(time), 1, agents)
            .callTimeout(SECOND.multipliedBy(3))
            .budget(Budget.deadline(inStep(5)))
            .build();

    ask(time, moa);

    assertThat(agents[0].calls(Stage.PROPOSE).get(0).request().timeout())
        .contains(SECOND.multipliedBy(3));
    assertThat(agents[0].calls(Stage.AGGREGATE).get(0).request().timeout())
        .contains(Duration.ofMillis(1500));
  }

  @Test
  void aBudgetOfExactlyThePlanIsEnough() {
    AttentionMoA moa = layers(ensemble(time), 2, marking(3)).budget(Budget.calls(33)).build();

    MoaResult result = ask(time, moa);

    assertThat(result.stopReason()).isEqualTo(StopReason.LAST_LAYER);
    assertThat(result.isDegraded()).isFalse();
  }

  @Test
  void oneCallLessThanThePlanEndsTheRunWithTheBestSoFar() {
    AttentionMoA moa = layers(ensemble(time), 2, marking(3)).budget(Budget.calls(32)).build();

    MoaResult result = ask(time, moa);

    assertThat(result.text()).isEqualTo(aggregate(2));
    assertThat(result.stopReason()).isEqualTo(StopReason.BUDGET);
    assertThat(Fixtures.lost(result)).containsExactly(Fixtures.key(2, Stage.RESIDUAL, 0, 0));
  }

  @Test
  void retriesCountAgainstTheBudgetOfCalls() {
    ScriptedAgent[] agents = marking(2);
    agents[1].next(Stage.PROPOSE).fail(AgentException.Kind.TIMEOUT);
    AttentionMoA moa = layers(ensemble(time), 1, agents).budget(Budget.calls(9)).build();

    MoaResult result = ask(time, moa);

    assertThat(result.stopReason()).isEqualTo(StopReason.BUDGET);
    assertThat(result.text()).isEqualTo(refine(1, 1));
    assertThat(agents[0].calls().size() + agents[1].calls().size()).isEqualTo(9);
  }

  static Stream<Budget> fourCallsOfTokens() {
    return Stream.of(
        Budget.unlimited().andInputTokens(40),
        Budget.unlimited().andInputTokens(31),
        Budget.unlimited().andOutputTokens(20),
        Budget.unlimited().andOutputTokens(16));
  }

  @ParameterizedTest
  @MethodSource("fourCallsOfTokens")
  void spentTokensStartNoFurtherCall(Budget budget) {
    ScriptedAgent one =
        ScriptedAgent.of("one")
            .otherwise()
            .reply(
                c ->
                    c.answer(
                        Completion.builder(Fixtures.ownWord(c.request()))
                            .usage(Usage.of(10, 5))
                            .build()));

    MoaResult result = ask(time, layers(ensemble(time), 3, one).budget(budget).build());

    assertThat(one.calls()).hasSize(4);
    assertThat(result.text()).isEqualTo(aggregate(1));
    assertThat(result.stopReason()).isEqualTo(StopReason.BUDGET);
    assertThat(result.usage()).isEqualTo(Usage.of(40, 20));
  }

  @Test
  void unknownUsageIsEstimatedAndMarked() {
    ScriptedAgent one = ScriptedAgent.of("one").otherwise().answer("12345");

    MoaResult result = ask(time, layers(ensemble(time), 1, one).build());

    CallRecord proposal = result.trace().calls().get(0);
    assertThat(proposal.usage().inputTokens()).hasValue((QUESTION.length() + 3) / 4);
    assertThat(proposal.usage().outputTokens()).hasValue(2);
    assertThat(result.usage().isComplete()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 9, 14})
  void aCancelReachesEveryCallUnderWayAndNoneFollows(int step) {
    ScriptedAgent[] agents = slow(3);
    CompletableFuture<MoaResult> run = layers(ensemble(time), 3, agents).build().askAsync(QUESTION);
    List<Long> openForDependents = new ArrayList<>();
    run.whenComplete((result, thrown) -> openForDependents.add(open(agents)));
    time.pass(inStep(step));
    int before = all(agents).size();

    run.cancel(true);

    assertThat(openForDependents).containsExactly(0L);
    time.run();
    assertThat(all(agents)).hasSize(before);
    assertThat(run).isCancelled();
    assertThat(time.openTimers()).isZero();
  }

  private static List<ScriptedCall> all(ScriptedAgent... agents) {
    return Arrays.stream(agents).flatMap(agent -> agent.calls().stream()).toList();
  }

  private static long open(ScriptedAgent... agents) {
    return all(agents).stream().filter(ScriptedCall::isOpen).count();
  }

  @Test
  void aCancelByAListenerReachesTheCallsBeforeDependentsHearOfIt() {
    ScriptedAgent[] agents = slow(3);
    List<CompletableFuture<MoaResult>> runs = new ArrayList<>();
    List<Long> openForDependents = new ArrayList<>();
    var listener =
        new RunListener() {
          @Override
          public void onCallEnded(CallRecord call) {
            runs.get(0).cancel(true);
          }
        };
    runs.add(layers(ensemble(time), 2, agents).listener(listener).build().askAsync(QUESTION));
    runs.get(0).whenComplete((result, thrown) -> openForDependents.add(open(agents)));

    time.run();

    assertThat(openForDependents).containsExactly(0L);
    assertThat(all(agents)).hasSize(3);
  }

  @Test
  void aCallThatIsJustBeginningWhenItsRunIsCancelledIsCutOff() {
    CompletableFuture<Completion> call = new CompletableFuture<>();
    List<CompletableFuture<MoaResult>> runs = new ArrayList<>();
    Agent agent =
        request -> {
          runs.get(0).cancel(true);
          return call;
        };
    runs.add(layers(ensemble(time), 1, agent).build().askAsync(QUESTION));

    time.run();

    assertThat(call).isCancelled();
  }

  @Test
  void aRunIsCancelledWhenItsFutureIsEndedFromOutside() {
    ScriptedAgent[] agents = slow(3);
    CompletableFuture<MoaResult> run = layers(ensemble(time), 3, agents).build().askAsync(QUESTION);
    time.pass(inStep(2));

    run.completeExceptionally(new TimeoutException());
    int before = all(agents).size();
    time.run();

    assertThat(open(agents)).isZero();
    assertThat(all(agents)).hasSize(before);
  }

  @Test
  void cancellingAfterTheEndChangesNothing() {
    AttentionMoA moa = layers(ensemble(time), 1, marking(1)).build();
    CompletableFuture<MoaResult> run = time.runUntil(moa.askAsync(QUESTION));

    assertThat(run.cancel(true)).isFalse();
    assertThat(run).isCompleted();
  }

  @Test
  void anInterruptedAskIsCancelledAndKeepsTheFlag() throws InterruptedException {
    ScriptedAgent open = ScriptedAgent.of("open").otherwise().stayOpen();
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    Thread asking =
        new Thread(
            () -> {
              try {
                // On the asking thread, so that the call is under way before the wait
                AttentionMoA.builder().layer(open).executor(Runnable::run).build().ask(QUESTION);
              } catch (MoaException e) {
                flag.complete(Thread.currentThread().isInterrupted());
                thrown.complete(e);
              }
            });
    asking.start();
    while (open.calls().isEmpty()) {
      Thread.onSpinWait();
    }

    asking.interrupt();
    asking.join();

    assertThat(thrown.join()).extracting("stopReason").isEqualTo(StopReason.CANCELLED);
    assertThat(flag.join()).isTrue();
    assertThat(open.calls()).allMatch(ScriptedCall::isCancelled);
  }

  @Test
  void anInterruptWhileTheRunIsJustEndingDoesNotHang() throws InterruptedException {
    CompletableFuture<Void> waiting = new CompletableFuture<>();
    CompletableFuture<Void> ending = new CompletableFuture<>();
    CompletableFuture<Void> interrupted = new CompletableFuture<>();
    var listener =
        new RunListener() {
          @Override
          public void onRunEnded(MoaResult result) {
            ending.complete(null);
            interrupted.join();
          }
        };
    Agent agent = Agent.of("a", request -> waiting.thenApply(go -> "an answer").join());
    AttentionMoA moa = AttentionMoA.builder().layer(agent).listener(listener).build();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread asking = new Thread(() -> thrown.set(catchThrowable(() -> moa.ask(QUESTION))));

    asking.start();
    // Only then no part of the run is left for this thread, which would end it itself
    awaitParked(asking);
    waiting.complete(null);
    ending.join();
    asking.interrupt();
    awaitParked(asking);
    interrupted.complete(null);

    asking.join(TimeUnit.SECONDS.toMillis(20));
    assertThat(thrown.get()).isInstanceOf(MoaException.class);
  }

  /** The flag first: it goes when an interrupt is taken, and only a wait after that is another. */
  private static void awaitParked(Thread thread) {
    while (thread.isInterrupted() || thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aCancelledRunTellsItsListenerOfAFailure() {
    List<StopReason> reasons = new ArrayList<>();
    var listener =
        new RunListener() {
          @Override
          public void onRunFailed(MoaException failure) {
            reasons.add(failure.stopReason());
          }
        };
    CompletableFuture<MoaResult> run =
        layers(ensemble(time), 1, slow(2)).listener(listener).build().askAsync(QUESTION);
    time.pass(inStep(2));

    run.cancel(false);
    time.run();

    assertThat(reasons).containsExactly(StopReason.CANCELLED);
    assertThat(run).isCancelled();
    assertThat(catchThrowableOfType(CancellationException.class, run::join)).isNotNull();
  }
}
