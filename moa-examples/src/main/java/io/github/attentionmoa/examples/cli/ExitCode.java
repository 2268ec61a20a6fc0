package io.github.attentionmoa.examples.cli;

/** What the process tells its caller. */
final class ExitCode {
  static final int ANSWER = 0;
  static final int NO_ANSWER = 1;
  static final int WRONG_USAGE = 2;
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
