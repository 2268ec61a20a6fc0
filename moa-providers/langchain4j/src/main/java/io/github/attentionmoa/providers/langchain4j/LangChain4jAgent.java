package io.github.attentionmoa.providers.langchain4j;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A LangChain4j model as an agent, named as the model is.
 *
 * <p>A {@link ChatModel} blocks until it has answered: a call that the engine has given up runs on,
 * and may be paid for. A {@link StreamingChatModel} is cut off at its next piece, if its provider
 * supports that.
 *
 * <p>Only options that somebody set are sent. Seed and effort never are: LangChain4j has no common
 * name for them, so set them on the model.
 *
 * <p>Models of LangChain4j retry by themselves. So failures are not retryable here, unless {@link
 * Builder#retryable} says so. Safe for many threads if the model is; closing it is up to its owner.
 */
public final class LangChain4jAgent implements Agent {
  private final Builder builder;

  private LangChain4jAgent(Builder builder) {
    this.builder = builder.copy();
  }

  /** Returns an agent that blocks until the model has answered. */
  public static LangChain4jAgent of(ChatModel model) {
    return builder(model).build();
  }

  /** Returns an agent that is answered piece by piece. */
  public static LangChain4jAgent of(StreamingChatModel model) {
    return builder(model).build();
  }

  /** Starts an agent that blocks until the model has answered. */
  public static Builder builder(ChatModel model) {
    return new Builder(
        (request, handler) -> whole(model.chat(request), handler),
        model.getClass(),
        model.defaultRequestParameters());
  }

  /** Starts an agent that is answered piece by piece. */
  public static Builder builder(StreamingChatModel model) {
    return new Builder(model::chat, model.getClass(), model.defaultRequestParameters());
  }

  /** Starts another agent of the same model with everything set as here. */
  public Builder toBuilder() {
    return builder.copy();
  }

  private static void whole(ChatResponse response, StreamingChatResponseHandler handler) {
    String text = response.aiMessage().text();
    if (text != null) {
      handler.onPartialResponse(text);
    }
    handler.onCompleteResponse(response);
  }

  @Override
  public CompletableFuture<Completion> complete(CompletionRequest request) {
    return stream(request, piece -> {});
  }

  @Override
  public CompletableFuture<Completion> stream(CompletionRequest request, Consumer<String> onText) {
    Reply reply = new Reply(onText, builder.retryable);
    try {
      builder.model.accept(Requests.of(request), reply);
    } catch (RuntimeException e) {
      reply.onError(e);
    }
    return reply.end();
  }

  /** Returns the name of the model, or of its class if it tells none. */
  @Override
  public String name() {
    return builder.name;
  }

  /** Returns class and default parameters of the model; it tells no more of itself. */
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
    private final BiConsumer<ChatRequest, StreamingChatResponseHandler> model;
    private final String name;
    private final String identity;
    private boolean retryable;
    private int maxConcurrentCalls = Integer.MAX_VALUE;

    private Builder(
        BiConsumer<ChatRequest, StreamingChatResponseHandler> model,
        Class<?> type,
        ChatRequestParameters parameters) {
      this(
          model,
          parameters.modelName() == null ? type.getSimpleName() : parameters.modelName(),
          "langchain4j " + type.getName() + " " + parameters);
    }

    private Builder(
        BiConsumer<ChatRequest, StreamingChatResponseHandler> model, String name, String identity) {
      this.model = requireNonNull(model, "model");
      this.name = name;
      this.identity = identity;
    }

    private Builder copy() {
      Builder copy = new Builder(model, name, identity);
      copy.retryable = retryable;
      copy.maxConcurrentCalls = maxConcurrentCalls;
      return copy;
    }

    /**
     * Sets whether failures may be retried by the engine, default not.
     *
     * <p>Switch off the model's own retries then ({@code maxRetries(0)}), or the two multiply.
     */
    public Builder retryable(boolean value) {
      retryable = value;
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
    public LangChain4jAgent build() {
      return new LangChain4jAgent(this);
    }
  }
}
