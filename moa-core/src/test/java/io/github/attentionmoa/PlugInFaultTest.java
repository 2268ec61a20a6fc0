package io.github.attentionmoa;

import static io.github.attentionmoa.Fixtures.aggregate;
import static io.github.attentionmoa.Fixtures.ask;
import static io.github.attentionmoa.Fixtures.ensemble;
import static io.github.attentionmoa.Fixtures.layers;
import static io.github.attentionmoa.Fixtures.marking;
import static io.github.attentionmoa.Fixtures.propose;
import static io.github.attentionmoa.Fixtures.refine;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionCache;
import io.github.attentionmoa.aggregate.Aggregator;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.attention.AttentionWeights;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.prompt.Prompt;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.residual.Residual;
import io.github.attentionmoa.residual.ResidualOutput;
import io.github.attentionmoa.residual.ResidualOutput.Verdict;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.stop.StopReason;
import io.github.attentionmoa.testing.ScriptedAgent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlugInFaultTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private final VirtualTime time = new VirtualTime(2);
  private final ScriptedAgent[] agents = marking(3);

  private static <T> CompletionStage<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }

  private static IllegalStateException bug() {
    return new IllegalStateException("a bug");
  }

  private AttentionMoA.Builder ensembleOf(int depth) {
    return layers(ensemble(time), depth, agents).callTimeout(SECOND);
  }

  static Stream<AttentionScorer> brokenScorers() {
    return Stream.of(
        (proposals, context) -> {
          throw bug();
        },
        (proposals, context) -> null,
        (proposals, context) -> done(null),
        (proposals, context) -> CompletableFuture.failedFuture(bug()),
        (proposals, context) -> new CompletableFuture<>(),
        (proposals, context) -> done(AttentionWeights.of(new double[][] {{1}})),
        (proposals, context) -> done(AttentionWeights.of(new double[4][4])),
        AttentionScorer.of((from, to) -> Double.NaN),
        AttentionScorer.of((from, to) -> -1));
  }

  @ParameterizedTest
  @MethodSource("brokenScorers")
  void aBrokenScorerMeansNoSuggestionsInItsLayer(AttentionScorer scorer) {
    MoaResult result = ask(time, ensembleOf(2).attention(scorer).build());

    assertThat(result.trace().calls())
        .noneMatch(call -> call.key().stage() == Stage.ATTEND)
        .noneMatch(call -> call.key().stage() == Stage.REFINE);
    assertThat(result.trace().lost()).hasSize(2).allMatch(PlugInFaultTest::isFaultOfScorer);
    assertThat(result.stopReason()).isEqualTo(StopReason.LAST_LAYER);
  }

  private static boolean isFaultOfScorer(CallRecord call) {
    return call.key().stage() == Stage.SCORE
        && call.failure().orElseThrow().kind() == Kind.AGENT_FAULT
        && !call.agent().isEmpty();
  }

  static Stream<Aggregator> brokenAggregators() {
    return Stream.of(
        (refinements, context) -> {
          throw bug();
        },
        (refinements, context) -> null,
        (refinements, context) -> done(null),
        (refinements, context) -> done(Completion.of("\n \t")),
        (refinements, context) -> new CompletableFuture<>());
  }

  @ParameterizedTest
  @MethodSource("brokenAggregators")
  void aBrokenAggregatorIsALostAggregate(Aggregator aggregator) {
    MoaResult result = ask(time, ensembleOf(1).aggregator(aggregator).build());

    assertThat(result.text()).isEqualTo(refine(1, 2));
    assertThat(result.trace().lost())
        .singleElement()
        .extracting(call -> call.key().stage())
        .isEqualTo(Stage.AGGREGATE);
  }

  static Stream<Residual> brokenResiduals() {
    return Stream.of(
        (history, context) -> {
          throw bug();
        },
        (history, context) -> null,
        (history, context) -> done(null),
        (history, context) -> done(ResidualOutput.of(" ")),
        (history, context) -> new CompletableFuture<>());
  }

  @ParameterizedTest
  @MethodSource("brokenResiduals")
  void aBrokenResidualLeavesTheLayerOutputAndStopsNothing(Residual residual) {
    MoaResult result = ask(time, ensembleOf(2).residual(residual).build());

    assertThat(result.text()).isEqualTo(aggregate(2));
    assertThat(result.stopReason()).isEqualTo(StopReason.LAST_LAYER);
    assertThat(result.trace().lost()).hasSize(2);
    assertThat(result.trace().calls().stream().filter(c -> c.key().layer() == 2)).hasSize(17);
  }

  @Test
  void blankReferencesOfAResidualDoNotCross() {
    Residual residual =
        (history, context) ->
            done(new ResidualOutput("z", List.of("[one]", " ", "[two]"), Verdict.UNKNOWN));

    ask(time, ensembleOf(2).residual(residual).build());

    assertThat(agents[0].calls(Stage.PROPOSE).get(1).hasSeen("Answer 2 (")).isTrue();
    assertThat(agents[0].calls(Stage.PROPOSE).get(1).hasSeen("Answer 3 (")).isFalse();
  }

  @Test
  void anErrorOfAPlugInEndsTheRun() {
    Error error = new StackOverflowError("deep");
    Aggregator aggregator =
        (refinements, context) -> {
          throw error;
        };

    var run = time.runUntil(ensembleOf(1).aggregator(aggregator).build().askAsync("Why?"));

    assertThat(run.handle((result, thrown) -> thrown).join()).isSameAs(error);
  }

  @Test
  void aPlugInMayTakeTheCallTimeoutBesideItsCalls() {
    agents[0]
        .on(Stage.AGGREGATE)
        .reply(c -> time.after(Duration.ofMillis(900), () -> c.answer("text")));
    Aggregator twice =
        (refinements, context) ->
            pause(Duration.ofMillis(900))
                .thenCompose(x -> context.call(agents[0], Prompt.of("Merge.")))
                .thenCompose(x -> pause(Duration.ofMillis(900)))
                .thenCompose(x -> context.call(agents[0], Prompt.of("Merge again.")));

    MoaResult result = ask(time, ensembleOf(1).aggregator(twice).build());

    assertThat(result.text()).isEqualTo("text");
    assertThat(result.isDegraded()).isFalse();
    assertThat(time.openTimers()).isZero();
  }

  private CompletableFuture<Void> pause(Duration length) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    time.after(length, () -> over.complete(null));
    return over;
  }

  @Test
  void aPlugInThatWasGivenUpMakesNoFurtherCall() {
    Aggregator late =
        (refinements, context) ->
            pause(SECOND.multipliedBy(2))
                .thenCompose(x -> context.call(agents[0], Prompt.of("Merge.")));
    agents[0]
        .on(Stage.RESIDUAL)
        .reply(c -> time.after(Duration.ofMillis(900), () -> c.answer("text")));
    agents[0].on(Stage.PROPOSE).reply(c -> time.after(SECOND.minusNanos(1), () -> c.answer("p")));

    MoaResult result = ask(time, ensembleOf(2).aggregator(late).build());
    time.run();

    assertThat(agents[0].calls(Stage.AGGREGATE)).isEmpty();
    assertThat(result.text()).isEqualTo("text");
  }

  @Test
  void aCallThatAPlugInMakesAfterTheEndOfTheRunIsRejected() {
    List<Throwable> failures = new ArrayList<>();
    Aggregator late =
        (refinements, context) -> {
          Prompt prompt = Prompt.of("Merge.");
          time.after(
              SECOND,
              () ->
                  context
                      .call(agents[0], prompt)
                      .whenComplete((answer, failure) -> failures.add(failure)));
          return new CompletableFuture<>();
        };
    Budget budget = Budget.deadline(Duration.ofMillis(500));

    ask(time, ensembleOf(1).aggregator(late).budget(budget).build());
    time.run();

    assertThat(agents[0].calls(Stage.AGGREGATE)).isEmpty();
    assertThat(failures).singleElement().extracting("kind").isEqualTo(Kind.REJECTED);
  }

  @Test
  void aPlugInGetsItsAnswerAlsoWhenTheExecutorTakesNothingAnyMore() {
    AtomicBoolean isShut = new AtomicBoolean();
    Executor executor =
        task -> {
          if (isShut.get()) {
            throw new RejectedExecutionException("shut down");
          }
          time.execute(task);
        };
    agents[0]
        .on(Stage.AGGREGATE)
        .reply(
            c -> {
              isShut.set(true);
              c.answer("text");
            });
    AttentionMoA moa =
        layers(AttentionMoA.builder().executor(executor).time(time, () -> 1.0), 1, agents).build();

    assertThat(ask(time, moa).text()).isEqualTo("text");
  }

  @Test
  void theTimersOfAPlugInEndWithTheRun() {
    AttentionMoA moa =
        ensembleOf(1)
            .aggregator((refinements, context) -> new CompletableFuture<>())
            .budget(Budget.deadline(Duration.ofMillis(10)))
            .build();

    ask(time, moa);

    assertThat(time.openTimers()).isZero();
  }

  @Test
  void theOwnWorkOfAPlugInIsCancelledWithTheRun() {
    CompletableFuture<Completion> work = new CompletableFuture<>();
    Budget budget = Budget.deadline(Duration.ofMillis(10));

    ask(time, ensembleOf(1).aggregator((refinements, context) -> work).budget(budget).build());

    assertThat(work).isCancelled();
  }

  @Test
  void theOwnWorkOfAPlugInIsCancelledWhenItsTimeIsUp() {
    CompletableFuture<ResidualOutput> work = new CompletableFuture<>();

    ask(time, ensembleOf(1).residual((history, context) -> work).build());

    assertThat(work).isCancelled();
  }

  @Test
  void theOwnWorkOfAPlugInIsCancelledBeforeTheRunGoesOnWithoutIt() {
    CompletableFuture<ResidualOutput> work = new CompletableFuture<>();
    List<Boolean> cancelled = new ArrayList<>();
    agents[0]
        .on(Fixtures.key(2, Stage.PROPOSE, 1, 1))
        .reply(
            c -> {
              cancelled.add(work.isCancelled());
              c.answer("text");
            });

    ask(time, ensembleOf(2).residual((history, context) -> work).build());

    assertThat(cancelled).containsExactly(true);
  }

  @Test
  void workThatAPlugInBeginsWhenItsTimeIsUpIsCancelledToo() {
    CompletableFuture<Completion> work = new CompletableFuture<>();
    List<Boolean> cancelled = new ArrayList<>();
    agents[0]
        .on(Fixtures.key(2, Stage.PROPOSE, 1, 1))
        .reply(
            c ->
                time.after(
                    Duration.ofMillis(10),
                    () -> {
                      cancelled.add(work.isCancelled());
                      c.answer("text");
                    }));
    Aggregator slow =
        (refinements, context) -> {
          time.pass(SECOND.plusNanos(1));
          return work;
        };

    ask(time, ensembleOf(2).aggregator(slow).build());

    assertThat(cancelled).containsExactly(true);
  }

  @Test
  void aPlugInWhoseWorkCannotBeCancelledIsGivenUpAllTheSame() {
    Aggregator silent =
        (refinements, context) -> new CompletableFuture<Completion>().minimalCompletionStage();
    CompletionStage<Completion> uncancellable =
        new CompletableFuture<>() {
          @Override
          public CompletableFuture<Completion> toCompletableFuture() {
            throw new UnsupportedOperationException("not here");
          }
        };

    MoaResult first = ask(time, ensembleOf(1).aggregator(silent).build());
    MoaResult second = ask(time, ensembleOf(1).aggregator((r, c) -> uncancellable).build());

    assertThat(first.isDegraded()).isTrue();
    assertThat(second.isDegraded()).isTrue();
  }

  @Test
  void callsOfAPlugInAreNumbered() {
    Aggregator three =
        (refinements, context) ->
            context
                .call(agents[0], Prompt.of("One."))
                .thenCompose(x -> context.call(agents[1], Prompt.of("Two.")))
                .thenCompose(x -> context.call(agents[2], Prompt.of("Three.")));

    MoaResult result = ask(time, ensembleOf(1).aggregator(three).build());

    assertThat(result.trace().calls())
        .filteredOn(call -> call.key().stage() == Stage.AGGREGATE)
        .extracting(call -> call.key().ordinal())
        .containsExactly(1, 2, 3);
  }

  /** A cache that does the same wrong thing whenever it is asked. */
  private record Cache(Supplier<Optional<Completion>> answer) implements CompletionCache {
    @Override
    public Optional<Completion> get(String key) {
      return answer.get();
    }

    @Override
    public void put(String key, Completion value) {
      throw new IllegalStateException("disk full");
    }
  }

  @Test
  void aCacheThatThrowsOrGivesNullIsNoCache() {
    List<Cache> caches =
        List.of(
            new Cache(
                () -> {
                  throw bug();
                }),
            new Cache(() -> null));

    assertThat(caches)
        .allSatisfy(
            cache -> {
              MoaResult result = ask(time, ensembleOf(1).cache(cache).build());
              assertThat(result.isDegraded()).isFalse();
              assertThat(result.text()).isEqualTo(aggregate(1));
            });
  }

  @Test
  void anErrorOfACacheEndsTheRun() {
    Error error = new LinkageError("broken");
    Cache cache =
        new Cache(
            () -> {
              throw error;
            });

    var run = time.runUntil(ensembleOf(1).cache(cache).build().askAsync("Why?"));

    assertThat(run.handle((result, thrown) -> thrown).join()).isSameAs(error);
  }

  @Test
  void answersFromTheCacheAreMarkedAndCostNothing() {
    CompletionCache cache = CompletionCache.inMemory(100);
    AttentionMoA moa = ensembleOf(2).cache(cache).build();
    ask(time, moa);
    int asked = agents[0].calls().size();
    time.run();

    MoaResult again = ask(time, moa);

    assertThat(agents[0].calls()).hasSize(asked);
    assertThat(again.trace().calls())
        .allMatch(CallRecord::isCached)
        .allMatch(call -> call.attempts() == 0);
    assertThat(again.usage().inputTokens()).hasValue(0);
    assertThat(again.text()).isEqualTo(Fixtures.residual(2));
  }

  @Test
  void failuresAreNotKeptInTheCache() {
    agents[1].next(Stage.PROPOSE).fail(Kind.REFUSED);
    AttentionMoA moa = ensembleOf(1).cache(CompletionCache.inMemory(100)).build();
    assertThat(ask(time, moa).isDegraded()).isTrue();
    time.run();

    MoaResult again = ask(time, moa);

    assertThat(again.isDegraded()).isFalse();
    assertThat(again.trace().layers().get(0).proposals().get(1).text()).isEqualTo(propose(1, 2));
  }

  @Test
  void aFailureThatAPlugInPassesOnIsCountedOnce() {
    agents[0].on(Stage.AGGREGATE).reply(c -> c.fail(AgentException.of(Kind.REFUSED, "no")));

    MoaResult result = ask(time, ensembleOf(1).build());

    assertThat(result.trace().lost()).hasSize(1);
  }
}
