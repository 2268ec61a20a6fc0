package io.github.attentionmoa.examples.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * What a command reads and writes, and what of it a person looks at.
 *
 * @param env the environment's variables
 * @param people those of {@code in}, {@code out} and {@code err} that are terminals; Java cannot
 *     find out, so the script says it in {@code -Dmoa.terminal}
 */
record Terminal(
    InputStream in, PrintStream out, PrintStream err, Map<String, String> env, Set<String> people) {

  static Terminal ofProcess() {
    String people = System.getProperty("moa.terminal", "");
    return new Terminal(
        System.in,
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        System.getenv(),
        Set.copyOf(Arrays.asList(people.split(",", -1))));
  }

  boolean isInTerminal() {
    return people.contains("in");
  }

  boolean isOutTerminal() {
    return people.contains("out");
  }

  /** Tells whether lines on standard error may be drawn over. */
  boolean isErrTerminal() {
    return people.contains("err") && !"dumb".equals(env.get("TERM"));
  }

  boolean isColoured() {
    return isErrTerminal() && env.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** Returns the text in the terminal's bold face, if there is one. */
  String bold(String text) {
    return isColoured() ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  /** Returns a text of others without what would steer a terminal; lines and tabs stay. */
  static String harmless(String text) {
    return text.replaceAll("[\\p{Cc}&&[^\\n\\t]]", "\ufffd");
  }

  /** Returns a text of others in one harmless line. */
  static String oneLine(String text) {
    return harmless(text.strip().replaceAll("\\s+", " "));
  }
}
