package io.github.attentionmoa;

import static io.github.attentionmoa.Fixtures.QUESTION;
import static io.github.attentionmoa.Fixtures.aggregate;
import static io.github.attentionmoa.Fixtures.layers;
import static io.github.attentionmoa.Fixtures.marking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.attention.AttentionWeights;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.propose.Proposal;
import io.github.attentionmoa.residual.Residual;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.stop.EarlyStop;
import io.github.attentionmoa.stop.StopReason;
import io.github.attentionmoa.testing.ScriptedAgent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Executors, threads and what is checked when an ensemble is built. */
class ExecutionTest {
  @Test
  void anExecutorThatTakesNothingLosesEveryCall() {
    Executor shut =
        task -> {
          throw new RejectedExecutionException("shut down");
        };
    AttentionMoA moa = layers(AttentionMoA.builder(), 2, marking(2)).executor(shut).build();

    MoaException none = catchThrowableOfType(MoaException.class, () -> moa.ask(QUESTION));

    assertThat(none.trace().calls())
        .hasSize(2)
        .allMatch(call -> call.failure().orElseThrow().kind() == Kind.REJECTED)
        .allMatch(call -> call.attempts() == 0);
  }

  @Test
  void aTaskThatTheExecutorDropsEndsWithTheDeadlineAlone() {
    VirtualTime time = new VirtualTime(1);
    Duration deadline = Duration.ofHours(3);
    AttentionMoA moa =
        layers(AttentionMoA.builder().time(time, () -> 1.0), 1, marking(2))
            .executor(task -> {})
            .budget(Budget.deadline(deadline))
            .build();

    var run = time.runUntil(moa.askAsync(QUESTION));

    MoaException none = catchThrowableOfType(MoaException.class, () -> Fixtures.result(run));
    assertThat(none.stopReason()).isEqualTo(StopReason.DEADLINE);
    assertThat(time.now()).isEqualTo(deadline);
  }

  @Test
  void aRunMayGoOnTheThreadThatAsks() {
    AttentionMoA moa =
        layers(AttentionMoA.builder(), 3, marking(3)).executor(Runnable::run).build();

    assertThat(moa.ask(QUESTION).text()).isEqualTo(Fixtures.residual(3));
  }

  @Test
  void aPoolFullOfAgentsThatHangDoesNotKeepTheDeadlineFromComing() {
    CountDownLatch forEver = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(1);
    Agent hanging =
        Agent.of(
            "hanging",
            request -> {
              uninterruptibly(forEver);
              return "late";
            });
    AttentionMoA moa =
        layers(AttentionMoA.builder(), 1, hanging, hanging)
            .executor(pool)
            .budget(Budget.deadline(Duration.ofMillis(50)))
            .build();

    MoaException none = catchThrowableOfType(MoaException.class, () -> moa.ask(QUESTION));

    assertThat(none.stopReason()).isEqualTo(StopReason.DEADLINE);
    forEver.countDown();
    pool.shutdown();
  }

  private static void uninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theContextOfTheAskingThreadIsThereInEveryCallAndPlugIn() {
    ThreadLocal<String> context = new ThreadLocal<>();
    Set<String> found = ConcurrentHashMap.newKeySet();
    Agent reading =
        Agent.of(
            "reading",
            request -> {
              found.add(String.valueOf(context.get()));
              return "text";
            });
    AttentionScorer scorer =
        (proposals, stage) -> {
          found.add(String.valueOf(context.get()));
          return CompletableFuture.completedFuture(AttentionWeights.lexical(proposals));
        };
    AttentionMoA moa =
        layers(AttentionMoA.builder(), 2, reading, reading)
            .attention(scorer)
            .taskDecorator(task -> carrying(context, context.get(), task))
            .build();
    context.set("of the caller");

    moa.ask(QUESTION);

    assertThat(found).containsExactly("of the caller");
  }

  private static Runnable carrying(ThreadLocal<String> context, String value, Runnable task) {
    return () -> {
      context.set(value);
      task.run();
      context.remove();
    };
  }

  @Test
  void aDecoratorThatThrowsLosesNoTask() {
    AttentionMoA moa =
        layers(AttentionMoA.builder(), 1, marking(2))
            .executor(ExecutionTest::quietly)
            .taskDecorator(
                task ->
                    () -> {
                      throw new IllegalStateException("no context");
                    })
            .build();

    assertThat(moa.ask(QUESTION).text()).isEqualTo(aggregate(1));
  }

  private static void quietly(Runnable task) {
    try {
      task.run();
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("no context");
    }
  }

  @Test
  void twoHundredRunsAtOnceLeaveNothingBehindAndKeepToTheLimit() {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Agent agent =
        new Agent() {
          @Override
          public CompletionStage<Completion> complete(CompletionRequest request) {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            String word = Fixtures.ownWord(request);
            return CompletableFuture.supplyAsync(
                () -> {
                  underWay.decrementAndGet();
                  return Completion.of(word);
                });
          }

          @Override
          public String name() {
            return "shared";
          }

          @Override
          public int maxConcurrentCalls() {
            return 7;
          }
        };
    AttentionMoA moa = layers(AttentionMoA.builder(), 2, agent, agent, agent).build();
    List<CompletableFuture<MoaResult>> runs = new ArrayList<>();
    for (int k = 0; k < 200; k++) {
      runs.add(moa.askAsync(QUESTION + k));
    }

    for (CompletableFuture<MoaResult> run : runs) {
      assertThat(run.join().isDegraded()).isFalse();
      assertThat(run.join().text()).isEqualTo(Fixtures.residual(2));
      assertThat(run.join().trace().calls()).hasSize(33);
    }
    assertThat(most.get()).isBetween(2, 7);
    assertThat(moa.permits.isIdle()).isTrue();
  }

  @Test
  void everythingThatIsWrongWithABuilderIsSaidAtOnce() {
    ScriptedAgent[] two = marking(2);
    AttentionMoA.Builder builder =
        AttentionMoA.builder()
            .layer(two)
            .layer(marking(1))
            .attention(AttentionScorer.ring(1))
            .minAnswers(2)
            .residual(Residual.none())
            .earlyStop(EarlyStop.whenNoImprovement());

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("minAnswers(2) in layer 2 of 1 agents")
        .hasMessageContaining("ring(1)")
        .hasMessageContaining("an early stop that reads verdicts");
  }

  @Test
  void anEnsembleWithoutLayersIsNotBuilt() {
    assertThatThrownBy(() -> AttentionMoA.builder().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no layers (call layer(..))");
  }

  @Test
  void whatWasSetCannotBeSetAgainButInACopy() {
    AttentionMoA.Builder builder = layers(AttentionMoA.builder(), 1, marking(1)).name("one");

    assertThatThrownBy(() -> builder.name("two")).hasMessage("name was already set");
    assertThat(builder.build().toBuilder().name("two").build().name()).isEqualTo("two");
  }

  @Test
  void fixedWeightsHaveToFitTheLayer() {
    AttentionScorer wide =
        new AttentionScorer() {
          @Override
          public CompletionStage<AttentionWeights> score(
              List<Proposal> proposals, StageContext context) {
            throw new AssertionError("never called");
          }

          @Override
          public Optional<AttentionWeights> fixed(int agents) {
            return Optional.of(AttentionWeights.of(new double[3][3]));
          }
        };

    assertThatThrownBy(() -> layers(AttentionMoA.builder(), 1, marking(2)).attention(wide).build())
        .hasMessageContaining("fixed weights of 3 agents (expected: 2)");
  }

  @Test
  void aConversationThatCannotBeAskedIsThrownAtTheCall() {
    AttentionMoA moa = layers(AttentionMoA.builder(), 1, marking(1)).build();
    var answered = Conversation.of("Hello").assistant("Hello!");

    assertThatThrownBy(() -> moa.askAsync(answered)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> moa.ask(" ")).isInstanceOf(IllegalArgumentException.class);
  }
}
