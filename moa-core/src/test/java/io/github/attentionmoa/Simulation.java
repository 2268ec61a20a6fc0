package io.github.attentionmoa;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.layer.Layer;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.limit.RetryPolicy;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.residual.History;
import io.github.attentionmoa.residual.Residual;
import io.github.attentionmoa.residual.ResidualOutput;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.result.RunTrace;
import io.github.attentionmoa.stop.EarlyStop;
import io.github.attentionmoa.stop.EarlyStop.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

  /** Stages in which a plug-in chooses what to show, so that only a bound for it is known. */
  final Set<Stage> chosen = EnumSet.of(Stage.SCORE);

  int rejected;
  private final List<AttentionMoA> ensembles = new ArrayList<>();
  private final long delays;
  private final long seed;
  private final boolean isLogged;
  private final AttentionMoA moa;
  private final Map<Integer, Witness> lastAsked = new HashMap<>();
  private @Nullable SimulatedCache cache;
  private final List<CompletableFuture<MoaResult>> runs = new ArrayList<>();

  Simulation(long seed, boolean isLogged) {
    this(seed, 0, isLogged);
  }

  /** The world of a seed in which other {@code delays} let calls end in another order. */
  Simulation(long seed, long delays, boolean isLogged) {
    this.seed = seed;
    this.delays = delays;
    this.isLogged = isLogged;
    this.random = new SplittableRandom(seed);
    this.time = new VirtualTime(seed + delays, oneOf(0L, Long.MAX_VALUE, random.nextLong()));
    this.faults = oneOf(0.0, 0.0, 0.03, 0.1, 0.4);
    // Without faults nothing times out, not even whole inner runs
    int least = faults > 0 ? 600 : 3_600_000;
    this.callTimeout = Duration.ofMillis(least + random.nextInt(4_000));
    this.moa = ensemble();
    this.ensembles.add(moa);
  }

  /** Tells whether nothing can happen here whose outcome hangs on when it happens. */
  boolean isTimeless() {
    Budget budget = moa.settings.budget();
    return faults == 0
        && budget.calls().isEmpty()
        && budget.deadline().isEmpty()
        && budget.outputTokens().isEmpty()
        && witnesses.stream().noneMatch(witness -> witness.isCancelled);
  }

  /** What every call of every run was sent. */
  List<Map<CallKey, List<Message>>> prompts() {
    return runs.stream().map(run -> prompts(run.join().trace())).toList();
  }

  private static Map<CallKey, List<Message>> prompts(RunTrace trace) {
    return trace.calls().stream().collect(Collectors.toMap(CallRecord::key, CallRecord::messages));
  }

  /** Runs the world to its end, and again what a cache has kept; tells what went wrong. */
  List<String> run() {
    int many = oneOf(1, 1, 1, 2, 3);
    for (int k = 0; k < many; k++) {
      start(new Witness(k, k, time, isLogged));
    }
    time.run();
    if (cache != null) {
      for (int k = 0; k < many; k++) {
        Witness again = new Witness(many + k, k, time, isLogged);
        again.layersJudgedNoBetter.addAll(witnesses.get(k).layersJudgedNoBetter);
        start(again);
      }
      time.run();
    }
    List<String> violations = new ArrayList<>();
    for (int k = 0; k < runs.size(); k++) {
      Invariants invariants = new Invariants(moa, this, witnesses.get(k));
      invariants.check(runs.get(k));
      if (k >= many) {
        invariants.checkResumed(trace(k - many), trace(k));
      }
      violations.addAll(witnesses.get(k).violations);
    }
    boolean isIdle = ensembles.stream().allMatch(each -> each.permits.isIdle());
    if (time.openTimers() != 0 || !isIdle) {
      violations.add("leak: " + time.openTimers() + " timers, or a permit");
    }
    return violations;
  }

  /** What happened, line by line, if this world is logged. */
  List<String> log() {
    return witnesses.stream().flatMap(witness -> witness.events.stream()).toList();
  }

  private void start(Witness witness) {
    witnesses.add(witness);
    lastAsked.put(witness.question, witness);
    moa.settings
        .budget()
        .deadline()
        .ifPresent(at -> witness.deadline = time.elapsed() + at.toNanos());
    Conversation question = Conversation.of(witness.question + " " + CANARY);
    int cancelMillis = oneOf(-1, -1, -1, -1, random.nextInt(15_000));
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
    return lastAsked.get(question.charAt(0) - '0');
  }

  /** Tells whether what was kept is found again, whatever else goes wrong. */
  boolean isCacheSound() {
    return cache != null && cache.isSound() && rejected == 0;
  }

  private RunTrace trace(int run) {
    RunFuture ended = (RunFuture) runs.get(run);
    return ended.isCompletedExceptionally() ? ended.failure().join().trace() : ended.join().trace();
  }

  SplittableRandom randomOf(Witness witness, CallKey key, int attempt) {
    long place = key.layer();
    for (int part :
        new int[] {key.stage().name().hashCode(), key.from(), key.to(), key.ordinal(), attempt}) {
      place = place * 31 + part;
    }
    return new SplittableRandom(seed * 1_000_003 + place * 7 + witness.number);
  }

  /** What decides how long an exchange takes; another one where only the order is to differ. */
  SplittableRandom delaysOf(SplittableRandom drawn) {
    return new SplittableRandom(drawn.nextLong() + delays);
  }

  @SafeVarargs
  final <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  boolean inOneOf(int n) {
    return random.nextInt(n) == 0;
  }

  private AttentionMoA ensemble() {
    int depth = 1 + random.nextInt(4);
    PlugIns plugIns = new PlugIns(this);
    AttentionMoA.Builder builder = base().budget(budget());
    int least = 6;
    for (int l = 1; l <= depth; l++) {
      Layer layer = layer(plugIns);
      least = Math.min(least, layer.agents().size());
      builder.layer(layer);
    }
    builder.minAnswers(oneOf(1, 1, 1, 1 + random.nextInt(least)));
    Residual residual = plugIns.residual();
    builder.residual(residual).earlyStop(earlyStop(residual.givesVerdict()));
    if (inOneOf(6)) {
      cache = new SimulatedCache(random.split(), inOneOf(4) ? faults : 0);
      builder.cache(cache);
    }
    return builder.build();
  }

  private AttentionMoA.Builder base() {
    return AttentionMoA.builder()
        .time(time, random.split()::nextDouble)
        .executor(this::execute)
        .callTimeout(callTimeout)
        .retry(retry());
  }

  private void execute(Runnable task) {
    if (faults > 0.3 && inOneOf(100)) {
      rejected++;
      throw new RejectedExecutionException("simulated");
    }
    time.execute(task);
  }

  private Layer layer(PlugIns plugIns) {
    int n = 1 + random.nextInt(6);
    Layer.Builder layer = Layer.builder().attention(plugIns.attention(n));
    Agent last = agent(1);
    for (int i = 1; i <= n; i++) {
      last = inOneOf(5) ? last : inOneOf(30) ? nested() : agent(i);
      layer.agent(last);
      if (inOneOf(20)) {
        layer.orElse(agent(i));
      }
    }
    return layer.aggregator(plugIns.aggregator(last)).build();
  }

  SimulatedAgent agent(int i) {
    return agent("m" + i, false);
  }

  private SimulatedAgent agent(String prefix, boolean isInner) {
    double own = inOneOf(8) ? Math.min(1, faults * 10) : faults;
    String name = prefix + "-" + random.nextInt(1_000_000);
    return new SimulatedAgent(this, name, oneOf(99, 99, 1, 2, 3), own, isInner);
  }

  /** An ensemble as an agent of another. */
  private Agent nested() {
    String name = "e" + random.nextInt(1_000_000);
    AttentionMoA.Builder builder = base().name(name);
    int depth = 1 + random.nextInt(2);
    for (int l = 1; l <= depth; l++) {
      Agent[] agents = new Agent[1 + random.nextInt(3)];
      Arrays.setAll(agents, i -> agent(name + "-m" + i, true));
      builder.layer(agents);
    }
    AttentionMoA inner = builder.build();
    ensembles.add(inner);
    return new NestedAgent(this, inner);
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
}
