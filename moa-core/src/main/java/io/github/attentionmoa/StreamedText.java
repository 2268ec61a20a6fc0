package io.github.attentionmoa;

import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.prompt.Prompt;
import org.jspecify.annotations.Nullable;

/**
 * The answer as the listener has it so far.
 *
 * <p>The head of a reply is held back until it is clear that it is no thinking and no line of marks
 * or verdict; blank text is held back until words follow. Whatever was told, {@link #finish} sees
 * to it that the pieces since the last restart are the answer. Used on the queue of the run alone.
 */
final class StreamedText {
  private static final int LONGEST_MARK = 80;

  private final RunListener listener;
  private final StringBuilder told = new StringBuilder();
  private final StringBuilder held = new StringBuilder();
  private @Nullable Object source;
  private Prompt prompt = Prompt.bare();
  private boolean isHead;
  private int nextLook;

  StreamedText(RunListener listener) {
    this.listener = listener;
  }

  /** Begins the answer anew: from now on only the pieces of this source count. */
  void begin(Object newSource, Prompt newPrompt) {
    source = newSource;
    prompt = newPrompt;
    isHead = true;
    nextLook = 0;
    held.setLength(0);
    restart();
  }

  /** Takes a piece of a reply. */
  void add(Object from, String piece) {
    if (from != source) {
      return;
    }
    held.append(piece);
    if (isHead && held.length() >= nextLook) {
      trimHead();
      nextLook = held.length() + held.length() / 8;
    }
    if (!isHead) {
      tellUpToLastWord();
    }
  }

  private void trimHead() {
    String text = held.substring(Answer.start(held.toString()));
    boolean hasLine = text.strip().lines().count() > 1 || text.strip().length() > LONGEST_MARK;
    String rest = prompt.read(text).text();
    if (!hasLine || rest.isEmpty() || isOneShortLine(rest)) {
      return;
    }
    isHead = false;
    held.setLength(0);
    held.append(rest).append(text.substring(text.stripTrailing().length()));
  }

  private static boolean isOneShortLine(String rest) {
    return rest.length() <= LONGEST_MARK && rest.lines().count() == 1;
  }

  private void tellUpToLastWord() {
    int end = held.length();
    while (end > 0 && Character.isWhitespace(held.charAt(end - 1))) {
      end--;
    }
    tell(held.substring(0, end));
    held.delete(0, end);
  }

  /** Ends with the answer: what is missing is told, and all of it anew if it came out otherwise. */
  void finish(String answer) {
    if (answer.startsWith(told.toString())) {
      tell(answer.substring(told.length()));
    } else {
      restart();
      tell(answer);
    }
  }

  /** Takes no more pieces: what comes after the end of a run is not told. */
  void close() {
    source = null;
  }

  private void restart() {
    if (told.length() > 0) {
      told.setLength(0);
      listener.onTextRestarted();
    }
  }

  private void tell(String text) {
    if (!text.isEmpty()) {
      told.append(text);
      listener.onText(text);
    }
  }
}
