package io.github.attentionmoa.examples.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that could answer here, or could not yet.
 *
 * @param kind what it is
 * @param name such as {@code ollama} or {@code OPENAI_API_KEY}
 * @param isUsable whether the command asks a question, and is not a step on the way there
 * @param detail what was found, in words; never a key
 * @param models what a server says that it has
 * @param command what to paste next; null if there is nothing to do
 */
record Finding(
    Kind kind,
    String name,
    @JsonProperty("usable") boolean isUsable,
    String detail,
    List<String> models,
    @Nullable String command) {
  /** What may be found, and the words above it. */
  enum Kind {
    JAVA("Java"),
    MODEL("Models that run in this process"),
    SERVER("Servers on this machine"),
    KEY("Keys in variables; their values are not shown");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /** Says what is here, and what asks it. */
  static Finding usable(Kind kind, String name, String detail, String command) {
    return new Finding(kind, name, true, detail, List.of(), command);
  }

  /** Says what is missing, and what would help. */
  static Finding missing(Kind kind, String name, String detail, String command) {
    return new Finding(kind, name, false, detail, List.of(), command);
  }
}
