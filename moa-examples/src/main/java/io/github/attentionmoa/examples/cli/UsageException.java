package io.github.attentionmoa.examples.cli;

/** A command line, or its file, that cannot be carried out as it is: exit code 2. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String option;
  private final String problem;

  UsageException(String message) {
    super(message);
    option = "";
    problem = message;
  }

  UsageException(String message, Throwable cause) {
    this(message);
    initCause(cause);
  }

  /** Says what is wrong with an option, such as {@code --layers}. */
  UsageException(String option, String problem) {
    super(option + ": " + problem);
    this.option = option;
    this.problem = problem;
  }

  /** Returns the option that is wrong; empty if it is no single one. */
  String option() {
    return option;
  }

  /** Returns what is wrong, without the option. */
  String problem() {
    return problem;
  }
}
