package io.github.attentionmoa;

import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionCache;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.agent.StageContext;
import io.github.attentionmoa.aggregate.Aggregator;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.attention.AttentionWeights;
import io.github.attentionmoa.layer.Layer;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.limit.RetryPolicy;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Prompt;
import io.github.attentionmoa.refine.Refinement;
import io.github.attentionmoa.residual.History;
import io.github.attentionmoa.residual.Residual;
import io.github.attentionmoa.residual.ResidualOutput;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.stop.EarlyStop;
import io.github.attentionmoa.stop.EarlyStop.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A world made from a seed: an ensemble, its agents and their faults, limits, and runs at once.
 *
 * <p>Everything happens on one thread in virtual time, so a seed always gives the same.
 */
final class Simulation {
  static final String CANARY = "canary-7f3a";

  final VirtualTime time;
  final SplittableRandom random;
  final List<Witness> witnesses = new ArrayList<>();
  final double faults;
  final Duration callTimeout;
  boolean isStandard = true;
  int rejected;
  private final long seed;
  private final boolean isLogged;
  private final AttentionMoA moa;
  private final List<CompletableFuture<MoaResult>> runs = new ArrayList<>();

  Simulation(long seed, boolean isLogged) {
    this.seed = seed;
    this.isLogged = isLogged;
    this.random = new SplittableRandom(seed);
    this.time = new VirtualTime(seed);
    this.faults = oneOf(0.0, 0.0, 0.03, 0.1, 0.4);
    this.callTimeout = Duration.ofMillis(600 + random.nextInt(4_000));
    this.moa = ensemble();
  }

  /** Runs the world to its end; returns what should not have happened. */
  List<String> run() {
    int many = oneOf(1, 1, 1, 2, 3);
    for (int k = 0; k < many; k++) {
      start(new Witness(k, time, isLogged), oneOf(-1, -1, -1, -1, random.nextInt(15_000)));
    }
    time.run();
    List<String> violations = new ArrayList<>();
    for (int k = 0; k < many; k++) {
      new Invariants(moa, this, witnesses.get(k)).check(runs.get(k));
      violations.addAll(witnesses.get(k).violations);
    }
    if (time.openTimers() != 0 || !moa.permits.isIdle()) {
      violations.add("leak: " + time.openTimers() + " timers, or a permit");
    }
    return violations;
  }

  /** What happened, line by line, if this world is logged. */
  List<String> log() {
    return witnesses.stream().flatMap(witness -> witness.events.stream()).toList();
  }

  private void start(Witness witness, int cancelMillis) {
    witnesses.add(witness);
    moa.settings.budget().deadline().ifPresent(at -> witness.deadline = at.toNanos());
    Conversation question = Conversation.of(witness.number + " " + CANARY);
    CompletableFuture<MoaResult> run = moa.askAsync(question, witness);
    runs.add(run);
    run.whenComplete((result, failure) -> over(witness));
    if (cancelMillis >= 0) {
      boolean isTimeout = random.nextInt(4) == 0;
      time.after(Duration.ofMillis(cancelMillis), () -> cancel(witness, run, isTimeout));
    }
  }

  private void over(Witness witness) {
    witness.over();
    if (witnesses.stream().allMatch(each -> each.isOver && !each.isEndedFromOutside)) {
      int timers = time.openTimers();
      witness.check(timers == 0, () -> "leak: " + timers + " timers when all runs are over");
    }
  }

  private static void cancel(Witness witness, CompletableFuture<MoaResult> run, boolean isTimeout) {
    witness.isCancelled = !run.isDone();
    if (isTimeout) {
      witness.isEndedFromOutside = true;
      run.completeExceptionally(new TimeoutException());
    } else {
      run.cancel(true);
    }
  }

  Witness witness(CompletionRequest request) {
    String question = request.conversation().messages().get(0).text();
    return witnesses.get(question.charAt(0) - '0');
  }

  SplittableRandom randomOf(Witness witness, CallKey key, int attempt) {
    long place = key.layer();
    for (int part :
        new int[] {key.stage().name().hashCode(), key.from(), key.to(), key.ordinal(), attempt}) {
      place = place * 31 + part;
    }
    return new SplittableRandom(seed * 1_000_003 + place * 7 + witness.number);
  }

  @SafeVarargs
  private <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private boolean inOneOf(int n) {
    return random.nextInt(n) == 0;
  }

  private AttentionMoA ensemble() {
    int depth = 1 + random.nextInt(4);
    AttentionMoA.Builder builder =
        AttentionMoA.builder()
            .time(time, random.split()::nextDouble)
            .executor(this::execute)
            .callTimeout(callTimeout)
            .budget(budget())
            .retry(retry());
    int least = 6;
    for (int l = 1; l <= depth; l++) {
      Layer layer = layer();
      least = Math.min(least, layer.agents().size());
      builder.layer(layer);
    }
    builder.minAnswers(oneOf(1, 1, 1, 1 + random.nextInt(least)));
    Residual residual = residual();
    builder.residual(residual).earlyStop(earlyStop(residual.givesVerdict()));
    if (inOneOf(6)) {
      builder.cache(cache());
    }
    return builder.build();
  }

  private void execute(Runnable task) {
    if (faults > 0.3 && inOneOf(100)) {
      rejected++;
      throw new RejectedExecutionException("simulated");
    }
    time.execute(task);
  }

  private Layer layer() {
    int n = 1 + random.nextInt(6);
    Layer.Builder layer = Layer.builder().attention(attention(n));
    SimulatedAgent last = agent(1);
    for (int i = 1; i <= n; i++) {
      last = inOneOf(5) ? last : agent(i);
      layer.agent(last);
    }
    return layer.aggregator(aggregator(last)).build();
  }

  private SimulatedAgent agent(int i) {
    double own = inOneOf(8) ? Math.min(1, faults * 10) : faults;
    String name = "m" + i + "-" + random.nextInt(1_000_000);
    return new SimulatedAgent(this, name, name, oneOf(99, 99, 1, 2, 3), own);
  }

  private AttentionScorer attention(int n) {
    return switch (random.nextInt(n > 1 ? 12 : 8)) {
      case 0 -> AttentionScorer.none();
      case 1 -> AttentionScorer.selfOnly();
      case 2 -> AttentionScorer.dense().withoutSelf();
      case 3 -> AttentionScorer.lexical();
      case 4 -> AttentionScorer.of((from, to) -> (from.agent() + to.agent()) % 3);
      case 5 -> brokenScorer();
      case 8 -> AttentionScorer.ring(1);
      case 9 -> AttentionScorer.lexical().topK(1);
      default -> AttentionScorer.dense();
    };
  }

  private AttentionScorer brokenScorer() {
    if (faults == 0) {
      return AttentionScorer.dense();
    }
    return switch (random.nextInt(5)) {
      case 0 -> (proposals, context) -> broken();
      case 1 -> (proposals, context) -> null;
      case 2 -> (proposals, context) -> new CompletableFuture<>();
      case 3 -> AttentionScorer.of((from, to) -> Double.NaN);
      default -> (proposals, context) -> done(AttentionWeights.of(new double[9][9]));
    };
  }

  private Aggregator aggregator(SimulatedAgent agent) {
    return switch (random.nextInt(9)) {
      case 0 -> Aggregator.lexical();
      case 1 -> Aggregator.synthesis(agent).orElse(Aggregator.synthesis(agent(9)));
      case 2 -> inTwoCalls(agent);
      case 3 -> faults > 0 ? brokenAggregator() : Aggregator.synthesis(agent);
      default -> Aggregator.synthesis(agent);
    };
  }

  private Aggregator inTwoCalls(SimulatedAgent agent) {
    isStandard = false;
    return new Aggregator() {
      @Override
      public CompletionStage<Completion> aggregate(
          List<Refinement> refinements, StageContext context) {
        return context
            .call(agent, Prompt.of("First."))
            .thenCompose(first -> context.call(agent, Prompt.of("Second.").own(first.text())));
      }

      @Override
      public int calls(int refinements) {
        return 2;
      }
    };
  }

  private Aggregator brokenAggregator() {
    return switch (random.nextInt(4)) {
      case 0 -> (refinements, context) -> broken();
      case 1 -> (refinements, context) -> done(null);
      case 2 -> (refinements, context) -> new CompletableFuture<>();
      default -> (refinements, context) -> done(Completion.of("\t"));
    };
  }

  private Residual residual() {
    return switch (random.nextInt(8)) {
      case 0 -> Residual.none();
      case 1 -> Residual.synthesis(agent(7)).orElse(Residual.synthesis(agent(8)));
      case 2 -> faults > 0 ? brokenResidual() : Residual.synthesis(agent(7));
      default -> Residual.synthesis(agent(7));
    };
  }

  private Residual brokenResidual() {
    return switch (random.nextInt(4)) {
      case 0 -> (history, context) -> broken();
      case 1 -> (history, context) -> done(null);
      case 2 -> (history, context) -> new CompletableFuture<>();
      default -> (history, context) -> done(ResidualOutput.of(""));
    };
  }

  private <T> CompletableFuture<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }

  private static <T> CompletableFuture<T> broken() {
    throw new IllegalStateException("a bug of a plug-in");
  }

  private EarlyStop earlyStop(boolean isVerdictGiven) {
    int kind = isVerdictGiven ? random.nextInt(7) : 4 + random.nextInt(2);
    EarlyStop stop =
        switch (kind) {
          case 0 -> EarlyStop.whenNoImprovement().keepingCurrent();
          case 1 -> EarlyStop.whenNoImprovement().notBefore(3);
          case 2 -> (history, now) -> faults > 0 ? null : Decision.GO_ON;
          case 4 -> EarlyStop.never();
          case 5 -> EarlyStop.when(history -> history.current().layer() == 2);
          default -> EarlyStop.whenNoImprovement();
        };
    return kind == 4 ? stop : watched(stop);
  }

  /** Notes that it was this plug-in that wanted to stop. */
  private EarlyStop watched(EarlyStop stop) {
    return new EarlyStop() {
      @Override
      public Decision decide(History history, ResidualOutput now) {
        Decision decision = stop.decide(history, now);
        if (decision != Decision.GO_ON) {
          witnesses.forEach(witness -> witness.hasDecidedToStop = true);
        }
        return decision;
      }

      @Override
      public boolean readsVerdict() {
        return stop.readsVerdict();
      }
    };
  }

  private Budget budget() {
    Budget budget = inOneOf(4) ? Budget.calls(1 + random.nextInt(150)) : Budget.ofDefaults();
    if (inOneOf(4)) {
      Duration any = Duration.ofMillis(1 + random.nextInt(12_000));
      budget = budget.andDeadline(oneOf(any, any, callTimeout));
    }
    return inOneOf(12) ? budget.andOutputTokens(1 + random.nextInt(2_000)) : budget;
  }

  private RetryPolicy retry() {
    return switch (random.nextInt(4)) {
      case 0 -> RetryPolicy.none();
      case 1 -> RetryPolicy.builder().backoff(Duration.ZERO, Duration.ZERO).build();
      default -> RetryPolicy.ofDefaults();
    };
  }

  private CompletionCache cache() {
    isStandard = false;
    return CompletionCache.inMemory(50);
  }
}
