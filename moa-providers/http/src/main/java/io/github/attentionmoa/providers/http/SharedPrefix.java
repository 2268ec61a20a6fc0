package io.github.attentionmoa.providers.http;

import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Role;
import io.github.attentionmoa.prompt.Stage;
import java.util.List;
import java.util.Optional;

/**
 * Where the turns end that the calls of a run have in common, for a provider to cache.
 *
 * <p>They are the conversation that the run was asked. What a stage adds after it, an own answer
 * and a last user turn, hardly comes twice, and writing to a cache costs.
 *
 * @param turn index of the last shared turn, of those that alternate
 * @param length how many characters of that turn are shared
 */
public record SharedPrefix(int turn, int length) {

  /** Finds the end; empty if no turn is shared. */
  public static Optional<SharedPrefix> of(CompletionRequest request) {
    List<Message> messages = Turns.of(request.conversation()).messages();
    int end = messages.size();
    if (request.key().filter(SharedPrefix::addsTurns).isPresent()) {
      end--;
      end -= end > 0 && messages.get(end - 1).role() == Role.ASSISTANT ? 1 : 0;
    }
    List<Message> shared = new Turns(Optional.empty(), messages.subList(0, end)).alternating();
    int last = shared.size() - 1;
    return shared.isEmpty()
        ? Optional.empty()
        : Optional.of(new SharedPrefix(last, shared.get(last).text().length()));
  }

  /** All calls but the proposals of the first layer end with a turn of their stage. */
  private static boolean addsTurns(CallKey key) {
    return key.stage() != Stage.PROPOSE || key.layer() > 1;
  }
}
