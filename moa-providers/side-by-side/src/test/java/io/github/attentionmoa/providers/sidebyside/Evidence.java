package io.github.attentionmoa.providers.sidebyside;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.providers.record.Detail;
import io.github.attentionmoa.providers.record.RunRecord;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.result.RunTrace;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that came of something: what was thrown, shown, logged, observed and recorded. */
final class Evidence implements ObservationHandler<Observation.Context>, AutoCloseable {
  private static final Logger ROOT = Logger.getLogger("");

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final List<String> blocks = Collections.synchronizedList(new ArrayList<>());
  private final Level usual = ROOT.getLevel();
  private final Handler usualHandler = ROOT.getHandlers()[0];
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          // Not of the server's, which knows the key
          if (!entry.getLoggerName().startsWith("mockwebserver3")) {
            log(entry);
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  /** Starts to listen to all loggers, at every level; their usual output rests. */
  Evidence() {
    ROOT.removeHandler(usualHandler);
    ROOT.addHandler(handler);
    ROOT.setLevel(Level.ALL);
  }

  private void log(LogRecord entry) {
    line(entry.getLoggerName() + " " + new SimpleFormatter().formatMessage(entry));
    if (entry.getThrown() != null) {
      thrown(entry.getThrown());
    }
  }

  /** Adds what is shown in one line. */
  void line(Object shown) {
    lines.add(String.valueOf(shown));
  }

  /** Adds an exception with all that hangs on it. */
  void thrown(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    blocks.add(trace.toString());
    lines(thrown, new HashSet<>());
  }

  private void lines(Throwable thrown, Set<Throwable> seen) {
    if (thrown == null || !seen.add(thrown)) {
      return;
    }
    line(thrown);
    line(thrown.getMessage());
    if (thrown instanceof AgentException failure) {
      failure.detail().ifPresent(this::line);
    }
    lines(thrown.getCause(), seen);
    for (Throwable suppressed : thrown.getSuppressed()) {
      lines(suppressed, seen);
    }
  }

  /** Adds a completion, but not its words. */
  void completion(Completion completion) {
    line(completion);
    line(completion.model());
    line(completion.requestId());
    line(completion.rawFinishReason());
  }

  /** Waits for a call and adds what came of it. */
  void outcome(CompletionStage<Completion> call) {
    call.handle(
            (completion, failure) -> {
              if (failure != null) {
                thrown(failure);
              } else {
                completion(completion);
              }
              return null;
            })
        .toCompletableFuture()
        .join();
  }

  /** Adds a result with its whole record. */
  void result(MoaResult result) {
    line(result);
    record(RunRecord.of(result), result.trace());
  }

  /** Adds a run without answer with its whole record. */
  void failure(MoaException failure) {
    thrown(failure);
    record(RunRecord.of(failure), failure.trace());
  }

  private void record(RunRecord run, RunTrace trace) {
    line(run);
    line(trace);
    line(trace.plan());
    trace.calls().forEach(this::line);
    trace.lost().forEach(call -> call.failure().ifPresent(this::thrown));
    for (Detail detail : Detail.values()) {
      blocks.add(run.json(detail));
    }
  }

  /** Adds text of many lines. */
  void block(String text) {
    blocks.add(text);
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return true;
  }

  @Override
  public void onStop(Observation.Context context) {
    line(context.getName() + " " + context.getContextualName());
    blocks.add(context.getAllKeyValues().toString());
    if (context.getError() != null) {
      thrown(context.getError());
    }
  }

  /** Returns all that is shown in one line each, such as the entries of a log. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Returns everything. */
  String all() {
    return String.join("\n", lines()) + "\n" + String.join("\n", List.copyOf(blocks));
  }

  @Override
  public void close() {
    ROOT.removeHandler(handler);
    ROOT.addHandler(usualHandler);
    ROOT.setLevel(usual);
  }
}
