package io.github.attentionmoa.providers.http;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Turns the events of one reply into its result.
 *
 * <p>Made anew for each call and used by one thread at a time. A whole body comes as one event
 * without a name. Payloads with a top-level {@code error} never arrive here: the transport has
 * failed the call already. Fields may be missing, null or of another type than documented.
 *
 * @param <T> what the reply means
 */
public interface ReplyReader<T> {
  /**
   * Takes the next event.
   *
   * @param event the event's name; empty when there is none
   * @throws io.github.attentionmoa.agent.AgentException if it ends the call
   */
  void accept(String event, JsonNode payload);

  /**
   * Gives the result after the last event.
   *
   * @throws io.github.attentionmoa.agent.AgentException if the reply is incomplete or no answer
   */
  T finish(ReplyEnd end);
}
