package io.github.attentionmoa.examples.cli;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.providers.record.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code moa ask}: one question to one ensemble. */
@Command(
    name = "ask",
    description = "Asks an ensemble; prints the answer on stdout, the run on stderr.",
    sortOptions = false,
    footer = {
      "",
      "Times are written 90s, 2m, 500ms.",
      "Exit code: 0 an answer, also a degraded one; 1 no answer; 2 wrong usage; 130 interrupted."
    })
final class AskCommand implements Callable<Integer> {
  @Option(
      names = {"-m", "--method"},
      paramLabel = "METHOD",
      converter = Method.Converter.class,
      description = "One of ${COMPLETION-CANDIDATES} (default: attention-moa).")
  private List<Method> methods = new ArrayList<>();

  @Mixin private EnsembleOptions ensemble = new EnsembleOptions();
  @Mixin private QuestionOptions question = new QuestionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Spec private @Nullable CommandSpec spec;

  private final Terminal terminal;
  private final Interrupt interrupt;

  AskCommand(Terminal terminal, Interrupt interrupt) {
    this.terminal = terminal;
    this.interrupt = interrupt;
  }

  @Override
  public Integer call() {
    ensemble.readConfig(requireNonNull(spec).commandLine().getParseResult());
    Method method = method();
    RunPlan plan = ensemble.plans(List.of(method)).get(0);
    if (output.isPlanning()) {
      terminal.out().print(output.isJson() ? RunRecord.json(plan) : Report.plan(plan));
      return ExitCode.ANSWER;
    }
    output.check();
    Conversation conversation = question.conversation(terminal);
    try (Agents agents = ensemble.open(terminal)) {
      AttentionMoA moa = ensemble.over(List.of(method), agents.open(ensemble.agents())).get(0);
      StageRows rows = new StageRows(terminal, plan, ensemble.layers(method));
      return new AskRun(terminal, interrupt, output, rows).ask(moa, conversation);
    }
  }

  private Method method() {
    if (methods.size() > 1) {
      throw ensemble.located(
          new UsageException("--method", methods + " (expected: one; moa compare takes more)"));
    }
    return methods.isEmpty() ? Method.ATTENTION_MOA : methods.get(0);
  }
}
