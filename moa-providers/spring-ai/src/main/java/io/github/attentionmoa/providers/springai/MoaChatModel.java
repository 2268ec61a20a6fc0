package io.github.attentionmoa.providers.springai;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.result.MoaResult;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.publisher.Flux;

/**
 * An ensemble as a Spring AI model; {@code ChatClient} works on top.
 *
 * <p>{@link #result} finds the result of the run in the metadata of a response; in a stream it is
 * in that of the last one. Options of a prompt such as the temperature do not apply, since the
 * agents have their own. Tools and media are refused. Safe for many threads.
 */
public final class MoaChatModel implements ChatModel {
  static final String RESULT = "attention-moa.result";

  private final AttentionMoA moa;

  private MoaChatModel(AttentionMoA moa) {
    this.moa = requireNonNull(moa, "moa");
  }

  /** Returns a model that asks the ensemble. */
  public static MoaChatModel of(AttentionMoA moa) {
    return new MoaChatModel(moa);
  }

  /** Returns the result of the run that a response comes from; empty if it comes from none. */
  public static Optional<MoaResult> result(ChatResponse response) {
    return Optional.ofNullable(response.getMetadata().get(RESULT));
  }

  /**
   * Asks the ensemble and waits for its answer; an interrupt ends the run.
   *
   * @throws MoaException if there is no answer
   * @throws UnsupportedOperationException if the prompt has tools or anything but text
   */
  @Override
  public ChatResponse call(Prompt prompt) {
    MoaResult result = moa.ask(Conversations.of(prompt));
    return last(result, result.text());
  }

  /**
   * Asks the ensemble at each subscription; disposing of it cancels the run.
   *
   * <p>What is streamed is the last call of the run. Pieces cannot be taken back: if the answer
   * begins anew after some, because that call was retried, the stream ends with an {@link
   * IllegalStateException} and the run is cancelled.
   */
  @Override
  public Flux<ChatResponse> stream(Prompt prompt) {
    return Flux.create(sink -> StreamedRun.start(this, moa, Conversations.of(prompt), sink));
  }

  ChatResponse piece(String text) {
    return new ChatResponse(
        List.of(new Generation(new AssistantMessage(text))),
        ChatResponseMetadata.builder().model(moa.name()).build());
  }

  ChatResponse last(MoaResult result, String text) {
    return new ChatResponse(
        List.of(
            new Generation(
                new AssistantMessage(text),
                ChatGenerationMetadata.builder().finishReason("STOP").build())),
        ChatResponseMetadata.builder()
            .model(moa.name())
            .usage(usage(result.usage()))
            .keyValue(RESULT, result)
            .build());
  }

  private static DefaultUsage usage(Usage usage) {
    return new DefaultUsage(count(usage.inputTokens()), count(usage.outputTokens()));
  }

  /** Spring AI says 0 for unknown. */
  private static int count(OptionalLong tokens) {
    return (int) Math.min(tokens.orElse(0), Integer.MAX_VALUE);
  }
}
