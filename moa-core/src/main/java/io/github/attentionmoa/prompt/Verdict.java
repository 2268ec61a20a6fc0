package io.github.attentionmoa.prompt;

import io.github.attentionmoa.prompt.Prompt.Choice;
import io.github.attentionmoa.prompt.Prompt.Reply;
import java.util.Locale;

/**
 * Asks for and reads the line {@code BETTER <tag>: 1}, {@code 2} or {@code SAME}.
 *
 * <p>A model that is asked "was it improved?" says yes to everything; asked which of two numbered
 * texts is better, older first, small ones reject the worse (docs/concepts, "early stop").
 */
final class Verdict {
  private static final String DEMAND = Stage.text("verdict.txt");
  private static final String ORNAMENT = "*#`\"' \t";

  private Verdict() {}

  static String demand(String tag) {
    return DEMAND.replace("{tag}", tag);
  }

  static Reply read(String reply, String tag, boolean isAsked) {
    Line line = Line.firstOf(reply, 0);
    Choice choice = isAsked ? choice(line.text(), tag) : Choice.NONE;
    while (line.text().toLowerCase(Locale.ROOT).contains(tag)) {
      line = Line.firstOf(reply, line.end());
    }
    return new Reply(choice, reply.substring(line.start()).strip());
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
    while (from < to && ORNAMENT.indexOf(line.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && ORNAMENT.indexOf(line.charAt(to - 1)) >= 0) {
      to--;
    }
    return line.substring(from, to);
  }

  /** The first line that is not blank, at or after a place in a text. */
  private record Line(String text, int start, int end) {
    static Line firstOf(String text, int from) {
      int start = from;
      while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
        start++;
      }
      int end = start;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      return new Line(text.substring(start, end), start, end);
    }
  }
}
