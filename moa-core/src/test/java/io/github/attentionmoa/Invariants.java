package io.github.attentionmoa;

import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.attention.Suggestion;
import io.github.attentionmoa.layer.LayerOutput;
import io.github.attentionmoa.limit.Budget;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.propose.Proposal;
import io.github.attentionmoa.refine.Refinement;
import io.github.attentionmoa.residual.ResidualOutput;
import io.github.attentionmoa.residual.ResidualOutput.Verdict;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.CallRecord.Outcome;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.result.RunTrace;
import io.github.attentionmoa.stop.StopReason;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What must hold after every simulated run, whatever went wrong in it. */
final class Invariants {
  private final Settings settings;
  private final Simulation world;
  private final Witness seen;

  Invariants(AttentionMoA moa, Simulation world, Witness seen) {
    this.settings = moa.settings;
    this.world = world;
    this.seen = seen;
  }

  void check(CompletableFuture<MoaResult> run) {
    if (!run.isDone()) {
      seen.check(false, () -> "I1: the run has not ended, and nothing is left that could end it");
      return;
    }
    that(seen.overAt <= seen.deadline, () -> "I1: late");
    run.handle(
            (result, failure) -> {
              if (result != null) {
                check(result.trace());
                check(result);
              } else if (failure instanceof MoaException none) {
                check(none.trace());
                check(none);
              } else {
                that(seen.isCancelled, () -> "the run ended with " + failure);
              }
              return result;
            })
        .join();
  }

  private void that(boolean holds, Supplier<String> violation) {
    seen.check(holds, violation);
  }

  private void check(RunTrace trace) {
    for (CallRecord call : trace.calls()) {
      check(call);
      checkPrompt(call, trace);
    }
    int attempts = trace.calls().stream().mapToInt(CallRecord::attempts).sum();
    that(attempts == seen.exchanges(), () -> "I6: " + attempts + " attempts, " + seen.exchanges());
    long most = settings.budget().calls().orElse(Math.max(1, 3 * trace.plan().calls()));
    that(attempts <= most, () -> "I2: " + attempts + " attempts of at most " + most);
    int planned = trace.plan().maxCalls();
    that(attempts <= planned, () -> "plan: " + attempts + " attempts of at most " + planned);
    checkUsage("input", trace.usage().inputTokens().orElseThrow(), seen.inputTokens);
    checkUsage("output", trace.usage().outputTokens().orElseThrow(), seen.outputTokens);
  }

  /** I5: all is booked that was used, also by what was cut off, and nothing else. */
  private void checkUsage(String what, long booked, long used) {
    that(booked == used, () -> "I5: " + what + " " + booked + ", not " + used);
  }

  private void check(CallRecord call) {
    int exchanges = seen.exchanges.getOrDefault(call.key(), 0);
    that(call.attempts() == exchanges, () -> "I6: " + call + ", exchanges: " + exchanges);
    that(call.attempts() <= settings.retry().maxAttempts(), () -> "I2: " + call);
    boolean isAnswered = call.outcome() == Outcome.ANSWERED;
    that(isAnswered == call.completion().isPresent(), () -> "record: " + call);
    that(isAnswered != call.failure().isPresent(), () -> "record: " + call);
    that(!call.start().isNegative() && !call.took().isNegative(), () -> "record: " + call);
    boolean isFree = call.attempts() == 0 && call.usage().equals(Usage.of(0, 0));
    that(isFree || !call.isCached(), () -> "cache: " + call + " costs " + call.usage());
    boolean isAskedAgain = seen.number != seen.question;
    that(isAskedAgain || !call.isCached(), () -> "cache: " + call + " was never asked before");
    String message = call + call.failure().map(Throwable::toString).orElse("");
    that(isWithoutTexts(message), () -> "I9: " + message);
  }

  private static boolean isWithoutTexts(String said) {
    return !said.contains(Simulation.CANARY) && !said.contains("[");
  }

  /**
   * What a run before has answered is not paid again; what the cache gives is what it was given.
   */
  void checkResumed(RunTrace before, RunTrace now) {
    Map<CallKey, CallRecord> earlier =
        before.calls().stream().collect(Collectors.toMap(CallRecord::key, call -> call));
    for (CallRecord call : now.calls()) {
      CallRecord first = earlier.get(call.key());
      boolean isSame = first != null && first.messages().equals(call.messages());
      Optional<Completion> kept = isSame ? first.completion() : Optional.empty();
      // An answer that comes as its run ends is too late for that, but not for the cache
      boolean isLate = isSame && first.outcome() == Outcome.CANCELLED;
      that(
          !call.isCached() || isLate || call.completion().equals(kept),
          () -> "cache: " + call + " was answered " + call.completion() + ", not " + kept);
      that(
          call.isCached() || kept.isEmpty() || isNotReached(call) || !world.isCacheSound(),
          () -> "cache: " + call + " was paid again");
    }
  }

  private static boolean isNotReached(CallRecord call) {
    return call.attempts() == 0 && call.isLost();
  }

  /** I10: what a call was sent is what the trace says its sources wrote, and nothing else. */
  private void checkPrompt(CallRecord call, RunTrace trace) {
    CallKey key = call.key();
    if (call.messages().isEmpty()) {
      return;
    }
    Set<String> sent = Fixtures.seen(call.messages());
    boolean isChosen = world.chosen.contains(key.stage());
    Set<String> expected = isChosen ? bound(key, trace) : expected(key, trace);
    boolean holds = isChosen ? expected.containsAll(sent) : sent.equals(expected);
    that(holds, () -> "I10: " + key + " saw " + sent + ", not " + expected);
    that(!sent.contains("[late]") && !sent.contains("[again]"), () -> "I10: late words for " + key);
    int most = key.stage() == Stage.SCORE ? 2 : Integer.MAX_VALUE;
    that(sent.size() <= most, () -> "I10: " + key + " compared " + sent);
  }

  /** All that a plug-in could show to an agent it calls. */
  private static Set<String> bound(CallKey key, RunTrace trace) {
    LayerOutput layer = trace.layers().get(key.layer() - 1);
    Set<String> all = words(layer.refinements().stream().map(Refinement::text).toList());
    switch (key.stage()) {
      case SCORE -> {
        return words(layer.proposals().stream().map(Proposal::text).toList());
      }
      case AGGREGATE ->
          trace.calls().stream()
              .filter(call -> call.key().compareTo(key) < 0)
              .filter(call -> call.key().layer() == key.layer())
              .filter(call -> call.key().stage() == Stage.AGGREGATE)
              .flatMap(call -> call.completion().stream())
              .forEach(earlier -> all.addAll(words(List.of(earlier.text()))));
      default -> {
        trace.residuals().stream()
            .limit(key.layer() - 1)
            .forEach(earlier -> all.addAll(words(List.of(earlier.text()))));
        all.addAll(words(List.of(layer.text())));
      }
    }
    return all;
  }

  private static Set<String> expected(CallKey key, RunTrace trace) {
    LayerOutput layer = trace.layers().get(key.layer() - 1);
    List<ResidualOutput> before = trace.residuals().subList(0, key.layer() - 1);
    return switch (key.stage()) {
      case PROPOSE -> before.isEmpty() ? Set.of() : words(before.get(key.layer() - 2).references());
      case ATTEND, ATTEND_SELF ->
          words(
              layer.proposals().stream()
                  .filter(r -> r.agent() == key.from() || r.agent() == key.to())
                  .map(Proposal::text)
                  .toList());
      case REFINE -> column(layer, key.to());
      case AGGREGATE -> words(layer.refinements().stream().map(Refinement::text).toList());
      case RESIDUAL -> {
        int dropped = isShortened(key, trace) ? before.size() - 1 : 0;
        Set<String> all = words(before.stream().skip(dropped).map(ResidualOutput::text).toList());
        all.addAll(words(List.of(layer.text())));
        yield all;
      }
      case SCORE -> Set.of();
    };
  }

  /** Tells whether the call follows one whose history was whole and too long. */
  private static boolean isShortened(CallKey key, RunTrace trace) {
    CallKey before = new CallKey(key.layer(), key.stage(), 0, 0, key.ordinal() - 1);
    return key.layer() > 2
        && trace.lost().stream()
            .filter(call -> call.key().equals(before) && !isShortened(before, trace))
            .flatMap(call -> call.failure().stream())
            .anyMatch(failure -> failure.kind() == Kind.CONTEXT_LENGTH);
  }

  private static Set<String> column(LayerOutput layer, int j) {
    Set<String> all = words(layer.attention().to(j).stream().map(Suggestion::text).toList());
    layer.proposals().stream()
        .filter(r -> r.agent() == j)
        .forEach(r -> all.addAll(words(List.of(r.text()))));
    return all;
  }

  private static Set<String> words(List<String> texts) {
    Set<String> words = new HashSet<>();
    texts.forEach(text -> Fixtures.addWords(text, words));
    return words;
  }

  private void check(MoaResult result) {
    boolean isLost = !result.trace().lost().isEmpty();
    that(result.isDegraded() == isLost, () -> "I7: degraded without a lost call");
    boolean isEnough =
        result.trace().layers().stream()
            .anyMatch(layer -> layer.refinements().size() >= settings.minAnswers());
    boolean isCutOff =
        result.stopReason() == StopReason.DEADLINE || result.stopReason() == StopReason.BUDGET;
    that(isEnough || isCutOff, () -> "I7: an answer from too few");
    that(!result.text().isBlank(), () -> "I7: a blank answer");
    that(!result.text().contains("[late]"), () -> "I10: a late answer");
    List<CallRecord> lost = lostWithoutFault(result);
    that(world.faults > 0 || isCutOff || lost.isEmpty(), () -> "I7: lost without a fault: " + lost);
    that(isWithoutTexts(result.toString()), () -> "I9: " + result);
    checkReason(result);
    boolean isWhole = world.faults == 0 && result.stopReason() == StopReason.LAST_LAYER;
    int calls = result.trace().calls().size();
    int planned = result.trace().plan().calls();
    boolean isAsPlanned = calls == planned || !result.trace().plan().isExact();
    that(!isWhole || isLost || isAsPlanned, () -> "plan: " + calls + " calls, not " + planned);
  }

  /** Returns what was lost, but for inner runs that a deadline gave too little time. */
  private List<CallRecord> lostWithoutFault(MoaResult result) {
    boolean isHurried = settings.budget().deadline().isPresent();
    return result.trace().lost().stream()
        .filter(call -> !isHurried || !call.agent().startsWith("e"))
        .toList();
  }

  private void checkReason(MoaResult result) {
    int layers = result.layersRun();
    boolean holds =
        switch (result.stopReason()) {
          case LAST_LAYER -> layers == settings.depth();
          case EARLY_STOP -> seen.hasDecidedToStop && isJudged(result.trace());
          case DEADLINE -> seen.overAt == seen.deadline;
          case BUDGET -> isSpent(result.trace());
          default -> false;
        };
    that(holds, () -> "I8: " + result);
    int residuals = result.trace().residuals().size();
    boolean isWhole = !result.stopReason().equals(StopReason.DEADLINE) && !isSpent(result.trace());
    that(
        !isWhole || residuals == layers,
        () -> "residuals: " + residuals + " of " + layers + " layers");
  }

  /** A stop for want of improvement needs an agent that said so in that layer. */
  private boolean isJudged(RunTrace trace) {
    ResidualOutput last = trace.residuals().get(trace.residuals().size() - 1);
    return last.verdict() != Verdict.NO_IMPROVEMENT
        || seen.layersJudgedNoBetter.contains(trace.layers().size());
  }

  private boolean isSpent(RunTrace trace) {
    Budget budget = settings.budget();
    long most = budget.calls().orElse(Math.max(1, 3 * trace.plan().calls()));
    long written = trace.usage().outputTokens().orElse(0);
    // The run may end between the turn of an exchange, or of a retry, and its beginning
    long notBegun = trace.calls().stream().filter(Invariants::isCutOff).count();
    return seen.exchanges() + world.rejected + notBegun >= most
        || written >= budget.outputTokens().orElse(Long.MAX_VALUE);
  }

  private static boolean isCutOff(CallRecord call) {
    return call.outcome() == Outcome.SKIPPED || call.outcome() == Outcome.CANCELLED;
  }

  private void check(MoaException none) {
    LayerOutput first = none.trace().layers().get(0);
    boolean holds =
        switch (none.stopReason()) {
          case NO_ANSWER -> first.refinements().size() < settings.minAnswers();
          case DEADLINE, BUDGET -> first.proposals().isEmpty();
          default -> false;
        };
    that(holds, () -> "I7: " + none.getMessage());
    that(isWithoutTexts(none.toString()), () -> "I9: " + none);
    for (Throwable cause : none.getSuppressed()) {
      that(isWithoutTexts(cause.toString()), () -> "I9: " + cause);
    }
  }
}
