package io.github.attentionmoa.examples.cli;

import static java.util.stream.Collectors.joining;

import java.util.stream.Stream;

/**
 * Commands to paste into a POSIX shell.
 *
 * @param program how this program is called
 */
record Commands(String program) {
  private static final String QUESTION = "Why is the sky blue?";

  static Commands ofProcess() {
    return new Commands(System.getProperty("moa.command", "moa"));
  }

  /** Returns a command of this program. */
  String moa(String... words) {
    return Stream.concat(Stream.of(program), Stream.of(words))
        .map(Commands::quoted)
        .collect(joining(" "));
  }

  /** Returns the command that asks one agent. */
  String ask(String agent) {
    return moa("ask", "--agent", agent, QUESTION);
  }

  /** Returns the command that asks the embedded default. */
  String ask() {
    return moa("ask", QUESTION);
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
