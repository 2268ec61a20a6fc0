package io.github.attentionmoa.agent;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.prompt.Conversation;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an agent is asked in one call. Immutable. */
public final class CompletionRequest {
  private final Conversation conversation;
  private final CompletionOptions options;
  private final @Nullable CallKey key;
  private final @Nullable Duration timeout;

  private CompletionRequest(Builder builder) {
    conversation = builder.conversation;
    options = builder.options;
    key = builder.key;
    timeout = builder.timeout;
  }

  /** Returns a request of a conversation, with no options, key or time-out. */
  public static CompletionRequest of(Conversation conversation) {
    return builder(conversation).build();
  }

  /** Returns a builder of a request to complete a conversation. */
  public static Builder builder(Conversation conversation) {
    return new Builder(conversation);
  }

  /** Returns a builder with everything set as here. */
  public Builder toBuilder() {
    Builder builder = new Builder(conversation).options(options);
    builder.key = key;
    builder.timeout = timeout;
    return builder;
  }

  /** Returns the messages to continue; from the engine it ends with a user turn. */
  public Conversation conversation() {
    return conversation;
  }

  /** Returns how to answer. */
  public CompletionOptions options() {
    return options;
  }

  /** Returns the place of this call in its run; empty outside of a run. */
  public Optional<CallKey> key() {
    return Optional.ofNullable(key);
  }

  /** Returns the time this exchange may take from its start; empty if it may take any. */
  public Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }

  /** Returns key and options; the conversation stays out of logs. */
  @Override
  public String toString() {
    return "CompletionRequest(" + (key == null ? "" : key + ", ") + options + ")";
  }

  /** Collects the parts of a request. */
  public static final class Builder {
    private Conversation conversation;
    private CompletionOptions options = CompletionOptions.none();
    private @Nullable CallKey key;
    private @Nullable Duration timeout;

    private Builder(Conversation conversation) {
      this.conversation = requireNonNull(conversation, "conversation");
    }

    /** Sets the messages to continue. */
    public Builder conversation(Conversation value) {
      conversation = requireNonNull(value, "conversation");
      return this;
    }

    /** Sets how to answer; nothing is set by default. */
    public Builder options(CompletionOptions value) {
      options = requireNonNull(value, "options");
      return this;
    }

    /** Sets the place of this call in its run. */
    public Builder key(CallKey value) {
      key = requireNonNull(value, "key");
      return this;
    }

    /**
     * Sets the time this exchange may take; any time by default.
     *
     * @throws IllegalArgumentException if zero or negative
     */
    public Builder timeout(Duration value) {
      if (value.isZero() || value.isNegative()) {
        throw new IllegalArgumentException("timeout: " + value + " (expected: more than zero)");
      }
      timeout = value;
      return this;
    }

    /** Returns the request. */
    public CompletionRequest build() {
      return new CompletionRequest(this);
    }
  }
}
