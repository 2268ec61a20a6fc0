package io.github.attentionmoa.examples.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import io.github.attentionmoa.providers.record.Detail;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.stop.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is printed of runs that are compared: answers and then a table, or one document. */
final class Comparison {
  private final Terminal terminal;
  private final boolean isJson;
  private final List<String> rows = new ArrayList<>();
  private final ArrayNode documents = JsonNodeFactory.instance.arrayNode();

  Comparison(Terminal terminal, boolean isJson) {
    this.terminal = terminal;
    this.isJson = isJson;
    rows.add(Report.row("method", "calls", "path", "tokens in", "out", "time", "end"));
  }

  /** Adds a run, and returns its exit code. */
  int add(String method, RunEnd end, Duration wall) {
    String document = end.toRecord().wall(wall).json(Detail.ANSWER);
    documents.addObject().put("method", method).putRawValue("run", new RawValue(document));
    print(terminal.bold("## " + method) + "\n\n");
    return end instanceof RunEnd.Answered answered
        ? answered(method, answered.result(), wall)
        : failed(method, ((RunEnd.Failed) end).failure(), wall);
  }

  private int answered(String method, MoaResult result, Duration wall) {
    String text = result.text();
    print((terminal.isOutTerminal() ? Terminal.harmless(text) : text) + "\n\n");
    rows.add(Report.row(method, result.trace(), result.stopReason(), wall));
    return ExitCode.ANSWER;
  }

  private int failed(String method, MoaException failure, Duration wall) {
    print("(no answer)\n\n");
    rows.add(Report.row(method, failure.trace(), failure.stopReason(), wall));
    Report.losses(failure.trace()).forEach(line -> terminal.err().println("moa: " + line));
    boolean isInterrupted = failure.stopReason() == StopReason.CANCELLED;
    return isInterrupted ? ExitCode.INTERRUPTED : ExitCode.NO_ANSWER;
  }

  /** Prints the table, or the document. */
  void end() {
    if (isJson) {
      terminal.out().println(documents);
    }
    print(String.join("\n", rows) + "\n");
  }

  private void print(String text) {
    if (!isJson) {
      terminal.out().print(text);
      terminal.out().flush();
    }
  }
}
