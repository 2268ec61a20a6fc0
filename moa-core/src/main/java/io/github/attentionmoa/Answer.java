package io.github.attentionmoa;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Prompt;
import java.util.List;

/** What counts as an answer: some words for others to read, and no thinking before them. */
final class Answer {
  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  private Answer() {}

  /**
   * Returns the completion without leading think blocks and without echoed marks of the prompt.
   *
   * @throws AgentException if there are no words, or they are not to be read
   */
  static Completion of(Completion completion, Prompt prompt) {
    checkWhole(completion.finishReason());
    String reply = completion.text();
    int start = start(reply);
    String said = reply.substring(start);
    String text = prompt.isComparing() ? said : prompt.read(said).text();
    if (text.isBlank()) {
      throw AgentException.of(
          Kind.EMPTY, "a blank answer (finish reason: " + completion.finishReason() + ")");
    }
    Completion.Builder answer = completion.toBuilder().text(text);
    if (start > 0 && completion.reasoning().isEmpty()) {
      answer.reasoning(reply.substring(0, start));
    }
    return answer.build();
  }

  private static void checkWhole(FinishReason reason) {
    switch (reason) {
      case FILTER -> throw AgentException.of(Kind.CONTENT_FILTERED, "a filter ended the answer");
      case TOOL -> throw AgentException.of(Kind.EMPTY, "the agent asks for a tool instead");
      case PAUSE -> throw AgentException.of(Kind.TRUNCATED, "the provider paused the answer");
      case ERROR -> throw AgentException.of(Kind.UNAVAILABLE, "the provider failed in the answer");
      default -> {}
    }
  }

  /** Returns where the answer begins: after leading think blocks, at its end if one stays open. */
  static int start(String text) {
    boolean hasBlock = false;
    int depth = 0;
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith(OPEN, at)) {
        hasBlock = true;
        depth++;
        at += OPEN.length();
      } else if (depth > 0 && text.startsWith(CLOSE, at)) {
        depth--;
        at += CLOSE.length();
      } else if (depth > 0 || Character.isWhitespace(text.charAt(at))) {
        at++;
      } else {
        break;
      }
    }
    return hasBlock ? at : 0;
  }

  /** Returns the usage of an exchange; a quarter of the characters where it is unknown. */
  static Usage usage(Completion completion, List<Message> sent) {
    Usage usage = completion.usage();
    if (usage.inputTokens().isPresent() && usage.outputTokens().isPresent()) {
      return usage;
    }
    long characters = sent.stream().mapToLong(message -> message.text().length()).sum();
    long input = usage.inputTokens().orElse(tokens(characters));
    long output = usage.outputTokens().orElse(tokens(completion.text().length()));
    return Usage.of(input, output).incomplete();
  }

  private static long tokens(long characters) {
    return (characters + 3) / 4;
  }
}
