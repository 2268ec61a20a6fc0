package io.github.attentionmoa.examples.cli;

import static java.util.stream.Collectors.joining;

/** A command line, or its file, that cannot be carried out as it is: exit code 2. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String option;
  private final String problem;

  UsageException(String message) {
    super(visible(message));
    option = "";
    problem = visible(message);
  }

  UsageException(String message, Throwable cause) {
    this(message);
    initCause(cause);
  }

  /** Says what is wrong with an option, such as {@code --layers}. */
  UsageException(String option, String problem) {
    super(visible(option + ": " + problem));
    this.option = option;
    this.problem = visible(problem);
  }

  /** What a file says could write to the terminal what it likes. */
  private static String visible(String words) {
    return words
        .codePoints()
        .mapToObj(c -> c != '\n' && Character.isISOControl(c) ? escape(c) : Character.toString(c))
        .collect(joining());
  }

  private static String escape(int control) {
    return String.format("\\u%04x", control);
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
