package io.github.attentionmoa.providers.llamacpp;

import static io.github.attentionmoa.providers.llamacpp.Fixtures.answerOf;
import static io.github.attentionmoa.providers.llamacpp.Fixtures.await;
import static io.github.attentionmoa.providers.llamacpp.Fixtures.failureOf;
import static io.github.attentionmoa.providers.llamacpp.Fixtures.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionOptions;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way through the native runtime, on a model of random weights with one slot. */
class LlamaAgentTest {
  @TempDir static Path directory;
  private static LlamaModel model;

  @BeforeAll
  static void open() {
    model = LlamaModel.builder(Fixtures.nanoIn(directory)).slots(1).contextTokens(512).open();
  }

  @Test
  void answersWithCountedUsage() {
    Completion completion = answerOf(model.agent("nano").complete(request("Hello")));

    assertThat(completion.usage().isComplete()).isTrue();
    assertThat(completion.usage().inputTokens().getAsLong()).isGreaterThan(5);
    assertThat(completion.usage().outputTokens().getAsLong()).isPositive();
    assertThat(completion.model()).contains("nano.gguf");
  }

  @Test
  void answerThatHitsTheLimitEndsForLength() {
    Completion completion = answerOf(model.agent("nano").complete(limited(3)));

    assertThat(completion.finishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(completion.usage().outputTokens()).hasValue(3);
  }

  @Test
  void sameSeedGivesTheSameText() {
    CompletionRequest seeded =
        request("Hello", CompletionOptions.builder().temperature(1).seed(7).maxOutputTokens(20));

    String first = answerOf(model.agent("nano").complete(seeded)).text();
    String second = answerOf(model.agent("nano").complete(seeded)).text();

    assertThat(second).isEqualTo(first);
  }

  @Test
  void stopSequenceEndsTheAnswerAndIsNoPartOfIt() {
    CompletionOptions.Builder greedy = CompletionOptions.builder().temperature(0);
    String whole = answerOf(model.agent("nano").complete(request("Hi", greedy))).text();
    String stop = whole.substring(4, 7);

    Completion stopped =
        answerOf(model.agent("nano").complete(request("Hi", greedy.stopSequences(List.of(stop)))));

    assertThat(stopped.text()).isEqualTo(whole.substring(0, whole.indexOf(stop)));
    assertThat(stopped.finishReason()).isEqualTo(FinishReason.STOP);
  }

  @Test
  void streamedPiecesAreTheText() {
    List<String> pieces = new ArrayList<>();

    Completion completion = answerOf(model.agent("nano").stream(limited(60), pieces::add));

    assertThat(pieces).hasSizeGreaterThan(1);
    assertThat(String.join("", pieces)).isEqualTo(completion.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "\u0001\u001f\u007f\u0085", "\ud83d", "\"\\\b\f\r\n\t</script>"})
  void oddCharactersDoNoHarm(String text) {
    assertThat(answerOf(model.agent("nano").complete(request("x" + text)))).isNotNull();
  }

  @Test
  void conversationLongerThanTheContextIsRefused() {
    AgentException failure = failureOf(model.agent("nano").complete(request("word ".repeat(1000))));

    assertThat(failure.kind()).isEqualTo(Kind.CONTEXT_LENGTH);
    assertThat(failure).hasMessageContaining("expected: fewer than 511");
  }

  @Test
  void answerNeverOutgrowsTheContext() {
    String almostFull = "x".repeat(460);

    Completion completion = answerOf(model.agent("nano").complete(request(almostFull)));

    long tokens =
        completion.usage().inputTokens().getAsLong()
            + completion.usage().outputTokens().getAsLong();
    assertThat(tokens).isLessThan(512);
  }

  @Test
  void conversationThatEndsWithTheAssistantIsRefused() {
    CompletionRequest request = CompletionRequest.of(Conversation.of("Hi").assistant("Hello"));

    assertThatThrownBy(() -> model.agent("nano").complete(request))
        .isInstanceOfSatisfying(
            AgentException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID_REQUEST));
  }

  @Test
  void cancelStopsTheWritingAndFreesTheSlot() {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    List<String> pieces = new ArrayList<>();
    CompletableFuture<Completion> answer =
        model.agent("nano").stream(
            limited(400),
            piece -> {
              pieces.add(piece);
              writing.countDown();
              await(cancelled);
            });

    await(writing);
    answer.cancel(true);
    cancelled.countDown();

    assertThat(answerOf(model.agent("next").complete(limited(3)))).isNotNull();
    assertThat(pieces).hasSize(1);
  }

  @Test
  void callCancelledInTheQueueIsNeverMade() {
    CountDownLatch release = new CountDownLatch(1);
    List<String> pieces = new ArrayList<>();
    CompletableFuture<Completion> busy =
        model.agent("busy").stream(limited(3), piece -> await(release));
    CompletableFuture<Completion> queued = model.agent("queued").stream(limited(3), pieces::add);

    queued.cancel(true);
    release.countDown();

    assertThat(answerOf(busy)).isNotNull();
    assertThat(answerOf(model.agent("next").complete(limited(3)))).isNotNull();
    assertThat(pieces).isEmpty();
  }

  @Test
  void callThatTakesTooLongEndsAsTimeOut() {
    CountDownLatch over = new CountDownLatch(1);
    CompletionRequest request = limited(9).toBuilder().timeout(Duration.ofNanos(1)).build();

    CompletableFuture<Completion> answer =
        model.agent("nano").stream(request, piece -> await(over));

    assertThat(failureOf(answer).kind()).isEqualTo(Kind.TIMEOUT);
    over.countDown();
    assertThat(answerOf(model.agent("next").complete(limited(3)))).isNotNull();
  }

  @Test
  void faultOfTheReaderOfPiecesEndsTheCallAndFreesTheSlot() {
    CompletableFuture<Completion> answer =
        model.agent("nano").stream(
            limited(400),
            piece -> {
              throw AgentException.of(Kind.AGENT_FAULT, "a bad listener");
            });

    assertThat(failureOf(answer)).hasMessage("a bad listener");
    assertThat(answerOf(model.agent("next").complete(limited(3)))).isNotNull();
  }

  @Test
  void seatsOfOneModelShareItsEndpointAndItsSlots() {
    LlamaAgent one = model.agent("one");
    LlamaAgent two = model.agent("two");

    assertThat(one.endpoint()).isEqualTo(two.endpoint());
    assertThat(one.maxConcurrentCalls()).isEqualTo(1);
    assertThat(one.name()).isEqualTo("one");
  }

  @Test
  void identityTellsSeatsWithOtherDefaultsApart() {
    LlamaAgent plain = model.agent("one");
    LlamaAgent warm =
        plain.toBuilder().defaults(CompletionOptions.builder().temperature(0.8).build()).build();

    assertThat(warm.identity()).isNotEqualTo(plain.identity());
    assertThat(model.agent("two").identity()).isEqualTo(plain.identity());
  }

  @Test
  void stageDefaultWinsOverTheOtherDefaults() {
    LlamaAgent agent =
        LlamaAgent.builder("nano", model)
            .defaults(CompletionOptions.builder().temperature(0).maxOutputTokens(6).build())
            .defaults(Stage.ATTEND, CompletionOptions.builder().maxOutputTokens(2).build())
            .build();
    CompletionRequest attend =
        request("Hello").toBuilder().key(new CallKey(1, Stage.ATTEND, 1, 2, 1)).build();

    assertThat(answerOf(agent.complete(attend)).usage().outputTokens()).hasValue(2);
    assertThat(answerOf(agent.complete(request("Hello"))).usage().outputTokens()).hasValue(6);
  }

  @Test
  void optionsOfTheRequestWinOverDefaults() {
    LlamaAgent agent =
        LlamaAgent.builder("nano", model)
            .defaults(CompletionOptions.builder().temperature(0).maxOutputTokens(6).build())
            .build();

    assertThat(answerOf(agent.complete(limited(3))).usage().outputTokens()).hasValue(3);
  }

  @Test
  void blankNameIsRejected() {
    assertThatThrownBy(() -> model.agent(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name: blank");
  }

  @Test
  void embeddedEnsembleHasThreeSeatsOverOneModel() {
    assertThat(EmbeddedEnsemble.seats(model))
        .extracting(seat -> seat.name() + " " + seat.endpoint())
        .containsExactly(
            "seat 1 " + model.endpoint(),
            "seat 2 " + model.endpoint(),
            "seat 3 " + model.endpoint());
  }

  private static CompletionRequest limited(int tokens) {
    return request("Hello", CompletionOptions.builder().temperature(0).maxOutputTokens(tokens));
  }
}
