package io.github.attentionmoa.providers.http;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.agent.Usage;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects one answer piece by piece and judges it at the end, in the same way for all protocols.
 *
 * <p>Used by one thread at a time. Empty pieces are ignored, so that a missing field needs no test.
 */
public final class Answer {
  private final Consumer<String> onText;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder reasoning = new StringBuilder();
  private final StringBuilder refusal = new StringBuilder();
  private String model = "";
  private String id = "";
  private @Nullable FinishReason reason;
  private String rawReason = "";
  private Usage usage = Usage.unknown();

  /** Starts an answer whose text is handed on as it comes. */
  public Answer(Consumer<String> onText) {
    this.onText = onText;
  }

  /** Adds to the text. */
  public void text(String piece) {
    append(text, piece);
    if (!piece.isEmpty()) {
      onText.accept(piece);
    }
  }

  /** Adds to the reasoning, which is no part of the text. */
  public void reasoning(String piece) {
    append(reasoning, piece);
  }

  /** Adds to the words with which the model declines. */
  public void refusal(String piece) {
    append(refusal, piece);
  }

  /** Sets the model that answers; the first one counts. */
  public void model(String name) {
    model = model.isEmpty() ? name : model;
  }

  /** Sets the number in the body, which counts when the headers have none. */
  public void id(String number) {
    id = id.isEmpty() ? number : id;
  }

  /**
   * Sets the tokens used; the last known ones count.
   *
   * @param input with its cached part
   * @param output with its reasoning part
   */
  public void usage(
      OptionalLong input, OptionalLong output, OptionalLong cached, OptionalLong reasoned) {
    if (input.isEmpty() && output.isEmpty()) {
      return;
    }
    Usage known = Usage.of(input.orElse(0), output.orElse(0));
    known = cached.isPresent() ? known.cachedInput(cached.getAsLong()) : known;
    known = reasoned.isPresent() ? known.reasoning(reasoned.getAsLong()) : known;
    usage = input.isPresent() && output.isPresent() ? known : known.incomplete();
  }

  /** Marks the answer as ended by the provider; without it a stream counts as broken off. */
  public void finish(FinishReason value, String raw) {
    reason = value;
    rawReason = raw;
  }

  /**
   * Gives the completion.
   *
   * @throws AgentException if the answer broke off, was withheld or declined, or has no text
   */
  public Completion completion(ReplyEnd end) {
    if (reason == null && !end.isWhole()) {
      throw AgentException.of(Kind.TRUNCATED, "the reply ended before the answer did");
    }
    FinishReason finish = reason == null ? FinishReason.OTHER : reason;
    requireAnswer(finish);
    Completion.Builder completion =
        Completion.builder(text.toString())
            .finishReason(finish, end.masked().apply(rawReason))
            .usage(usage);
    if (!reasoning.isEmpty()) {
      completion.reasoning(reasoning.toString());
    }
    if (!model.isEmpty()) {
      completion.model(end.masked().apply(model));
    }
    end.requestId()
        .or(() -> Optional.of(id).filter(number -> !number.isEmpty()).map(end.masked()))
        .ifPresent(completion::requestId);
    return completion.build();
  }

  private void requireAnswer(FinishReason finish) {
    if (finish == FinishReason.FILTER) {
      throw lost(Kind.CONTENT_FILTERED, "the answer was withheld", refusal.toString());
    }
    if (finish == FinishReason.ERROR) {
      throw lost(Kind.UNAVAILABLE, "generating failed", "");
    }
    if (!refusal.isEmpty()) {
      throw lost(Kind.REFUSED, "the model declined to answer", refusal.toString());
    }
    if (isBlank(text)) {
      throw lost(Kind.EMPTY, "the answer has no text", "");
    }
    if (hasLoneSurrogate(text)) {
      throw lost(Kind.MALFORMED_RESPONSE, "the text has half a character", "");
    }
  }

  /** An answer that the limit cut off before its first word comes out the same again. */
  private AgentException lost(Kind kind, String what, String words) {
    String why = reason == null ? "none" : reason.name();
    String detail = words.isEmpty() ? rawReason : words;
    AgentException.Builder failure =
        AgentException.builder(kind, what + " (finish reason " + why + ", " + usage + ")");
    if (reason == FinishReason.LENGTH) {
      failure.retryable(false);
    }
    if (!detail.isEmpty()) {
      failure.detail(detail);
    }
    return failure.build();
  }

  private static void append(StringBuilder whole, String piece) {
    if (whole.length() + piece.length() > Json.MAX_BYTES) {
      throw AgentException.of(
          Kind.TOO_LARGE, "the answer has more than " + Json.MAX_BYTES + " characters");
    }
    whole.append(piece);
  }

  private static boolean isBlank(StringBuilder text) {
    return text.chars().allMatch(Character::isWhitespace);
  }

  private static boolean hasLoneSurrogate(StringBuilder text) {
    return text.codePoints().anyMatch(point -> point >= 0xD800 && point <= 0xDFFF);
  }
}
