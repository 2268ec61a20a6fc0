package io.github.attentionmoa.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.testing.ScriptedAgent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecoratedAgentTest {
  private static final CompletionOptions RUN =
      CompletionOptions.builder().temperature(0.1).topP(0.1).maxOutputTokens(1).seed(1).build();
  private static final CompletionOptions AGENT =
      CompletionOptions.builder().temperature(0.2).topP(0.2).maxOutputTokens(2).build();
  private static final CompletionOptions STAGE =
      CompletionOptions.builder().temperature(0.3).topP(0.3).build();
  private static final CompletionOptions OTHER_STAGE =
      CompletionOptions.builder().temperature(0.4).seed(4).build();

  private final ScriptedAgent inner = ScriptedAgent.of("inner").otherwise().answer("blue");

  /** The same decorations in every order. */
  static Stream<List<UnaryOperator<Agent>>> orders() {
    List<UnaryOperator<Agent>> steps =
        List.of(
            agent -> agent.options(AGENT),
            agent -> agent.options(Stage.ATTEND, STAGE),
            agent -> agent.options(Stage.REFINE, OTHER_STAGE),
            agent -> agent.named("critic"));
    List<List<UnaryOperator<Agent>>> orders = new ArrayList<>();
    permute(List.of(), steps, orders);
    return orders.stream();
  }

  private static <T> void permute(List<T> head, List<T> rest, List<List<T>> permutations) {
    if (rest.isEmpty()) {
      permutations.add(head);
    }
    for (T next : rest) {
      List<T> longer = new ArrayList<>(head);
      longer.add(next);
      permute(longer, rest.stream().filter(each -> each != next).toList(), permutations);
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void stageWinsOverAgentWinsOverRunInAnyOrder(List<UnaryOperator<Agent>> steps) {
    Agent agent = inner;
    for (UnaryOperator<Agent> step : steps) {
      agent = step.apply(agent);
    }

    assertThat(optionsAsked(agent, Stage.ATTEND))
        .hasToString("{temperature=0.3, topP=0.3, maxOutputTokens=2, seed=1}");
    assertThat(optionsAsked(agent, Stage.REFINE))
        .hasToString("{temperature=0.4, topP=0.2, maxOutputTokens=2, seed=4}");
    assertThat(optionsAsked(agent, Stage.PROPOSE))
        .hasToString("{temperature=0.2, topP=0.2, maxOutputTokens=2, seed=1}");
  }

  @Test
  void laterOptionsWinOverEarlierOnesFieldByField() {
    Agent agent =
        inner
            .options(AGENT)
            .options(CompletionOptions.builder().topP(0.9).build())
            .options(Stage.ATTEND, STAGE)
            .options(Stage.ATTEND, CompletionOptions.builder().topP(0.8).build());

    assertThat(optionsAsked(agent, Stage.PROPOSE).topP()).hasValue(0.9);
    assertThat(optionsAsked(agent, Stage.ATTEND))
        .hasToString("{temperature=0.3, topP=0.8, maxOutputTokens=2, seed=1}");
  }

  @Test
  void callOutsideOfARunHasTheOptionsOfTheAgent() {
    inner.options(Stage.ATTEND, STAGE).options(AGENT).complete(request().build());

    assertThat(inner.calls().get(0).request().options()).isEqualTo(AGENT);
  }

  @Test
  void personasComeFirstTheOneAddedLastBeforeAll() {
    Agent agent = inner.persona("You are a critic.").named("critic").persona("You speak Latin.");

    agent.complete(CompletionRequest.of(Conversation.of("Why?").system("Be brief.")));

    assertThat(inner.calls().get(0).request().conversation().messages())
        .containsExactly(
            Message.system("You speak Latin."),
            Message.system("You are a critic."),
            Message.system("Be brief."),
            Message.user("Why?"));
  }

  @Test
  void streamIsDecoratedToo() {
    List<String> pieces = new ArrayList<>();

    var end =
        inner.persona("You are a critic.").options(AGENT).stream(request().build(), pieces::add);

    assertThat(pieces).containsExactly("blue");
    assertThat(inner.calls().get(0).hasSeen("critic")).isTrue();
    assertThat(inner.calls().get(0).request().options()).isEqualTo(AGENT);
    assertThat(end.toCompletableFuture().join().text()).isEqualTo("blue");
  }

  @Test
  void restOfTheRequestStays() {
    CompletionRequest request = request().key(key(Stage.SCORE)).build();

    inner.options(AGENT).complete(request);

    assertThat(inner.calls().get(0).request().key()).isEqualTo(request.key());
  }

  @Test
  void nameIsALabelAlone() {
    inner.endpoint("local").maxConcurrentCalls(2);

    Agent agent = inner.named("critic");

    assertThat(agent.name()).isEqualTo("critic");
    assertThat(agent.identity()).isEqualTo("inner");
    assertThat(agent.endpoint()).isEqualTo("local");
    assertThat(agent.maxConcurrentCalls()).isEqualTo(2);
  }

  @Test
  void identityTellsApartWhatAnswersDifferently() {
    List<Agent> agents =
        List.of(
            inner,
            inner.persona("a"),
            inner.persona("b"),
            inner.options(AGENT),
            inner.options(STAGE),
            inner.options(Stage.ATTEND, STAGE),
            inner.options(Stage.REFINE, STAGE));

    assertThat(agents).extracting(Agent::identity).doesNotHaveDuplicates();
  }

  @Test
  void decorationsLeaveTheFirstAgentAlone() {
    Agent decorated = inner.options(AGENT);

    decorated.options(STAGE).named("other").persona("p");

    assertThat(decorated.name()).isEqualTo("inner");
    assertThat(optionsAsked(decorated, Stage.PROPOSE).temperature()).hasValue(0.2);
    assertThat(inner.calls().get(0).hasSeen("p")).isFalse();
  }

  @Test
  void closesTheAgentWithin() {
    inner.named("critic").close();

    assertThat(inner.isClosed()).isTrue();
  }

  @Test
  void personaIsNotBlank() {
    assertThatThrownBy(() -> inner.persona(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("systemText: blank (expected: some words)");
  }

  private CompletionOptions optionsAsked(Agent agent, Stage stage) {
    agent.complete(request().options(RUN).key(key(stage)).build());
    return inner.calls(stage).get(inner.calls(stage).size() - 1).request().options();
  }

  private static CompletionRequest.Builder request() {
    return CompletionRequest.builder(Conversation.of("Why?"));
  }

  private static CallKey key(Stage stage) {
    return new CallKey(1, stage, 1, 2, 1);
  }
}
