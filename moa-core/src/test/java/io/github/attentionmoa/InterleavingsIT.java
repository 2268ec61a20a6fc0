package io.github.attentionmoa;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.result.MoaResult;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * What threads share, in every interleaving that Lincheck makes of it.
 *
 * <p>Lincheck instruments the whole process and takes its time, so this is no part of the normal
 * build; CONTRIBUTING.md tells how to run it.
 */
class InterleavingsIT {
  @Test
  void permitsServeEveryoneAndNeverMoreAtOnce() {
    new ModelCheckingOptions()
        .iterations(10)
        .threads(3)
        .actorsPerThread(2)
        .invocationsPerIteration(1000)
        .check(Door.class);
  }

  @Test
  void theQueueOfARunDoesOneTaskAtATimeAndForgetsNone() {
    new ModelCheckingOptions()
        .iterations(10)
        .threads(3)
        .actorsPerThread(2)
        .invocationsPerIteration(1000)
        .check(Desk.class);
  }

  /** A whole run is too much for the model checker: these are threads as they come. */
  @Test
  void aRunThatIsCancelledAndAnsweredAtOnceEndsOnceAndLeavesNoCall() {
    new StressOptions()
        .iterations(20)
        .threads(3)
        .actorsPerThread(1)
        .actorsBefore(0)
        .invocationsPerIteration(1000)
        .check(RunOfOne.class);
  }

  /** Users of a permit for one at a time. */
  public static final class Door {
    private final Permits permits = new Permits();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger served = new AtomicInteger();

    @Operation
    public void use() {
      asked.incrementAndGet();
      if (permits.acquire("endpoint", 1, this::work)) {
        work();
      }
    }

    private void work() {
      require(inside.incrementAndGet() == 1, "more at once than there are permits");
      served.incrementAndGet();
      inside.decrementAndGet();
      permits.release("endpoint", 1);
    }

    @Validate
    public void allAreServed() {
      require(served.get() == asked.get(), "someone waits for ever");
      require(permits.isIdle(), "a permit is left over");
    }
  }

  /** Tasks that count in plain fields, as the breaker and the token bucket of a run do. */
  public static final class Desk {
    private final AtomicInteger posted = new AtomicInteger();
    private boolean isBusy;
    private int done;
    private int overlaps;
    private final RunQueue queue = new RunQueue(thrown -> overlaps++);

    @Operation
    public void post() {
      posted.incrementAndGet();
      queue.post(this::work);
    }

    private void work() {
      overlaps += isBusy ? 1 : 0;
      isBusy = true;
      done++;
      isBusy = false;
    }

    @Validate
    public void allIsDone() {
      require(overlaps == 0, "two tasks at a time");
      require(done == posted.get(), "a task is forgotten");
    }
  }

  /** A run of one agent whose tasks are done by whoever has time. */
  public static final class RunOfOne implements Agent {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Completion> call = new CompletableFuture<>();
    private final AtomicBoolean isCalled = new AtomicBoolean();
    private final AtomicInteger ends = new AtomicInteger();
    private final AttentionMoA moa =
        AttentionMoA.builder()
            .layer(this)
            .attention(AttentionScorer.none())
            .executor(tasks::add)
            .time(new WithoutTimers(), () -> 1)
            .build();
    private final CompletableFuture<MoaResult> run = moa.askAsync("Why is the sky blue?");

    public RunOfOne() {
      run.whenComplete((result, failure) -> ends.incrementAndGet());
    }

    @Override
    public CompletionStage<Completion> complete(CompletionRequest request) {
      isCalled.set(true);
      return call;
    }

    @Override
    public int maxConcurrentCalls() {
      return 1;
    }

    @Operation
    public void work() {
      Runnable task = tasks.poll();
      if (task != null) {
        task.run();
      }
    }

    @Operation(runOnce = true)
    public void cancel() {
      run.cancel(true);
    }

    @Operation(runOnce = true)
    public void answer() {
      call.complete(Completion.of("Because of the air."));
    }

    @Validate
    public void nothingIsLeft() {
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
      require(isCalled.get() || run.isDone(), "the call was forgotten");
      require(
          !isCalled.get() || call.isDone() == run.isDone(),
          "a run ended without its call, or the call without it");
      require(ends.get() == (run.isDone() ? 1 : 0), "dependents heard not once of the end");
      require(moa.permits.isIdle() == run.isDone(), "a permit is left over");
    }
  }

  private static final class WithoutTimers implements Scheduler {
    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      return Timer.NONE;
    }
  }

  /** A plain throw: assertions of a library would be instrumented as well. */
  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
