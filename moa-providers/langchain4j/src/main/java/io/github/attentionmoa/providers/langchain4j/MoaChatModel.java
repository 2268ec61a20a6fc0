package io.github.attentionmoa.providers.langchain4j;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.result.MoaException;

/**
 * An ensemble as a LangChain4j model that answers at once; {@code AiServices} works on top.
 *
 * <p>The metadata of its responses is {@link MoaResponseMetadata} and holds the result of the run.
 * Parameters of a request such as the temperature do not apply, since the agents have their own.
 * Safe for many threads.
 */
public final class MoaChatModel implements ChatModel {
  private final AttentionMoA moa;

  private MoaChatModel(AttentionMoA moa) {
    this.moa = requireNonNull(moa, "moa");
  }

  /** Returns a model that asks the ensemble. */
  public static MoaChatModel of(AttentionMoA moa) {
    return new MoaChatModel(moa);
  }

  /**
   * Asks the ensemble and waits for its answer; an interrupt ends the run.
   *
   * @throws MoaException if there is no answer
   * @throws dev.langchain4j.exception.UnsupportedFeatureException if the request has tools, a
   *     response format, or anything but text
   */
  @Override
  public ChatResponse doChat(ChatRequest request) {
    return MoaResponseMetadata.respond(moa, moa.ask(Conversations.of(request)));
  }
}
