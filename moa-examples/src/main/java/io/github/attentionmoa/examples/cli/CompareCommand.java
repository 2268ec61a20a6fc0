package io.github.attentionmoa.examples.cli;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.RunTrace;
import io.github.attentionmoa.stop.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code moa compare}: one question to several methods over the same agents. */
@Command(
    name = "compare",
    description = "Asks several methods in turn; prints their answers, calls, tokens and time.",
    sortOptions = false,
    footer = {"", "Exit code: 0 an answer of any; 1 no answer; 2 wrong usage; 130 interrupted."})
final class CompareCommand implements Callable<Integer> {
  @Option(
      names = {"-m", "--method"},
      paramLabel = "METHOD",
      converter = Method.Converter.class,
      description = "A method, repeatable, in order: ${COMPLETION-CANDIDATES}.")
  private List<Method> methods = new ArrayList<>();

  @Mixin private EnsembleOptions ensemble = new EnsembleOptions();
  @Mixin private QuestionOptions question = new QuestionOptions();

  @Spec private @Nullable CommandSpec spec;

  private final Terminal terminal;
  private final Interrupt interrupt;
  private final List<String> rows = new ArrayList<>();

  CompareCommand(Terminal terminal, Interrupt interrupt) {
    this.terminal = terminal;
    this.interrupt = interrupt;
  }

  @Override
  public Integer call() {
    ensemble.readConfig(requireNonNull(spec).commandLine().getParseResult());
    if (methods.isEmpty()) {
      throw new UsageException("--method", "not given (expected: one or more, here or in a file)");
    }
    List<RunPlan> plans = ensemble.plans(methods);
    Conversation conversation = question.conversation(terminal);
    rows.add(Report.row("method", "calls", "path", "tokens in", "out", "time", "end"));
    List<Integer> codes = new ArrayList<>();
    try (Agents agents = ensemble.open(terminal)) {
      List<AttentionMoA> ensembles = ensemble.over(methods, agents.open(ensemble.agents()));
      for (int k = 0; k < methods.size() && !codes.contains(ExitCode.INTERRUPTED); k++) {
        say(methods.get(k) + ", " + plans.get(k));
        codes.add(ask(ensembles.get(k), conversation));
      }
    }
    rows.forEach(terminal.out()::println);
    return codes.contains(ExitCode.INTERRUPTED) ? ExitCode.INTERRUPTED : Collections.min(codes);
  }

  private int ask(AttentionMoA moa, Conversation conversation) {
    RunEnd.Watch watch = new RunEnd.Watch();
    long start = System.nanoTime();
    CompletableFuture<?> run = moa.askAsync(conversation, watch);
    run.whenComplete((result, thrown) -> watch.endOnError(thrown));
    interrupt.onFire(() -> run.cancel(true));
    RunEnd end = watch.end().join();
    Duration wall = Duration.ofNanos(System.nanoTime() - start);
    terminal.out().println(terminal.bold("## " + moa.name()) + "\n");
    if (end instanceof RunEnd.Answered answered) {
      terminal.out().println(printable(answered.result().text()) + "\n");
      note(moa, answered.result().trace(), answered.result().stopReason(), wall);
      return ExitCode.ANSWER;
    }
    MoaException failure = ((RunEnd.Failed) end).failure();
    terminal.out().println("(no answer)\n");
    note(moa, failure.trace(), failure.stopReason(), wall);
    Report.losses(failure.trace()).forEach(this::say);
    boolean isInterrupted = failure.stopReason() == StopReason.CANCELLED;
    return isInterrupted ? ExitCode.INTERRUPTED : ExitCode.NO_ANSWER;
  }

  private void note(AttentionMoA moa, RunTrace trace, StopReason reason, Duration wall) {
    rows.add(Report.row(moa.name(), trace, reason, wall));
  }

  private String printable(String text) {
    return terminal.isOutTerminal() ? Terminal.harmless(text) : text;
  }

  private void say(String line) {
    terminal.err().println("moa: " + line);
  }
}
