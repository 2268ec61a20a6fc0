package io.github.attentionmoa.prompt;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * The messages that an agent is asked to continue. Immutable; every method returns a new one.
 *
 * <p>To be asked, a conversation has to end with a user turn; one that does not is rejected by
 * whoever is asked, not here, so that conversations can be put together turn by turn.
 */
public final class Conversation {
  private final List<Message> messages;

  private Conversation(List<Message> messages) {
    this.messages = List.copyOf(messages);
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("messages: none (expected: at least one)");
    }
  }

  /**
   * Returns a conversation of one user turn.
   *
   * @throws IllegalArgumentException if the text is blank
   */
  public static Conversation of(String user) {
    return new Conversation(List.of(Message.user(user)));
  }

  /**
   * Returns a conversation of the given messages.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Conversation of(List<Message> messages) {
    return new Conversation(requireNonNull(messages, "messages"));
  }

  /**
   * Returns this conversation with a system message put before all others.
   *
   * @throws IllegalArgumentException if the text is blank
   */
  public Conversation system(String text) {
    List<Message> all = new ArrayList<>();
    all.add(Message.system(text));
    all.addAll(messages);
    return new Conversation(all);
  }

  /**
   * Returns this conversation followed by a user turn.
   *
   * @throws IllegalArgumentException if the text is blank
   */
  public Conversation user(String text) {
    return plus(Message.user(text));
  }

  /**
   * Returns this conversation followed by an assistant turn.
   *
   * @throws IllegalArgumentException if the text is blank
   */
  public Conversation assistant(String text) {
    return plus(Message.assistant(text));
  }

  private Conversation plus(Message message) {
    List<Message> all = new ArrayList<>(messages);
    all.add(message);
    return new Conversation(all);
  }

  /** Returns the messages in order, at least one. */
  public List<Message> messages() {
    return messages;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Conversation that && messages.equals(that.messages);
  }

  @Override
  public int hashCode() {
    return messages.hashCode();
  }

  /** Returns roles and lengths; the words themselves stay out of logs. */
  @Override
  public String toString() {
    return messages.toString();
  }
}
