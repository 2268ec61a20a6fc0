package io.github.attentionmoa.prompt;

import io.github.attentionmoa.prompt.Prompt.Choice;
import io.github.attentionmoa.prompt.Prompt.Reply;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks for and reads the line {@code BETTER <tag>: 1}, {@code 2} or {@code SAME}.
 *
 * <p>A model that is asked "was it improved?" says yes to everything; asked which of two numbered
 * texts is better, older first, small ones reject the worse (docs/concepts/early-stop.md).
 */
final class Verdict {
  private static final String DEMAND = Stage.text("verdict.txt");
  private static final String ORNAMENT = "*#`\"'";
  private static final Pattern AFTER_LINE_END = Pattern.compile("(?<=\n)|(?<=\r)(?!\n)");

  private Verdict() {}

  static String demand(String tag) {
    return DEMAND.replace("{tag}", tag);
  }

  static Reply read(String reply, String tag, boolean isAsked) {
    String first = reply.stripLeading().lines().findFirst().orElse("");
    Choice choice = isAsked ? choice(first, tag) : Choice.NONE;
    return new Reply(choice, withoutMarks(reply, tag));
  }

  /**
   * Takes out the lines before the answer that bear the tag, and our own marks further down.
   *
   * <p>The other lines stay as they are, line ends too: they may have been streamed already.
   */
  private static String withoutMarks(String reply, String tag) {
    if (!bears(reply, tag)) {
      return reply.strip();
    }
    return AFTER_LINE_END
        .splitAsStream(reply)
        .dropWhile(line -> line.isBlank() || bears(line, tag))
        .filter(line -> !isMark(line, tag))
        .collect(Collectors.joining())
        .strip();
  }

  private static boolean bears(String text, String tag) {
    return text.toLowerCase(Locale.ROOT).contains(tag);
  }

  private static boolean isMark(String line, String tag) {
    String mark = trim(line).toLowerCase(Locale.ROOT);
    return mark.startsWith("better " + tag) || mark.endsWith("(" + tag + "):");
  }

  private static Choice choice(String line, String tag) {
    String said = trim(line).toUpperCase(Locale.ROOT);
    String head = "BETTER " + tag.toUpperCase(Locale.ROOT) + ":";
    if (!said.startsWith(head)) {
      return Choice.NONE;
    }
    return switch (trim(said.substring(head.length()))) {
      case "1" -> Choice.FIRST;
      case "2" -> Choice.SECOND;
      case "SAME" -> Choice.SAME;
      default -> Choice.NONE;
    };
  }

  private static String trim(String line) {
    int from = 0;
    int to = line.length();
    while (from < to && isOrnament(line.charAt(from))) {
      from++;
    }
    while (to > from && isOrnament(line.charAt(to - 1))) {
      to--;
    }
    return line.substring(from, to);
  }

  private static boolean isOrnament(char c) {
    return Character.isWhitespace(c) || ORNAMENT.indexOf(c) >= 0;
  }
}
