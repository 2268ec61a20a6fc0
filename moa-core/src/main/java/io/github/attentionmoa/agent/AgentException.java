package io.github.attentionmoa.agent;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A call that gave no answer, and why.
 *
 * <p>The {@link #kind()} tells who has to change what. The message never holds keys or prompt text;
 * the provider's own words are in {@link #detail()}.
 */
public final class AgentException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final boolean retryable;
  private final int statusCode;
  private final @Nullable Duration retryAfter;
  private final @Nullable String detail;
  private final transient @Nullable Usage usage;

  private AgentException(Builder builder) {
    super(builder.message, builder.cause);
    kind = builder.kind;
    retryable = builder.retryable;
    statusCode = builder.statusCode;
    retryAfter = builder.retryAfter;
    detail = builder.detail;
    usage = builder.usage;
  }

  /** Names the reason of a failure. More may be added. */
  public enum Kind {
    /** The key is missing, wrong, or not allowed to do this. */
    AUTHENTICATION(false),
    /** There is no such model or address. */
    NOT_FOUND(false),
    /** The account has nothing left to spend. */
    QUOTA(false),
    /** Too many requests at the moment. */
    RATE_LIMITED(true),
    /** The provider has too much to do. */
    OVERLOADED(true),
    /** The provider failed, or is not up. */
    UNAVAILABLE(true),
    /** No connection, or it was lost. */
    CONNECTION(true),
    /** No answer within the time of the call. */
    TIMEOUT(true),
    /** The provider does not accept the request as it is. */
    INVALID_REQUEST(false),
    /** The conversation is too long for the model. */
    CONTEXT_LENGTH(false),
    /** A filter withheld the answer. */
    CONTENT_FILTERED(false),
    /** The model declined to answer. */
    REFUSED(false),
    /** The answer has no text. */
    EMPTY(true),
    /** The answer broke off on its way. */
    TRUNCATED(true),
    /** The answer is not in the provider's protocol. */
    MALFORMED_RESPONSE(true),
    /** The answer is larger than is accepted. */
    TOO_LARGE(false),
    /** The call was cancelled. */
    CANCELLED(false),
    /** The call was not started: executor, budget, deadline or an earlier failure forbade it. */
    REJECTED(false),
    /** The agent or plug-in has a bug: it threw, or returned what it must not. */
    AGENT_FAULT(false);

    private final boolean retryable;

    Kind(boolean retryable) {
      this.retryable = retryable;
    }
  }

  /** Returns an exception of a kind, retryable as is usual for the kind. */
  public static AgentException of(Kind kind, String message) {
    return builder(kind, message).build();
  }

  /** Returns a builder of an exception. */
  public static Builder builder(Kind kind, String message) {
    return new Builder(kind, message);
  }

  /** Returns a builder with everything set as here. */
  public Builder toBuilder() {
    Builder builder = new Builder(kind, String.valueOf(getMessage()));
    builder.cause = getCause();
    builder.retryable = retryable;
    builder.statusCode = statusCode;
    builder.retryAfter = retryAfter;
    builder.detail = detail;
    builder.usage = usage();
    return builder;
  }

  /** Returns the reason. */
  public Kind kind() {
    return kind;
  }

  /** Tells whether the same call may succeed when it is made again. */
  public boolean isRetryable() {
    return retryable;
  }

  /** Returns the HTTP status; empty if there was none. */
  public OptionalInt statusCode() {
    return statusCode == 0 ? OptionalInt.empty() : OptionalInt.of(statusCode);
  }

  /** Returns the time that the provider asks to wait; empty if it named none. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Returns the provider's own words and request number, without keys; empty if none. */
  public Optional<String> detail() {
    return Optional.ofNullable(detail);
  }

  /**
   * Returns the tokens that the failed exchange used all the same; unknown by default.
   *
   * <p>An agent that knows what a cancelled exchange has cost ends it with a {@link
   * java.util.concurrent.CancellationException} of this cause.
   */
  public Usage usage() {
    return usage == null ? Usage.unknown() : usage;
  }

  /** Collects the parts of an exception. */
  public static final class Builder {
    private final Kind kind;
    private final String message;
    private @Nullable Throwable cause;
    private boolean retryable;
    private int statusCode;
    private @Nullable Duration retryAfter;
    private @Nullable String detail;
    private Usage usage = Usage.unknown();

    private Builder(Kind kind, String message) {
      this.kind = requireNonNull(kind, "kind");
      this.message = requireNonNull(message, "message");
      this.retryable = kind.retryable;
    }

    /** Sets the cause; none by default. */
    public Builder cause(Throwable value) {
      cause = requireNonNull(value, "cause");
      return this;
    }

    /** Sets whether the call may be made again; by default as is usual for the kind. */
    public Builder retryable(boolean value) {
      retryable = value;
      return this;
    }

    /** Sets the HTTP status; none by default. */
    public Builder statusCode(int value) {
      statusCode = value;
      return this;
    }

    /** Sets the time that the provider asks to wait; none by default. */
    public Builder retryAfter(Duration value) {
      retryAfter = requireNonNull(value, "retryAfter");
      return this;
    }

    /** Sets the provider's own words; none by default. Keys must have been taken out. */
    public Builder detail(String value) {
      detail = requireNonNull(value, "detail");
      return this;
    }

    /** Sets the tokens that the failed exchange used; unknown by default, and then not counted. */
    public Builder usage(Usage value) {
      usage = requireNonNull(value, "usage");
      return this;
    }

    /** Returns the exception. */
    public AgentException build() {
      return new AgentException(this);
    }
  }
}
