package io.github.attentionmoa.providers.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.TokenUsage;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Message;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LangChain4jAgentTest {
  private static final CompletionRequest QUESTION =
      CompletionRequest.of(Conversation.of("Why is the sky blue?"));

  private final FakeModel model = new FakeModel();
  private final LangChain4jAgent agent = LangChain4jAgent.of(model);

  @Test
  void sendsTheMessagesOfTheConversation() {
    Conversation conversation =
        Conversation.of(
            List.of(
                Message.system("Be brief."),
                Message.user("Hello"),
                Message.assistant("Hi"),
                Message.user("Why is the sky blue?")));
    model.answer("It is blue.");

    agent.complete(CompletionRequest.of(conversation)).join();

    assertThat(model.requests.get(0).messages())
        .containsExactly(
            SystemMessage.from("Be brief."),
            UserMessage.from("Hello"),
            AiMessage.from("Hi"),
            UserMessage.from("Why is the sky blue?"));
  }

  @Test
  void sendsNoOptionThatNobodySet() {
    model.answer("It is blue.");

    agent.complete(QUESTION).join();

    assertThat(model.requests.get(0).parameters())
        .isEqualTo(ChatRequestParameters.builder().build());
  }

  @Test
  void sendsTheOptionsThatAreSet() {
    CompletionOptions options =
        CompletionOptions.builder()
            .temperature(0.5)
            .topP(0.9)
            .maxOutputTokens(80)
            .stopSequences(List.of("END"))
            .build();
    model.answer("It is blue.");

    agent.complete(QUESTION.toBuilder().options(options).build()).join();

    assertThat(model.requests.get(0).parameters())
        .isEqualTo(
            ChatRequestParameters.builder()
                .temperature(0.5)
                .topP(0.9)
                .maxOutputTokens(80)
                .stopSequences("END")
                .build());
  }

  @Test
  void keepsAllThatTheResponseTells() {
    model.answer(
        ChatResponse.builder()
            .aiMessage(AiMessage.builder().text("It is").thinking("Hm.").build())
            .id("id-1")
            .modelName("model-1")
            .tokenUsage(new TokenUsage(20, 7))
            .finishReason(dev.langchain4j.model.output.FinishReason.LENGTH)
            .build());

    Completion completion = agent.complete(QUESTION).join();

    assertThat(completion.text()).isEqualTo("It is");
    assertThat(completion.reasoning()).hasValue("Hm.");
    assertThat(completion.requestId()).hasValue("id-1");
    assertThat(completion.model()).hasValue("model-1");
    assertThat(completion.usage()).isEqualTo(Usage.of(20, 7));
    assertThat(completion.finishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(completion.rawFinishReason()).isEqualTo("LENGTH");
  }

  @ParameterizedTest
  @EnumSource(dev.langchain4j.model.output.FinishReason.class)
  void knowsEveryFinishReason(dev.langchain4j.model.output.FinishReason reason) {
    model.answer(
        ChatResponse.builder().aiMessage(AiMessage.from("It is")).finishReason(reason).build());

    FinishReason kept = agent.complete(QUESTION).join().finishReason();

    assertThat(reason.name()).contains(kept.name());
  }

  @Test
  void usageThatTheModelDoesNotTellIsUnknown() {
    model.answer("It is blue.");

    assertThat(agent.complete(QUESTION).join().usage()).isEqualTo(Usage.unknown());
  }

  static List<Arguments> failures() {
    return List.of(
        Arguments.of(new AuthenticationException("no"), Kind.AUTHENTICATION),
        Arguments.of(new ContentFilteredException("no"), Kind.CONTENT_FILTERED),
        Arguments.of(new InvalidRequestException("no"), Kind.INVALID_REQUEST),
        Arguments.of(new ModelNotFoundException("no"), Kind.NOT_FOUND),
        Arguments.of(new RateLimitException("no"), Kind.RATE_LIMITED),
        Arguments.of(new TimeoutException("no"), Kind.TIMEOUT),
        Arguments.of(new InternalServerException("no"), Kind.UNAVAILABLE),
        Arguments.of(new UnresolvedModelServerException("no"), Kind.CONNECTION),
        Arguments.of(new IllegalStateException("no"), Kind.AGENT_FAULT));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failuresHaveTheirKindAndAreNotRetryable(RuntimeException thrown, Kind kind) {
    model.fail(thrown);

    AgentException failure = failureOf(agent.complete(QUESTION));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure).hasCause(thrown).hasMessageContaining(thrown.getClass().getName());
  }

  @Test
  void failuresAreRetryableIfTheUserSaysSo() {
    Agent retried = agent.toBuilder().retryable(true).build();
    model.fail(new RateLimitException("no")).fail(new AuthenticationException("no"));

    assertThat(failureOf(retried.complete(QUESTION).toCompletableFuture()).isRetryable()).isTrue();
    assertThat(failureOf(retried.complete(QUESTION).toCompletableFuture()).isRetryable()).isFalse();
  }

  @Test
  void statusOfTheServerIsKept() {
    model.fail(new RateLimitException(new HttpException(429, "slow down")));

    assertThat(failureOf(agent.complete(QUESTION)).statusCode()).hasValue(429);
  }

  @Test
  void cancelThatComesBeforeTheHandleReachesTheModel() {
    FakeStreamingModel streaming = new FakeStreamingModel();
    CompletableFuture<StreamingChatResponseHandler> handler = streaming.stayMute();
    CompletableFuture<Completion> call = LangChain4jAgent.of(streaming).complete(QUESTION);

    call.cancel(true);
    streaming.piece(handler.join(), "It ");

    assertThat(streaming.cancelled.getCount()).isZero();
  }

  @Test
  void isNamedAsTheModel() {
    ChatModel named =
        new ChatModel() {
          @Override
          public ChatRequestParameters defaultRequestParameters() {
            return ChatRequestParameters.builder().modelName("gpt-9").temperature(0.1).build();
          }

          @Override
          public ChatResponse doChat(ChatRequest request) {
            throw new AssertionError("not asked here");
          }
        };

    assertThat(LangChain4jAgent.of(named).name()).isEqualTo("gpt-9");
    assertThat(LangChain4jAgent.of(named).identity()).contains("gpt-9", "0.1");
    assertThat(agent.name()).isEqualTo("FakeModel");
  }

  @Test
  void limitsConcurrentCalls() {
    LangChain4jAgent limited = LangChain4jAgent.builder(model).maxConcurrentCalls(2).build();

    assertThat(limited.maxConcurrentCalls()).isEqualTo(2);
    assertThat(limited.toBuilder().build().maxConcurrentCalls()).isEqualTo(2);
    assertThatThrownBy(() -> limited.toBuilder().maxConcurrentCalls(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxConcurrentCalls: 0 (expected: 1 or more)");
  }

  private static AgentException failureOf(CompletableFuture<Completion> call) {
    try {
      throw new AssertionError("answered: " + call.join());
    } catch (CompletionException e) {
      return (AgentException) e.getCause();
    }
  }
}
