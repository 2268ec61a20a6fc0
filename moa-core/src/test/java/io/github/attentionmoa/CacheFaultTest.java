package io.github.attentionmoa;

import static io.github.attentionmoa.Fixtures.QUESTION;
import static io.github.attentionmoa.Fixtures.ask;
import static io.github.attentionmoa.Fixtures.ensemble;
import static io.github.attentionmoa.Fixtures.layers;
import static io.github.attentionmoa.Fixtures.marking;
import static io.github.attentionmoa.Fixtures.residual;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionCache;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.result.MoaResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** A cache that hangs, throws or spoils what it keeps ends no call, and delays a run but once. */
class CacheFaultTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final VirtualTime time = new VirtualTime(9);
  private final List<String> asked = new ArrayList<>();

  /** A cache that has nothing and takes its time; whoever asks it is blocked meanwhile. */
  private final class Slow implements CompletionCache {
    private final Duration get;
    private final Duration put;

    Slow(Duration get, Duration put) {
      this.get = get;
      this.put = put;
    }

    @Override
    public Optional<Completion> get(String key) {
      asked.add("get");
      time.pass(get);
      return Optional.of(Completion.of("too late"));
    }

    @Override
    public void put(String key, Completion value) {
      asked.add("put");
      time.pass(put);
    }
  }

  /** A run of two layers of two agents that answer at once: 19 calls. */
  private MoaResult run(AttentionMoA.Builder builder) {
    Duration[] took = new Duration[1];
    var run = builder.build().askAsync(QUESTION);
    run.whenComplete((result, failure) -> took[0] = time.now());
    MoaResult result = Fixtures.result(time.runUntil(run));
    assertThat(took[0]).isLessThanOrEqualTo(Journal.PATIENCE);
    assertThat(result.isDegraded()).isFalse();
    assertThat(time.openTimers()).isZero();
    return result;
  }

  private AttentionMoA.Builder ensembleWith(CompletionCache cache) {
    return layers(ensemble(time), 2, marking(2)).cache(cache);
  }

  @Test
  void aCacheThatHangsWhenAskedIsGivenUpAndTheAgentsAreCalled() {
    MoaResult result = run(ensembleWith(new Slow(DAY, Duration.ZERO)));

    assertThat(result.text()).isEqualTo(residual(2));
    assertThat(result.trace().calls()).hasSize(19).noneMatch(call -> call.isCached());
    assertThat(asked).containsExactly("get", "get");
  }

  @Test
  void aCacheThatHangsWhenGivenAnAnswerIsGivenUpAndTheAnswerCounts() {
    CompletionCache hanging =
        new CompletionCache() {
          private final Slow slow = new Slow(DAY, DAY);

          @Override
          public Optional<Completion> get(String key) {
            return Optional.empty();
          }

          @Override
          public void put(String key, Completion value) {
            slow.put(key, value);
          }
        };

    MoaResult result = run(ensembleWith(hanging));

    assertThat(result.text()).isEqualTo(residual(2));
    assertThat(result.trace().calls()).hasSize(19).allMatch(call -> call.attempts() == 1);
    assertThat(asked).containsExactly("put", "put");
  }

  @Test
  void aCacheWithinItsPatienceIsWaitedFor() {
    Slow slow = new Slow(Journal.PATIENCE.minusNanos(1), Duration.ZERO);

    MoaResult result = ask(time, layers(ensemble(time), 1, marking(1)).cache(slow).build());

    assertThat(result.trace().calls()).hasSize(4).allMatch(call -> call.isCached());
    assertThat(asked).containsExactly("get", "get", "get", "get");
  }

  @Test
  void whatHangsInTheCacheDoesNotOutliveTheDeadline() {
    Budget budget = Budget.deadline(Duration.ofSeconds(2));
    var run = ensembleWith(new Slow(DAY, DAY)).budget(budget).build().askAsync(QUESTION);
    Duration[] end = new Duration[1];
    run.whenComplete((result, failure) -> end[0] = time.now());

    time.runUntil(run);

    assertThat(end[0]).isEqualTo(Duration.ofSeconds(2));
    assertThat(time.openTimers()).isZero();
  }

  @Test
  void aBlankTextInTheCacheIsNoAnswer() {
    CompletionCache blank =
        new CompletionCache() {
          @Override
          public Optional<Completion> get(String key) {
            return Optional.of(Completion.of(" "));
          }

          @Override
          public void put(String key, Completion value) {
            throw new IllegalStateException("disk full");
          }
        };

    MoaResult result = run(ensembleWith(blank));

    assertThat(result.text()).isEqualTo(residual(2));
    assertThat(result.trace().calls()).noneMatch(call -> call.isCached());
  }

  @Test
  void anExecutorThatTakesNothingForTheCacheLosesNoCallAndNoTimeByIt() {
    int[] tasks = new int[1];
    AttentionMoA.Builder builder =
        layers(AttentionMoA.builder().time(time, () -> 1.0), 2, marking(2))
            .cache(CompletionCache.inMemory(100))
            .executor(
                task -> {
                  // The first tasks of a run are the first visits to the cache
                  if (tasks[0]++ < 2) {
                    throw new RejectedExecutionException("busy");
                  }
                  time.execute(task);
                });

    MoaResult result = run(builder);

    assertThat(result.text()).isEqualTo(residual(2));
    assertThat(time.now()).isZero();
  }
}
