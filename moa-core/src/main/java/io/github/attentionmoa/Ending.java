package io.github.attentionmoa;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.aggregate.Aggregator;
import io.github.attentionmoa.layer.LayerOutput;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.refine.Refinement;
import io.github.attentionmoa.residual.History;
import io.github.attentionmoa.residual.ResidualOutput;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.CallRecord.Outcome;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.result.RunTrace;
import io.github.attentionmoa.stop.EarlyStop.Decision;
import io.github.attentionmoa.stop.StopReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a run ends: with its answer, with the best there was, or with an exception. */
final class Ending {
  private static final Logger LOG = LoggerFactory.getLogger(AttentionMoA.class);

  private final Run run;
  private final Calls calls;
  private final List<Cells> layers;
  private final List<ResidualOutput> residuals;
  private final RunFuture future = new RunFuture(this::cancel);
  private Scheduler.Timer deadline = Scheduler.Timer.NONE;
  private boolean isEnded;

  /** The lists are the run's own and grow with it. */
  Ending(Run run, Calls calls, List<Cells> layers, List<ResidualOutput> residuals) {
    this.run = run;
    this.calls = calls;
    this.layers = layers;
    this.residuals = residuals;
  }

  RunFuture future() {
    return future;
  }

  /** Sets the time after which the run ends with the best there is. */
  void at(Optional<Duration> time) {
    time.ifPresent(after -> deadline = calls.after(after, () -> end(StopReason.DEADLINE)));
  }

  /** Asks the early stop; one that throws or gives null lets the run go on. */
  Decision decision(History history, ResidualOutput z) {
    try {
      Decision decision = run.settings.earlyStop().decide(history, z);
      if (decision != null) {
        return decision;
      }
      faultOfEarlyStop(history, new NullPointerException("the early stop decided null"));
    } catch (RuntimeException e) {
      faultOfEarlyStop(history, e);
    }
    return Decision.GO_ON;
  }

  private void faultOfEarlyStop(History history, RuntimeException thrown) {
    CallKey place = new CallKey(history.current().layer(), Stage.RESIDUAL, 0, 0, 0);
    AgentException fault = Failures.of(thrown, "the early stop");
    calls.fault(
        CallRecord.builder(place)
            .agent("EarlyStop")
            .attempts(0)
            .start(calls.now())
            .lost(Outcome.FAILED, fault)
            .build());
  }

  /** Ends the run with an answer, or with the best there is if it is blank. */
  void answer(StopReason reason, String text) {
    if (text.isBlank()) {
      end(reason);
    } else {
      succeed(reason, text);
    }
  }

  /** Ends the run with the best there is, if the reason leaves it one. */
  void end(StopReason reason) {
    Optional<String> best =
        reason == StopReason.CANCELLED || reason == StopReason.NO_ANSWER
            ? Optional.empty()
            : best();
    best.ifPresentOrElse(text -> succeed(reason, text), () -> fail(reason));
  }

  private void succeed(StopReason reason, String text) {
    if (isEnded) {
      return;
    }
    MoaResult result = MoaResult.of(text, reason, close());
    calls.text.finish(text);
    run.listener.onRunEnded(result);
    if (!future.complete(result)) {
      future.failure().complete(cancelled(result.trace()));
    }
  }

  private static MoaException cancelled(RunTrace trace) {
    return MoaException.of("the run was cancelled", StopReason.CANCELLED, trace);
  }

  private void fail(StopReason reason) {
    if (isEnded) {
      return;
    }
    RunTrace trace = close();
    MoaException failure = MoaException.of(message(reason, trace), reason, trace);
    run.listener.onRunFailed(failure);
    future.failure().complete(failure);
    if (reason != StopReason.CANCELLED) {
      future.completeExceptionally(failure);
    }
  }

  /** Ends the run with an error: of the platform, of an agent's, or of our own. */
  void crash(Throwable thrown) {
    Throwable cause = Failures.unwrapped(thrown);
    String message = "the run ended with " + cause.getClass().getName();
    if (isEnded) {
      LOG.warn("{}, after its end", message, cause);
      return;
    }
    MoaException failure = MoaException.of(message, StopReason.NO_ANSWER, close());
    failure.initCause(cause);
    run.listener.onRunFailed(failure);
    future.failure().complete(failure);
    future.completeExceptionally(cause instanceof Error ? cause : failure);
  }

  /** Cuts off all exchanges at once, then ends the run; safe for many threads. */
  private void cancel() {
    if (!calls.isOver()) {
      calls.cut();
      run.queue.post(() -> end(StopReason.CANCELLED));
    }
  }

  private RunTrace close() {
    isEnded = true;
    deadline.cancel();
    List<LayerOutput> outputs = layers.stream().map(Cells::now).toList();
    calls.end();
    return RunTrace.of(run.plan, outputs, residuals, calls.records());
  }

  private static String message(StopReason reason, RunTrace trace) {
    Map<Kind, Long> kinds =
        trace.lost().stream()
            .flatMap(call -> call.failure().stream())
            .collect(groupingBy(AgentException::kind, TreeMap::new, counting()));
    return switch (reason) {
      case CANCELLED -> "the run was cancelled";
      case DEADLINE -> "no answer before the deadline; lost calls: " + kinds;
      case BUDGET -> "no answer within the budget; lost calls: " + kinds;
      default -> "no agent answered; lost calls: " + kinds;
    };
  }

  /** The last output; else the lexical choice among refinements, else among proposals. */
  private Optional<String> best() {
    for (int l = layers.size(); l >= 1; l--) {
      String z = l <= residuals.size() ? residuals.get(l - 1).text() : "";
      String output = z.isBlank() ? layers.get(l - 1).now().text() : z;
      if (!output.isBlank()) {
        return Optional.of(output);
      }
    }
    return lastOf(false).or(() -> lastOf(true));
  }

  private Optional<String> lastOf(boolean isProposal) {
    for (int l = layers.size(); l >= 1; l--) {
      LayerOutput output = layers.get(l - 1).now();
      List<Refinement> texts = isProposal ? unrefined(output) : output.refinements();
      if (!texts.isEmpty()) {
        return Optional.of(lexicalChoice(texts).text());
      }
    }
    return Optional.empty();
  }

  private static List<Refinement> unrefined(LayerOutput output) {
    return output.proposals().stream()
        .map(proposal -> new Refinement(proposal.agent(), proposal.completion(), false))
        .toList();
  }

  /** Returns the answer that is most like the others, ties by agent order. */
  Completion lexicalChoice(List<Refinement> answers) {
    Aggregator lexical = Aggregator.lexical();
    CallKey place = new CallKey(layers.size(), Stage.AGGREGATE, 0, 0, 0);
    PlugIn<Completion> context = new PlugIn<>(calls, run.conversation, place, lexical);
    return lexical.aggregate(answers, context).toCompletableFuture().join();
  }

  /** Returns what stands in for a lost residual: the layer's output, else all its answers. */
  static ResidualOutput unconnected(LayerOutput output) {
    if (!output.text().isBlank()) {
      return ResidualOutput.of(output.text());
    }
    List<String> answers = output.refinements().stream().map(Refinement::text).toList();
    return new ResidualOutput("", answers, ResidualOutput.Verdict.UNKNOWN);
  }

  /** Returns the completion if it has words. */
  static Completion notBlank(Completion completion) {
    if (completion.text().isBlank()) {
      throw AgentException.of(Kind.EMPTY, "the aggregator gave a blank text");
    }
    return completion;
  }

  /** Returns the residual output if it has words where the layer has. */
  static ResidualOutput notBlank(ResidualOutput z, LayerOutput output) {
    if (z.text().isBlank() && !output.text().isBlank()) {
      throw AgentException.of(Kind.EMPTY, "the residual gave a blank text");
    }
    List<String> references = z.references().stream().filter(text -> !text.isBlank()).toList();
    return new ResidualOutput(z.text(), references, z.verdict());
  }
}
