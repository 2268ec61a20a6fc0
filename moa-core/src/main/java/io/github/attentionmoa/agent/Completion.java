package io.github.attentionmoa.agent;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one call gave back. Immutable. */
public final class Completion {
  private final String text;
  private final @Nullable String reasoning;
  private final @Nullable String model;
  private final @Nullable String requestId;
  private final FinishReason finishReason;
  private final String rawFinishReason;
  private final Usage usage;
  private final @Nullable Object attachment;

  private Completion(Builder builder) {
    text = builder.text;
    reasoning = builder.reasoning;
    model = builder.model;
    requestId = builder.requestId;
    finishReason = builder.finishReason;
    rawFinishReason = builder.rawFinishReason;
    usage = builder.usage;
    attachment = builder.attachment;
  }

  /** Returns a completion of a text that ended by itself, its usage unknown. */
  public static Completion of(String text) {
    return builder(text).build();
  }

  /** Returns a builder of a completion; finish reason STOP and unknown usage until set. */
  public static Builder builder(String text) {
    return new Builder(text);
  }

  /** Returns a builder with everything set as here. */
  public Builder toBuilder() {
    Builder builder = new Builder(text);
    builder.reasoning = reasoning;
    builder.model = model;
    builder.requestId = requestId;
    builder.finishReason = finishReason;
    builder.rawFinishReason = rawFinishReason;
    builder.usage = usage;
    builder.attachment = attachment;
    return builder;
  }

  /** Returns the answer; a blank one counts as a lost call. */
  public String text() {
    return text;
  }

  /** Returns the reasoning that the provider kept apart; it never enters a prompt. */
  public Optional<String> reasoning() {
    return Optional.ofNullable(reasoning);
  }

  /** Returns the model that answered, in the provider's words. */
  public Optional<String> model() {
    return Optional.ofNullable(model);
  }

  /** Returns the provider's number for this exchange. */
  public Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }

  /** Returns why the call ended. */
  public FinishReason finishReason() {
    return finishReason;
  }

  /** Returns why the call ended in the provider's word; empty if it gave none. */
  public String rawFinishReason() {
    return rawFinishReason;
  }

  /** Returns the tokens used. */
  public Usage usage() {
    return usage;
  }

  /**
   * Returns what the agent attached for those who know it, if it is of the given type.
   *
   * <p>An {@code AttentionMoA} that is used as an agent attaches its {@code MoaResult}.
   */
  public <T> Optional<T> attachment(Class<T> type) {
    return Optional.ofNullable(attachment).filter(type::isInstance).map(type::cast);
  }

  /** Returns lengths, reasons and usage; the words stay out of logs. */
  @Override
  public String toString() {
    return "Completion(" + text.length() + " characters, " + finishReason + ", " + usage + ")";
  }

  /** Collects the parts of a completion. */
  public static final class Builder {
    private String text;
    private @Nullable String reasoning;
    private @Nullable String model;
    private @Nullable String requestId;
    private FinishReason finishReason = FinishReason.STOP;
    private String rawFinishReason = "";
    private Usage usage = Usage.unknown();
    private @Nullable Object attachment;

    private Builder(String text) {
      this.text = requireNonNull(text, "text");
    }

    /** Sets the answer. */
    public Builder text(String value) {
      text = requireNonNull(value, "text");
      return this;
    }

    /** Sets the reasoning; none by default. */
    public Builder reasoning(String value) {
      reasoning = requireNonNull(value, "reasoning");
      return this;
    }

    /** Sets the model that answered; unknown by default. */
    public Builder model(String value) {
      model = requireNonNull(value, "model");
      return this;
    }

    /** Sets the provider's number for this exchange; unknown by default. */
    public Builder requestId(String value) {
      requestId = requireNonNull(value, "requestId");
      return this;
    }

    /** Sets why the call ended, and the provider's word for it; STOP and none by default. */
    public Builder finishReason(FinishReason value, String raw) {
      finishReason = requireNonNull(value, "finishReason");
      rawFinishReason = requireNonNull(raw, "raw");
      return this;
    }

    /** Sets the tokens used; unknown by default. */
    public Builder usage(Usage value) {
      usage = requireNonNull(value, "usage");
      return this;
    }

    /** Attaches something for those who know its type; nothing by default. */
    public Builder attachment(Object value) {
      attachment = requireNonNull(value, "attachment");
      return this;
    }

    /** Returns the completion. */
    public Completion build() {
      return new Completion(this);
    }
  }
}
