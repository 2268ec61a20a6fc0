package io.github.attentionmoa.providers.langchain4j;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.result.MoaResult;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The metadata of an ensemble's response: summed usage, and the result of the run. */
public final class MoaResponseMetadata extends ChatResponseMetadata {
  private final MoaResult result;

  private MoaResponseMetadata(Builder builder) {
    super(builder);
    result = builder.result;
  }

  static ChatResponse respond(AttentionMoA moa, MoaResult result) {
    return ChatResponse.builder()
        .aiMessage(AiMessage.from(result.text()))
        .metadata(
            new Builder(result)
                .modelName(moa.name())
                .tokenUsage(tokens(result.usage()))
                .finishReason(FinishReason.STOP)
                .build())
        .build();
  }

  private static TokenUsage tokens(Usage usage) {
    return new TokenUsage(count(usage.inputTokens()), count(usage.outputTokens()));
  }

  private static @Nullable Integer count(OptionalLong tokens) {
    return tokens.isPresent() ? (int) Math.min(tokens.getAsLong(), Integer.MAX_VALUE) : null;
  }

  /** Returns the result of the run: why it ended, what it cost, every call. */
  public MoaResult result() {
    return result;
  }

  /** Starts metadata of the same run with everything set as here. */
  @Override
  public Builder toBuilder() {
    Builder builder = new Builder(result);
    super.toBuilder(builder);
    return builder;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return super.equals(other)
        && other instanceof MoaResponseMetadata that
        && result.equals(that.result);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + result.hashCode();
  }

  /** Collects the parts of the metadata of one run. */
  public static final class Builder extends ChatResponseMetadata.Builder<Builder> {
    private final MoaResult result;

    private Builder(MoaResult result) {
      this.result = requireNonNull(result, "result");
    }

    @Override
    public MoaResponseMetadata build() {
      return new MoaResponseMetadata(this);
    }
  }
}
