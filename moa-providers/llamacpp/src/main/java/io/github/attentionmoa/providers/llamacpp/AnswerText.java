package io.github.attentionmoa.providers.llamacpp;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of one answer as it grows, up to a stop sequence.
 *
 * <p>What could still become a stop sequence, or be cut off at the end, is held back, so the pieces
 * handed on are always a beginning of the final text, in whole characters. Used by one thread.
 */
final class AnswerText {
  private static final Pattern SENTENCE_END =
      Pattern.compile(
          "(?<!(?:^|\\n)[ \\t]{0,8}\\d{1,3})[.!?\u2026]['\")\\]*\u201d\u2019]*(?=\\s)|[\u3002\uff01\uff1f]");

  private final List<String> stopSequences;
  private final boolean endsWithSentence;
  private final Consumer<String> onText;
  private final StringBuilder text = new StringBuilder();
  private final int heldBack;
  private int handedOn;
  private int sentenceEnd;
  private boolean isStopped;

  /**
   * Begins an answer.
   *
   * @param stopSequences what ends the answer and is no part of it, none empty
   * @param endsWithSentence whether an answer that was cut short loses its last, broken sentence
   * @param onText is given the pieces that are sure to stay
   */
  AnswerText(List<String> stopSequences, boolean endsWithSentence, Consumer<String> onText) {
    this.stopSequences = stopSequences;
    this.endsWithSentence = endsWithSentence;
    this.onText = onText;
    this.heldBack = stopSequences.stream().mapToInt(String::length).max().orElse(1) - 1;
  }

  /** Adds what the model wrote next; without effect once a stop sequence came. */
  void append(String piece) {
    int before = text.length();
    text.append(piece);
    int stop = stopFrom(Math.max(0, before - heldBack));
    if (stop >= 0) {
      text.setLength(stop);
      isStopped = true;
    }
    int sure = text.length() - heldBack;
    handOnUpTo(endsWithSentence ? lastSentenceEnd(sure) : sure);
  }

  /** Tells whether a stop sequence came. */
  boolean isStopped() {
    return isStopped;
  }

  /**
   * Ends the answer, hands on the rest and returns the whole.
   *
   * @param cutShort whether the model had more to say
   */
  String end(boolean cutShort) {
    if (cutShort && endsWithSentence) {
      text.append(' ');
      int end = lastSentenceEnd(text.length());
      text.setLength(end > 0 ? end : text.length() - 1);
    }
    handOnUpTo(text.length());
    return text.toString();
  }

  private int stopFrom(int from) {
    return stopSequences.stream()
        .mapToInt(stop -> text.indexOf(stop, from))
        .filter(index -> index >= 0)
        .min()
        .orElse(-1);
  }

  private int lastSentenceEnd(int limit) {
    Matcher matcher =
        SENTENCE_END.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
    matcher.region(sentenceEnd, Math.max(sentenceEnd, limit));
    while (matcher.find()) {
      sentenceEnd = matcher.end();
    }
    return sentenceEnd;
  }

  private void handOnUpTo(int end) {
    int whole = end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    if (whole > handedOn) {
      onText.accept(text.substring(handedOn, whole));
      handedOn = whole;
    }
  }
}
