package io.github.attentionmoa.prompt;

import static java.util.Objects.requireNonNull;

import java.util.Objects;

/** One turn of a {@link Conversation}: who speaks, and the words. Immutable. */
public final class Message {
  private final Role role;
  private final String text;

  private Message(Role role, String text) {
    this.role = role;
    this.text = requireNonNull(text, "text");
    if (text.isBlank()) {
      throw new IllegalArgumentException("text: blank " + role + " turn (expected: some words)");
    }
  }

  /**
   * Returns a system message.
   *
   * @throws IllegalArgumentException if the text is blank
   */
  public static Message system(String text) {
    return new Message(Role.SYSTEM, text);
  }

  /**
   * Returns a user turn.
   *
   * @throws IllegalArgumentException if the text is blank
   */
  public static Message user(String text) {
    return new Message(Role.USER, text);
  }

  /**
   * Returns an assistant turn.
   *
   * @throws IllegalArgumentException if the text is blank
   */
  public static Message assistant(String text) {
    return new Message(Role.ASSISTANT, text);
  }

  /** Returns who speaks. */
  public Role role() {
    return role;
  }

  /** Returns the words, never blank. */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Message that && role == that.role && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(role, text);
  }

  /** Returns the role and the length of the text; the words themselves stay out of logs. */
  @Override
  public String toString() {
    return role + "(" + text.length() + " characters)";
  }
}
