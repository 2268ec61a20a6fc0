package io.github.attentionmoa;

import static io.github.attentionmoa.Fixtures.QUESTION;
import static io.github.attentionmoa.Fixtures.aggregate;
import static io.github.attentionmoa.Fixtures.ask;
import static io.github.attentionmoa.Fixtures.attend;
import static io.github.attentionmoa.Fixtures.ensemble;
import static io.github.attentionmoa.Fixtures.key;
import static io.github.attentionmoa.Fixtures.layers;
import static io.github.attentionmoa.Fixtures.marking;
import static io.github.attentionmoa.Fixtures.propose;
import static io.github.attentionmoa.Fixtures.refine;
import static io.github.attentionmoa.Fixtures.residual;
import static io.github.attentionmoa.Fixtures.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.CallKey;
import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.layer.Layer;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.prompt.Conversation;
import io.github.attentionmoa.prompt.Message;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.residual.History;
import io.github.attentionmoa.residual.Residual;
import io.github.attentionmoa.residual.ResidualOutput;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.stop.EarlyStop;
import io.github.attentionmoa.testing.ScriptedAgent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WhoSeesWhatTest {
  private final VirtualTime time = new VirtualTime(7);

  static Stream<Arguments> shapes() {
    return IntStream.rangeClosed(1, 6)
        .boxed()
        .flatMap(n -> IntStream.rangeClosed(1, 3).mapToObj(l -> Arguments.of(n, l)));
  }

  @ParameterizedTest(name = "{0} agents, {1} layers")
  @MethodSource("shapes")
  void everyCallSeesExactlyTheTextsOfTheAlgorithm(int n, int depth) {
    MoaResult result = ask(time, layers(ensemble(time), depth, marking(n)).build());

    assertThat(result.trace().calls())
        .allSatisfy(call -> assertThat(seen(call.messages())).isEqualTo(expected(call.key(), n)))
        .allSatisfy(
            call ->
                assertThat(call.messages())
                    .startsWith(Conversation.of(QUESTION).messages().get(0)));
    assertThat(result.text()).isEqualTo(residual(depth));
  }

  private static Set<String> expected(CallKey key, int n) {
    int l = key.layer();
    Stream<String> all = IntStream.rangeClosed(1, n).mapToObj(i -> refine(l, i));
    return switch (key.stage()) {
      case PROPOSE -> l == 1 ? Set.of() : Set.of(residual(l - 1));
      case ATTEND -> Set.of(propose(l, key.from()), propose(l, key.to()));
      case ATTEND_SELF -> Set.of(propose(l, key.to()));
      case REFINE -> suggestionsFor(l, key.to(), n);
      case AGGREGATE -> Set.copyOf(all.toList());
      case RESIDUAL -> historyOf(l);
      case SCORE -> throw new AssertionError("nothing scores");
    };
  }

  private static Set<String> suggestionsFor(int l, int j, int n) {
    Set<String> expected = new HashSet<>(Set.of(propose(l, j)));
    IntStream.rangeClosed(1, n).forEach(i -> expected.add(attend(l, i, j)));
    return expected;
  }

  private static Set<String> historyOf(int l) {
    Set<String> expected = new HashSet<>(Set.of(aggregate(l)));
    IntStream.range(1, l).forEach(k -> expected.add(residual(k)));
    return expected;
  }

  @ParameterizedTest(name = "{0} agents, {1} layers")
  @MethodSource("shapes")
  void makesAsManyCallsAsPlanned(int n, int depth) {
    AttentionMoA moa =
        layers(ensemble(time), depth, marking(n)).earlyStop(EarlyStop.never()).build();

    MoaResult result = ask(time, moa);

    RunPlan plan = moa.plan();
    assertThat(plan.calls()).isEqualTo(depth * (n * n + 2 * n + 1) + depth - 1);
    assertThat(plan.isExact()).isTrue();
    assertThat(plan.criticalPath()).isEqualTo(5 * depth - 1);
    assertThat(result.trace().calls()).hasSize(plan.calls());
    for (Stage stage : Stage.values()) {
      assertThat(result.trace().calls().stream().filter(call -> call.key().stage() == stage))
          .hasSize(plan.callsOf(stage));
    }
    assertThat(result.isDegraded()).isFalse();
  }

  @Test
  void aSystemTextAndEarlierTurnsAreSentWithEveryCall() {
    Conversation conversation =
        Conversation.of("Hello").assistant("Hello!").user(QUESTION).system("Be brief.");
    AttentionMoA moa = layers(ensemble(time), 2, marking(3)).build();

    MoaResult result = Fixtures.result(time.runUntil(moa.askAsync(conversation)));

    assertThat(result.trace().calls())
        .allSatisfy(
            call -> assertThat(call.messages().subList(0, 4)).isEqualTo(conversation.messages()));
  }

  @Test
  void textsStandInAgentOrderWhateverOrderTheyComeIn() {
    ScriptedAgent[] agents = marking(4);
    List<List<CallRecord>> runs = new ArrayList<>();
    for (long seed = 1; seed <= 20; seed++) {
      VirtualTime other = new VirtualTime(seed);
      runs.add(ask(other, layers(ensemble(other), 2, agents).build()).trace().calls());
    }

    assertThat(runs)
        .extracting(calls -> calls.stream().map(CallRecord::messages).toList())
        .containsOnly(runs.get(0).stream().map(CallRecord::messages).toList());
  }

  @Test
  void theSameAgentSeatedTwiceKeepsItsAnswersApart() {
    ScriptedAgent one = marking("m");

    MoaResult result = ask(time, ensemble(time).layer(one, one).build());

    assertThat(result.trace().layers().get(0).proposals())
        .extracting(proposal -> proposal.text())
        .containsExactly(propose(1, 1), propose(1, 2));
    assertThat(seen(Fixtures.call(result, key(1, Stage.ATTEND, 2, 1)).messages()))
        .containsExactlyInAnyOrder(propose(1, 1), propose(1, 2));
  }

  @Test
  void layersMayDifferInAgentsAndAttention() {
    AttentionMoA moa =
        ensemble(time)
            .layer(marking(3))
            .layer(Layer.builder().agent(marking("x"), 2).attention(AttentionScorer.none()).build())
            .build();

    MoaResult result = ask(time, moa);

    assertThat(result.trace().calls()).hasSize(16 + 3 + 1).hasSize(moa.plan().calls());
    assertThat(seen(Fixtures.call(result, key(2, Stage.AGGREGATE, 0, 0)).messages()))
        .containsExactlyInAnyOrder(propose(2, 1), propose(2, 2));
  }

  @Test
  void historyIsTheOutputsBeforeAndCannotBeChanged() {
    List<History> histories = new ArrayList<>();
    Residual residual =
        (history, context) -> {
          histories.add(history);
          return CompletableFuture.completedFuture(
              ResidualOutput.of("z" + history.current().layer()));
        };

    ask(time, layers(ensemble(time).residual(residual), 4, marking(2)).build());

    assertThat(histories)
        .extracting(history -> history.earlier().stream().map(ResidualOutput::text).toList())
        .containsExactly(List.of(), List.of("z1"), List.of("z1", "z2"), List.of("z1", "z2", "z3"));
    assertThat(histories)
        .extracting(history -> history.current().text())
        .containsExactly(aggregate(1), aggregate(2), aggregate(3), aggregate(4));
  }

  @Test
  void theResidualReadsOlderOutputsAsDraftsBeforeTheTwoItCompares() {
    MoaResult result = ask(time, layers(ensemble(time), 4, marking(2)).build());

    List<Message> sent = Fixtures.call(result, key(4, Stage.RESIDUAL, 0, 0)).messages();
    assertThat(sent.get(sent.size() - 1).text().lines().filter(line -> line.endsWith("):")))
        .map(line -> line.substring(0, line.indexOf(" (")))
        .containsExactly("Draft 1", "Draft 2", "Answer 1", "Answer 2");
  }

  @Test
  void attentionThatNeedsNoTextsStartsAPairAsSoonAsItsProposalsAreThere() {
    ScriptedAgent slow = marking("slow");
    slow.on(Stage.PROPOSE).stayOpen();
    ScriptedAgent quick = marking("quick");
    AttentionMoA moa = ensemble(time).layer(quick, quick, slow).build();

    moa.askAsync(QUESTION);
    time.pass(Duration.ofSeconds(1));

    assertThat(quick.calls(Stage.ATTEND)).hasSize(2);
    assertThat(quick.calls(Stage.ATTEND_SELF)).hasSize(2);
    assertThat(quick.calls(Stage.REFINE)).isEmpty();
  }

  @Test
  void agentsOfAnyKindSitTogether() {
    Agent lambda = request -> CompletableFuture.completedFuture(Completion.of("a lambda"));

    MoaResult result = ask(time, ensemble(time).layer(lambda, marking("m")).build());

    assertThat(result.trace().calls()).extracting(CallRecord::agent).contains("agent 1", "m");
  }
}
