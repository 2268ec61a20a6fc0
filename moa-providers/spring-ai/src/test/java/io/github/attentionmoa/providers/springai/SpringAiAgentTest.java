package io.github.attentionmoa.providers.springai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.agent.Usage;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Message;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;

class SpringAiAgentTest {
  private static final CompletionRequest QUESTION =
      CompletionRequest.of(Conversation.of("Why is the sky blue?"));

  private final FakeModel model = new FakeModel();
  private final SpringAiAgent agent = SpringAiAgent.of(model);

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

    assertThat(model.prompts.get(0).getInstructions())
        .containsExactly(
            new SystemMessage("Be brief."),
            new UserMessage("Hello"),
            new AssistantMessage("Hi"),
            new UserMessage("Why is the sky blue?"));
  }

  @Test
  void promptsHaveNoOptionsUnlessSomebodySetSome() {
    model.options = ChatOptions.builder().model("gpt-9").build();
    model.answer("It is blue.").answer("It is blue.");

    agent.complete(QUESTION).join();
    agent.stream(QUESTION, piece -> {}).join();

    assertThat(model.prompts).hasSize(2).allMatch(prompt -> prompt.getOptions() == null);
  }

  @Test
  void optionsThatAreSetComeOnTopOfThoseOfTheModel() {
    model.options = ChatOptions.builder().model("gpt-9").temperature(1.0).build();
    CompletionOptions options =
        CompletionOptions.builder()
            .temperature(0.5)
            .topP(0.9)
            .maxOutputTokens(80)
            .stopSequences(List.of("END"))
            .build();
    model.answer("It is blue.");

    agent.complete(QUESTION.toBuilder().options(options).build()).join();

    assertThat(model.prompts.get(0).getOptions())
        .isEqualTo(
            ChatOptions.builder()
                .model("gpt-9")
                .temperature(0.5)
                .topP(0.9)
                .maxTokens(80)
                .stopSequences(List.of("END"))
                .build());
  }

  @Test
  void keepsAllThatTheResponseTells() {
    AssistantMessage thought =
        AssistantMessage.builder().content("Hm.").properties(Map.of("isThought", true)).build();
    Generation answer =
        new Generation(
            new AssistantMessage("It is"),
            ChatGenerationMetadata.builder().finishReason("MAX_TOKENS").build());
    model.answer(
        new ChatResponse(
            List.of(new Generation(thought), answer),
            ChatResponseMetadata.builder()
                .id("id-1")
                .model("model-1")
                .usage(new DefaultUsage(20, 7))
                .build()));

    Completion completion = agent.complete(QUESTION).join();

    assertThat(completion.text()).isEqualTo("It is");
    assertThat(completion.reasoning()).hasValue("Hm.");
    assertThat(completion.requestId()).hasValue("id-1");
    assertThat(completion.model()).hasValue("model-1");
    assertThat(completion.usage()).isEqualTo(Usage.of(20, 7));
    assertThat(completion.finishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(completion.rawFinishReason()).isEqualTo("MAX_TOKENS");
  }

  @ParameterizedTest
  @CsvSource({"STOP,STOP", "end_turn,STOP", "tool_calls,TOOL", "SAFETY,FILTER", "odd,OTHER"})
  void finishReasonsOfAllProvidersAreRead(String raw, FinishReason reason) {
    model.answer(
        new ChatResponse(
            List.of(
                new Generation(
                    new AssistantMessage("It is"),
                    ChatGenerationMetadata.builder().finishReason(raw).build()))));

    assertThat(agent.complete(QUESTION).join().finishReason()).isEqualTo(reason);
  }

  @Test
  void whatTheModelDoesNotTellIsUnknown() {
    model.answer("It is blue.");

    Completion completion = agent.complete(QUESTION).join();

    assertThat(completion.usage()).isEqualTo(Usage.unknown());
    assertThat(completion.model()).isEmpty();
    assertThat(completion.finishReason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void modelThatCannotStreamAnswersInOnePiece() {
    ChatModel calledOnly = prompt -> FakeModel.response("It is blue.");
    List<String> pieces = new ArrayList<>();

    Completion completion = SpringAiAgent.of(calledOnly).stream(QUESTION, pieces::add).join();

    assertThat(completion.text()).isEqualTo("It is blue.");
    assertThat(pieces).containsExactly("It is blue.");
  }

  static List<Arguments> failures() {
    return List.of(
        Arguments.of(new IllegalStateException(new TimeoutException("no")), Kind.TIMEOUT),
        Arguments.of(new IllegalStateException(new SocketTimeoutException("no")), Kind.TIMEOUT),
        Arguments.of(new IllegalStateException(new IOException("no")), Kind.CONNECTION),
        Arguments.of(new IllegalStateException("no"), Kind.UNAVAILABLE));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failuresHaveTheirKindAndAreNotRetryable(RuntimeException thrown, Kind kind) {
    model.fail(thrown).fail(thrown);

    AgentException called = failureOf(agent.complete(QUESTION));
    AgentException streamed = failureOf(agent.stream(QUESTION, piece -> {}));

    assertThat(List.of(called, streamed))
        .allMatch(failure -> failure.kind() == kind && !failure.isRetryable());
    assertThat(streamed).hasCause(thrown);
  }

  @Test
  void failuresAreRetryableIfTheUserSaysSo() {
    SpringAiAgent retried = agent.toBuilder().retryable(true).build();
    model.fail(new IllegalStateException("no"));

    assertThat(failureOf(retried.complete(QUESTION)).isRetryable()).isTrue();
  }

  @Test
  void userNamesTheKindsOfFailures() {
    SpringAiAgent named = agent.toBuilder().kinds(any -> Kind.AUTHENTICATION).build();
    model.fail(new IllegalStateException("no"));

    assertThat(failureOf(named.complete(QUESTION)).kind()).isEqualTo(Kind.AUTHENTICATION);
  }

  @Test
  void isNamedAsTheModel() {
    model.options = ChatOptions.builder().model("gpt-9").temperature(0.1).build();

    assertThat(SpringAiAgent.of(model).name()).isEqualTo("gpt-9");
    assertThat(SpringAiAgent.of(model).identity()).contains("gpt-9", "0.1");
    assertThat(agent.name()).isEqualTo("FakeModel");
  }

  @Test
  void limitsConcurrentCalls() {
    SpringAiAgent limited = SpringAiAgent.builder(model).maxConcurrentCalls(2).build();

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
