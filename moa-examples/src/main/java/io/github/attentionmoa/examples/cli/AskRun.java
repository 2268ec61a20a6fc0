package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.providers.record.Detail;
import io.github.attentionmoa.providers.record.RunRecord;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.result.RunTrace;
import io.github.attentionmoa.stop.StopReason;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One run from its start to what is printed of it. */
final class AskRun {
  private static final int SHOWN_LOSSES = 10;

  private final Terminal terminal;
  private final Interrupt interrupt;
  private final OutputOptions output;
  private final StageRows rows;
  private final AnswerStream stream;
  private final RunEnd.Watch watch = new RunEnd.Watch();

  AskRun(Terminal terminal, Interrupt interrupt, OutputOptions output, StageRows rows) {
    this.terminal = terminal;
    this.interrupt = interrupt;
    this.output = output;
    this.rows = rows;
    stream = new AnswerStream(terminal, rows);
  }

  /** Asks, prints, and returns the exit code. */
  int ask(AttentionMoA moa, Conversation conversation) {
    long start = System.nanoTime();
    CompletableFuture<MoaResult> run = moa.askAsync(conversation, listener());
    run.whenComplete((result, thrown) -> watch.endOnError(thrown));
    interrupt.onFire(() -> run.cancel(true));
    RunEnd end = watch.end().join();
    Duration wall = Duration.ofNanos(System.nanoTime() - start);
    RunRecord written = end.toRecord().wall(wall);
    writeTrace(written);
    if (output.isJson()) {
      terminal.out().print(written.json(Detail.ANSWER));
    }
    return end instanceof RunEnd.Answered answered
        ? answered(answered.result(), wall)
        : failed(((RunEnd.Failed) end).failure(), wall);
  }

  private RunListener listener() {
    RunListener listener = rows;
    if (output.isShowing()) {
      listener = listener.and(new ShownTexts(terminal, rows));
    }
    if (terminal.isOutTerminal() && !output.isJson()) {
      listener = listener.and(stream);
    }
    return listener.and(watch);
  }

  private int answered(MoaResult result, Duration wall) {
    if (!output.isJson() && !stream.end()) {
      terminal.out().println(printable(result.text()));
    }
    say(Report.summary(result.trace(), result.stopReason(), wall));
    if (result.isDegraded()) {
      say(Report.degraded(result));
      sayLosses(result.trace(), SHOWN_LOSSES);
    }
    return ExitCode.ANSWER;
  }

  private int failed(MoaException failure, Duration wall) {
    boolean isInterrupted = failure.stopReason() == StopReason.CANCELLED;
    if (isInterrupted && !output.isJson()) {
      stream.end();
      printSoFar(Report.soFar(failure.trace()));
    }
    String summary = Report.summary(failure.trace(), failure.stopReason(), wall);
    say(isInterrupted ? summary : "no answer: " + summary);
    if (!isInterrupted) {
      sayLosses(failure.trace(), Integer.MAX_VALUE);
    }
    if (output.isDebugging()) {
      failure.printStackTrace(terminal.err());
    }
    return isInterrupted ? ExitCode.INTERRUPTED : ExitCode.NO_ANSWER;
  }

  private void printSoFar(List<String> texts) {
    say(texts.isEmpty() ? "interrupted before any answer" : "interrupted; what there was:");
    texts.forEach(text -> terminal.out().println(printable(text)));
    terminal.out().flush();
  }

  private void sayLosses(RunTrace trace, int most) {
    List<String> losses = Report.losses(trace);
    losses.stream().limit(most).forEach(line -> terminal.err().println("  " + line));
    if (losses.size() > most) {
      terminal.err().println("  and " + (losses.size() - most) + " more (--json lists all)");
    }
  }

  private void writeTrace(RunRecord run) {
    if (output.trace() == null) {
      return;
    }
    try {
      run.write(output.trace(), Detail.FULL);
    } catch (UncheckedIOException e) {
      say("--trace: " + e.getMessage());
    }
  }

  private String printable(String text) {
    return terminal.isOutTerminal() ? Terminal.harmless(text) : text;
  }

  private void say(String line) {
    terminal.err().println("moa: " + line);
  }
}
