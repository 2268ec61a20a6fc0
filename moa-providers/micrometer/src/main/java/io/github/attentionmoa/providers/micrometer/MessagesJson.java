package io.github.attentionmoa.providers.micrometer;

import io.github.attentionmoa.prompt.Message;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes messages as the conventions want them in an attribute, which is no work for a library. */
final class MessagesJson {
  private MessagesJson() {}

  static String of(List<Message> messages) {
    return messages.stream().map(MessagesJson::message).collect(Collectors.joining(",", "[", "]"));
  }

  private static String message(Message message) {
    return "{\"role\":\"%s\",\"parts\":[{\"type\":\"text\",\"content\":\"%s\"}]}"
        .formatted(message.role().name().toLowerCase(Locale.ROOT), escaped(message.text()));
  }

  private static String escaped(String text) {
    StringBuilder json = new StringBuilder(text.length());
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
              } else if (c < ' ') {
                json.append("\\u%04x".formatted(c));
              } else {
                json.append((char) c);
              }
            });
    return json.toString();
  }
}
