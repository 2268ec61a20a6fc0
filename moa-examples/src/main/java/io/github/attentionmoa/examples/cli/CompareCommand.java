package io.github.attentionmoa.examples.cli;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.prompt.Conversation;
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

  @Option(names = "--json", description = "One JSON document on stdout instead of the text.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  private final Terminal terminal;
  private final Interrupt interrupt;

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
    Comparison comparison = new Comparison(terminal, json);
    List<Integer> codes = new ArrayList<>();
    try (Agents agents = ensemble.open(terminal)) {
      List<AttentionMoA> ensembles = ensemble.over(methods, agents.open(ensemble.agents()));
      for (int k = 0; k < methods.size() && !codes.contains(ExitCode.INTERRUPTED); k++) {
        say(methods.get(k) + ", " + plans.get(k));
        codes.add(ask(ensembles.get(k), conversation, comparison));
      }
    }
    comparison.end();
    return codes.contains(ExitCode.INTERRUPTED) ? ExitCode.INTERRUPTED : Collections.min(codes);
  }

  private int ask(AttentionMoA moa, Conversation conversation, Comparison comparison) {
    RunEnd.Watch watch = new RunEnd.Watch();
    long start = System.nanoTime();
    CompletableFuture<?> run = moa.askAsync(conversation, watch);
    run.whenComplete((result, thrown) -> watch.endOnError(thrown));
    interrupt.onFire(() -> run.cancel(true));
    RunEnd end = watch.end().join();
    return comparison.add(moa.name(), end, Duration.ofNanos(System.nanoTime() - start));
  }

  private void say(String line) {
    terminal.err().println("moa: " + line);
  }
}
