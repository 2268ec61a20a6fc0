package io.github.attentionmoa.testing;

import static io.github.attentionmoa.prompt.Stage.ATTEND;
import static io.github.attentionmoa.prompt.Stage.PROPOSE;
import static io.github.attentionmoa.prompt.Stage.REFINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionRequest;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptedAgentTest {
  private final ScriptedAgent agent = ScriptedAgent.of("a");

  @Test
  void answersEveryCallOfAStage() {
    agent.on(PROPOSE).answer("blue");

    assertThat(List.of(ask(PROPOSE), ask(PROPOSE))).containsExactly("blue", "blue");
  }

  @Test
  void answersWhatIsScriptedOnceInOrderAndThenWhatHoldsAlways() {
    agent.on(PROPOSE).answer("more").next(PROPOSE).answer("one").next(PROPOSE).answer("two");

    assertThat(List.of(ask(PROPOSE), ask(PROPOSE), ask(PROPOSE)))
        .containsExactly("one", "two", "more");
  }

  @Test
  void keyGoesBeforeStageBeforeAnyCall() {
    CallKey key = new CallKey(2, ATTEND, 1, 3, 1);
    agent.otherwise().answer("any").on(ATTEND).answer("stage").on(key).answer("key");

    assertThat(List.of(ask(key), ask(ATTEND), ask(REFINE))).containsExactly("key", "stage", "any");
  }

  @Test
  void nextAnswersInOrderWhateverTheStage() {
    agent.next().answer("one").next().answer("two");

    assertThat(List.of(ask(REFINE), ask(ATTEND))).containsExactly("one", "two");
  }

  @Test
  void answersByFunctionOfTheRequest() {
    agent.on(REFINE).answer(request -> "layer " + request.key().orElseThrow().layer());

    assertThat(ask(REFINE)).isEqualTo("layer 1");
  }

  @Test
  void answersWithCompletionAsItIs() {
    Completion cut = Completion.builder("It").finishReason(FinishReason.LENGTH, "length").build();
    agent.on(PROPOSE).answer(cut);

    assertThat(agent.complete(request(PROPOSE)).toCompletableFuture().join()).isSameAs(cut);
  }

  @Test
  void failsWithAKind() {
    agent.on(PROPOSE).fail(Kind.RATE_LIMITED);

    assertThatThrownBy(() -> ask(PROPOSE))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            AgentException.class,
            failure -> assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED));
  }

  @Test
  void replyMayThrowWhateverAnAgentMayThrow() {
    agent
        .on(PROPOSE)
        .reply(
            call -> {
              throw new StackOverflowError("scripted");
            });

    assertThatThrownBy(() -> agent.complete(request(PROPOSE)))
        .isInstanceOf(StackOverflowError.class);
  }

  @Test
  void unscriptedCallThrowsAnErrorThatListsWhatIsLeft() {
    agent.on(PROPOSE).answer("used").next(REFINE).answer("1").next(REFINE).answer("2");
    agent.on(new CallKey(2, PROPOSE, 1, 1, 1)).stayOpen();
    ask(PROPOSE);

    assertThatThrownBy(() -> agent.complete(request(ATTEND)))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "agent 'a' has no reply scripted for layer 1 ATTEND 1; left: "
                + "[REFINE: 2 once, layer 2 PROPOSE 1: any number of times]");
  }

  @Test
  void unscriptedCallIsRememberedToo() {
    assertThatThrownBy(() -> agent.complete(CompletionRequest.of(Conversation.of("Why?"))))
        .hasMessage("agent 'a' has no reply scripted for a call without a key; left: []");

    assertThat(agent.calls()).hasSize(1);
  }

  @Test
  void nothingIsLeftWhenAllWasAskedFor() {
    agent.on(PROPOSE).answer("x").next(REFINE).answer("y");

    ask(PROPOSE);
    ask(REFINE);

    assertThat(agent.left()).isEmpty();
  }

  @Test
  void remembersCallsInTheOrderOfArrival() {
    agent.otherwise().answer("x");

    ask(REFINE);
    ask(PROPOSE);

    assertThat(agent.calls())
        .extracting(call -> call.request().key().orElseThrow().stage())
        .containsExactly(REFINE, PROPOSE);
    assertThat(agent.calls(PROPOSE)).containsExactly(agent.calls().get(1));
  }

  @Test
  void callTellsWhichWordsItHasSeen() {
    agent.otherwise().answer("x");

    ask(PROPOSE);

    assertThat(agent.calls().get(0).hasSeen("sky")).isTrue();
    assertThat(agent.calls().get(0).hasSeen("sea")).isFalse();
  }

  @Test
  void openCallEndsWhenTheTestSaysSo() {
    agent.on(PROPOSE).stayOpen();
    CompletionStage<Completion> stage = agent.complete(request(PROPOSE));
    ScriptedCall call = agent.calls().get(0);
    assertThat(call.isOpen()).isTrue();

    call.answer("late");
    call.fail(Kind.TIMEOUT);

    assertThat(text(stage)).isEqualTo("late");
    assertThat(call.isOpen()).isFalse();
  }

  @Test
  void cancelReachesTheCall() {
    agent.on(PROPOSE).stayOpen();
    CompletionStage<Completion> stage = agent.complete(request(PROPOSE));

    stage.toCompletableFuture().cancel(true);

    assertThat(agent.calls().get(0).isCancelled()).isTrue();
  }

  @Test
  void streamsInThePiecesOfTheScript() {
    agent.on(PROPOSE).answerInPieces("It ", "is ", "blue");
    List<String> pieces = new ArrayList<>();

    CompletionStage<Completion> stage = agent.stream(request(PROPOSE), pieces::add);

    assertThat(pieces).containsExactly("It ", "is ", "blue");
    assertThat(text(stage)).isEqualTo("It is blue");
  }

  @Test
  void streamsInOnePieceWhenThereAreNone() {
    agent.on(PROPOSE).answer("blue");
    List<String> pieces = new ArrayList<>();

    agent.stream(request(PROPOSE), pieces::add);

    assertThat(pieces).containsExactly("blue");
  }

  @Test
  void hasTheLimitsOfItsEndpoint() {
    agent.endpoint("local").maxConcurrentCalls(1);

    assertThat(agent.name()).isEqualTo("a");
    assertThat(agent.endpoint()).isEqualTo("local");
    assertThat(agent.maxConcurrentCalls()).isEqualTo(1);
  }

  @Test
  void tellsThatItWasClosed() {
    assertThat(agent.isClosed()).isFalse();

    agent.close();

    assertThat(agent.isClosed()).isTrue();
  }

  @Test
  void everyScriptedReplyIsGivenOnceToManyThreads() {
    IntStream.range(0, 200).forEach(i -> agent.next(ATTEND).answer("answer " + i));

    List<String> answers =
        IntStream.range(0, 200).parallel().mapToObj(i -> ask(ATTEND)).sorted().toList();

    assertThat(answers).doesNotHaveDuplicates().hasSize(200);
    assertThat(agent.calls()).hasSize(200);
  }

  @Test
  void wordsStayOutOfTheDescription() {
    agent.on(PROPOSE).answer("blue");

    ask(PROPOSE);

    assertThat(agent.calls().get(0))
        .hasToString("ScriptedCall(CompletionRequest(layer 1 PROPOSE 1, {}), ended)");
  }

  private String ask(Stage stage) {
    return ask(new CallKey(1, stage, 1, 1, 1));
  }

  private String ask(CallKey key) {
    return text(agent.complete(request(key)));
  }

  private static String text(CompletionStage<Completion> stage) {
    return stage.toCompletableFuture().join().text();
  }

  private static CompletionRequest request(Stage stage) {
    return request(new CallKey(1, stage, 1, 1, 1));
  }

  private static CompletionRequest request(CallKey key) {
    return CompletionRequest.builder(Conversation.of("Why is the sky blue?")).key(key).build();
  }
}
