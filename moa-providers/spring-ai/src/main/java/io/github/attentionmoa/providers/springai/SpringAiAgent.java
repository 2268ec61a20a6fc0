package io.github.attentionmoa.providers.springai;

import static java.util.Objects.requireNonNull;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.publisher.Flux;

/**
 * A Spring AI model as an agent, named as the model is.
 *
 * <p>A plain call blocks until the model has answered: one that the engine has given up runs on,
 * and may be paid for. {@link Builder#streamed} asks by streams instead, which a cancel reaches at
 * once. A model that cannot stream hands on its answer in one piece.
 *
 * <p>A prompt has no options unless somebody set some, because models of Spring AI replace all
 * their own options by those of a prompt, time-outs too. Then the model's own are sent with it.
 * Seed and effort never are: Spring AI has no common name for them, so set them on the model.
 *
 * <p>Models of Spring AI retry by themselves. So failures are not retryable here, unless {@link
 * Builder#retryable} says so. Safe for many threads if the model is.
 */
public final class SpringAiAgent implements Agent {
  private final Builder builder;

  private SpringAiAgent(Builder builder) {
    this.builder = builder.copy();
  }

  /** Returns an agent that asks by plain calls, and by streams where the text is read. */
  public static SpringAiAgent of(ChatModel model) {
    return builder(model).build();
  }

  /** Starts an agent of a model. */
  public static Builder builder(ChatModel model) {
    return new Builder(model);
  }

  /** Starts another agent of the same model with everything set as here. */
  public Builder toBuilder() {
    return builder.copy();
  }

  @Override
  public CompletableFuture<Completion> complete(CompletionRequest request) {
    if (builder.streamed) {
      return stream(request, piece -> {});
    }
    Prompt prompt = Prompts.of(request, builder.model);
    return answer(Flux.defer(() -> Flux.just(builder.model.call(prompt))), piece -> {});
  }

  @Override
  public CompletableFuture<Completion> stream(CompletionRequest request, Consumer<String> onText) {
    Prompt prompt = Prompts.of(request, builder.model);
    return answer(Flux.defer(() -> streamed(prompt)), onText);
  }

  private Flux<ChatResponse> streamed(Prompt prompt) {
    try {
      return builder.model.stream(prompt);
    } catch (UnsupportedOperationException cannotStream) {
      return Flux.just(builder.model.call(prompt));
    }
  }

  private CompletableFuture<Completion> answer(
      Flux<ChatResponse> responses, Consumer<String> onText) {
    Reply reply = new Reply(onText, builder::failure);
    responses.subscribe(reply);
    return reply.end();
  }

  /** Returns the name of the model, or of its class if it tells none. */
  @Override
  public String name() {
    return builder.name;
  }

  /** Returns class and common options of the model; it tells no more of itself. */
  @Override
  public String identity() {
    return builder.identity;
  }

  @Override
  public int maxConcurrentCalls() {
    return builder.maxConcurrentCalls;
  }

  /** Collects the settings of an agent. */
  public static final class Builder {
    private final ChatModel model;
    private final String name;
    private final String identity;
    private Function<Throwable, Kind> kinds = Builder::usualKind;
    private boolean retryable;
    private boolean streamed;
    private int maxConcurrentCalls = Integer.MAX_VALUE;

    private Builder(ChatModel model) {
      this.model = requireNonNull(model, "model");
      ChatOptions options = model.getOptions();
      String type = model.getClass().getSimpleName();
      name = options.getModel() == null ? type : options.getModel();
      identity = "spring-ai " + model.getClass().getName() + " " + Prompts.common(options);
    }

    private Builder copy() {
      Builder copy = new Builder(model);
      copy.kinds = kinds;
      copy.retryable = retryable;
      copy.streamed = streamed;
      copy.maxConcurrentCalls = maxConcurrentCalls;
      return copy;
    }

    /**
     * Sets whether failures may be retried by the engine, default not.
     *
     * <p>Switch off the model's own retries then, or the two multiply.
     */
    public Builder retryable(boolean value) {
      retryable = value;
      return this;
    }

    /**
     * Sets what kind of failure an exception of the model is.
     *
     * <p>Every provider throws its own. By default a time-out or I/O exception among the causes
     * tells, and everything else is {@link Kind#UNAVAILABLE}.
     */
    public Builder kinds(Function<Throwable, Kind> value) {
      kinds = requireNonNull(value, "kinds");
      return this;
    }

    /**
     * Sets whether every call is streamed, default only where the text is read.
     *
     * <p>Streams can be cancelled and block no thread, but some models tell no usage with them.
     */
    public Builder streamed(boolean value) {
      streamed = value;
      return this;
    }

    /**
     * Sets how many calls the model takes at the same time, default any number.
     *
     * @throws IllegalArgumentException if less than 1
     */
    public Builder maxConcurrentCalls(int value) {
      if (value < 1) {
        throw new IllegalArgumentException(
            "maxConcurrentCalls: " + value + " (expected: 1 or more)");
      }
      maxConcurrentCalls = value;
      return this;
    }

    /** Returns the agent. */
    public SpringAiAgent build() {
      return new SpringAiAgent(this);
    }

    /** A model's message may hold anything, so it is the cause's alone. */
    private Throwable failure(Throwable thrown) {
      if (thrown instanceof AgentException || thrown instanceof Error) {
        return thrown;
      }
      AgentException.Builder failure =
          AgentException.builder(
                  kinds.apply(thrown), "the model threw " + thrown.getClass().getName())
              .cause(thrown);
      return retryable ? failure.build() : failure.retryable(false).build();
    }

    private static Kind usualKind(Throwable thrown) {
      for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
        if (cause instanceof TimeoutException
            || cause instanceof SocketTimeoutException
            || cause instanceof HttpTimeoutException) {
          return Kind.TIMEOUT;
        }
        if (cause instanceof IOException) {
          return Kind.CONNECTION;
        }
      }
      return Kind.UNAVAILABLE;
    }
  }
}
