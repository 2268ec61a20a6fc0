package io.github.attentionmoa.providers.http;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A conversation as protocols want it: the system text apart, then the turns.
 *
 * @param system all system messages, joined by blank lines
 * @param messages the other messages as they are
 */
public record Turns(Optional<String> system, List<Message> messages) {
  private static final String GAP = "\n\n";

  /** Splits a conversation. */
  public static Turns of(Conversation conversation) {
    String system =
        conversation.messages().stream()
            .filter(message -> message.role() == Role.SYSTEM)
            .map(Message::text)
            .collect(Collectors.joining(GAP));
    List<Message> others =
        conversation.messages().stream().filter(message -> message.role() != Role.SYSTEM).toList();
    return new Turns(Optional.of(system).filter(text -> !text.isEmpty()), others);
  }

  /** Returns the messages, neighbours of one role joined by a blank line. */
  public List<Message> alternating() {
    List<Message> merged = new ArrayList<>();
    for (Message message : messages) {
      int last = merged.size() - 1;
      if (last >= 0 && merged.get(last).role() == message.role()) {
        merged.set(last, joined(merged.get(last), message));
      } else {
        merged.add(message);
      }
    }
    return List.copyOf(merged);
  }

  /**
   * Returns the alternating messages for protocols in which the user has the first turn.
   *
   * @throws AgentException of kind INVALID_REQUEST if the user has not
   */
  public List<Message> alternatingFromUser() {
    if (messages.isEmpty() || messages.get(0).role() != Role.USER) {
      throw AgentException.of(
          Kind.INVALID_REQUEST, "the conversation does not begin with a user turn");
    }
    return alternating();
  }

  private static Message joined(Message first, Message second) {
    String text = first.text() + GAP + second.text();
    return first.role() == Role.USER ? Message.user(text) : Message.assistant(text);
  }
}
