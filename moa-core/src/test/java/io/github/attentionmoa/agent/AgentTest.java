package io.github.attentionmoa.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.prompt.Conversation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class AgentTest {
  private static final CompletionRequest REQUEST = CompletionRequest.of(Conversation.of("Why?"));

  private final CompletableFuture<Completion> source = new CompletableFuture<>();
  private final Agent agent = request -> source;
  private final List<String> pieces = new ArrayList<>();

  @Test
  void functionOfTheRequestIsAnAgent() {
    Agent parrot = Agent.of("parrot", request -> request.conversation().messages().get(0).text());

    assertThat(parrot.complete(REQUEST).toCompletableFuture().join().text()).isEqualTo("Why?");
    assertThat(parrot.name()).isEqualTo("parrot");
    assertThat(parrot.identity()).isEqualTo("parrot");
    assertThat(parrot.endpoint()).isEqualTo("parrot");
  }

  @Test
  void blockingFunctionGivesTheWholeCompletion() {
    Completion completion = Completion.builder("blue").model("m").build();

    Agent blocking = Agent.blocking("b", request -> completion);

    assertThat(blocking.complete(REQUEST).toCompletableFuture()).isCompletedWithValue(completion);
  }

  @Test
  void asyncAgentReturnsTheSourceItself() {
    assertThat(Agent.async("a", request -> source).complete(REQUEST)).isSameAs(source);
  }

  @Test
  void madeAgentsHaveANameAndAFunction() {
    assertThatThrownBy(() -> Agent.of(" ", request -> "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("name: ' ' (expected: some characters)");
    assertThatThrownBy(() -> Agent.of("a", null)).hasMessage("function");
    assertThatThrownBy(() -> Agent.blocking("a", null)).hasMessage("function");
    assertThatThrownBy(() -> Agent.async("a", null)).hasMessage("function");
  }

  @Test
  void lambdaIsAnAgentWithoutAName() {
    assertThat(agent.name()).isEmpty();
    assertThat(agent.identity()).isEmpty();
    assertThat(agent.endpoint()).isEmpty();
    assertThat(agent.maxConcurrentCalls()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void streamIsOnePieceBeforeTheEnd() {
    CompletionStage<String> end =
        agent.stream(REQUEST, pieces::add).thenApply(last -> last.text() + " after " + pieces);

    assertThat(pieces).isEmpty();
    source.complete(Completion.of("blue"));

    assertThat(end.toCompletableFuture()).isCompletedWithValue("blue after [blue]");
  }

  @Test
  void cancelOfAStreamReachesTheSource() {
    CompletionStage<Completion> stream = agent.stream(REQUEST, pieces::add);

    stream.toCompletableFuture().cancel(true);

    assertThat(source).isCancelled();
    assertThat(pieces).isEmpty();
  }

  @Test
  void failureOfTheSourceEndsTheStream() {
    CompletionStage<Completion> stream = agent.stream(REQUEST, pieces::add);
    AgentException failure = AgentException.of(AgentException.Kind.QUOTA, "none left");

    source.completeExceptionally(failure);

    assertThatThrownBy(() -> stream.toCompletableFuture().join()).hasCause(failure);
    assertThat(pieces).isEmpty();
  }

  @Test
  void readerThatThrowsEndsTheStream() {
    CompletionStage<Completion> stream =
        agent.stream(
            REQUEST,
            piece -> {
              throw new IllegalStateException("reader");
            });

    source.complete(Completion.of("blue"));

    assertThatThrownBy(() -> stream.toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("reader");
  }

  @Test
  void nothingIsAnEmptyAnswerOfAStreamToo() {
    Agent noStage = request -> null;
    CompletionStage<Completion> stream = agent.stream(REQUEST, pieces::add);

    source.complete(null);

    assertThatThrownBy(() -> noStage.stream(REQUEST, pieces::add))
        .isInstanceOfSatisfying(AgentException.class, AgentTest::isEmpty);
    assertThatThrownBy(() -> stream.toCompletableFuture().join())
        .cause()
        .isInstanceOfSatisfying(AgentException.class, AgentTest::isEmpty);
  }

  private static void isEmpty(AgentException failure) {
    assertThat(failure.kind()).isEqualTo(AgentException.Kind.EMPTY);
  }
}
