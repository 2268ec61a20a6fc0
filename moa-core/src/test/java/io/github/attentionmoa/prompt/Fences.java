package io.github.attentionmoa.prompt;

import io.github.attentionmoa.prompt.Prompt.Quote;
import java.util.ArrayList;
import java.util.List;

/** Reads the quotes out of a turn as {@link Prompt} documents it, knowing nothing else. */
public final class Fences {
  private static final String END = "End of the quotes (";
  private static final int TAG_LENGTH = 8;

  private Fences() {}

  /** The quotes of a turn that has some; the last end mark is ours, whatever the quotes say. */
  public static List<Quote> parse(String turn) {
    int end = turn.lastIndexOf(END);
    String tag = turn.substring(end + END.length(), end + END.length() + TAG_LENGTH);
    return parse(turn.substring(0, end), " (" + tag + "):\n");
  }

  private static List<Quote> parse(String body, String headEnd) {
    List<Quote> quotes = new ArrayList<>();
    int head = body.indexOf(headEnd);
    int line = 0;
    while (head >= 0) {
      int nextHead = body.indexOf(headEnd, head + headEnd.length());
      int nextLine = nextHead < 0 ? body.length() : body.lastIndexOf('\n', nextHead) + 1;
      String text = body.substring(head + headEnd.length(), nextLine - "\n\n".length());
      quotes.add(new Quote(body.substring(line, head), text));
      head = nextHead;
      line = nextLine;
    }
    return quotes;
  }
}
