package io.github.attentionmoa.providers.langchain4j;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.github.attentionmoa.AttentionMoA;

/**
 * An ensemble as a LangChain4j model that streams; {@code AiServices} works on top.
 *
 * <p>What is streamed is the last call of the run. If the answer begins anew, because that call was
 * retried, no more pieces come: the complete response always counts. Its metadata is {@link
 * MoaResponseMetadata}. The streaming handle cancels the run; nothing is told after that.
 * Parameters of a request do not apply, since the agents have their own. Safe for many threads.
 */
public final class MoaStreamingChatModel implements StreamingChatModel {
  private final AttentionMoA moa;

  private MoaStreamingChatModel(AttentionMoA moa) {
    this.moa = requireNonNull(moa, "moa");
  }

  /** Returns a model that asks the ensemble. */
  public static MoaStreamingChatModel of(AttentionMoA moa) {
    return new MoaStreamingChatModel(moa);
  }

  /**
   * Asks the ensemble; the handler is told of a {@link io.github.attentionmoa.result.MoaException}
   * if there is no answer.
   *
   * @throws dev.langchain4j.exception.UnsupportedFeatureException if the request has tools, a
   *     response format, or anything but text
   */
  @Override
  public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
    StreamedRun run = new StreamedRun(handler);
    run.follow(moa, moa.askAsync(Conversations.of(request), run));
  }
}
