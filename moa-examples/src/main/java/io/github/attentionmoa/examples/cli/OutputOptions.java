package io.github.attentionmoa.examples.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is printed. */
final class OutputOptions {
  @Option(
      names = "--plan",
      description = "Print calls per stage, in all, and the critical path; call nothing.")
  private boolean plan;

  @Option(
      names = "--show",
      description = "Also print proposals, suggestions and refinements as they come.")
  private boolean show;

  @Option(names = "--json", description = "One JSON document on stdout instead of the text.")
  private boolean json;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Write the whole run with every prompt and answer as JSON.")
  private @Nullable Path trace;

  @Option(names = "--debug", description = "Stack traces, and the library's log.")
  private boolean debug;

  boolean isPlanning() {
    return plan;
  }

  boolean isShowing() {
    return show;
  }

  boolean isJson() {
    return json;
  }

  @Nullable Path trace() {
    return trace;
  }

  boolean isDebugging() {
    return debug;
  }

  /** Checks that the trace can be written, before a call is paid for. */
  void check() {
    if (trace == null) {
      return;
    }
    Path parent = trace.toAbsolutePath().getParent();
    Path checked = Files.exists(trace) || parent == null ? trace : parent;
    if (Files.isDirectory(trace) || !Files.isWritable(checked)) {
      throw new UsageException(
          "--trace: " + trace + " (expected: a file that can be written, in a directory that is)");
    }
  }
}
