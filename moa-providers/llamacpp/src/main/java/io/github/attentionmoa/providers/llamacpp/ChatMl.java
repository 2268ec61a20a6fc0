package io.github.attentionmoa.providers.llamacpp;

import static java.util.stream.Collectors.joining;

import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Message;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Writes a conversation as the model was trained to read it. Immutable.
 *
 * <p>Texts cannot speak for someone else: the tokenizer would take the words {@code <|im_start|>}
 * in a text for the beginning of a turn, so every control token is taken out of the texts.
 */
final class ChatMl {
  private static final String START = "<|im_start|>";
  private static final String END = "<|im_end|>";

  /** The tokens that this format needs; written out by a model as plain words, they end a text. */
  static final List<String> CONTROL_TOKENS = List.of(START, END);

  private final Pattern control;

  /** Writes for a vocabulary with the given control tokens, at least those of this format. */
  ChatMl(Collection<String> controlTokens) {
    control =
        Pattern.compile(
            controlTokens.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(joining("|")));
  }

  /** Returns the prompt that the next turn of the assistant continues. */
  String render(Conversation conversation) {
    StringBuilder prompt = new StringBuilder();
    for (Message message : conversation.messages()) {
      String role = message.role().name().toLowerCase(Locale.ROOT);
      prompt.append(START).append(role).append('\n');
      prompt.append(withoutControlTokens(message.text())).append(END).append('\n');
    }
    return prompt.append(START).append("assistant\n").toString();
  }

  /** A space in the place of a token keeps what is around it from becoming one. */
  private String withoutControlTokens(String text) {
    return control.matcher(text).replaceAll(" ");
  }
}
