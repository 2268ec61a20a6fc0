package io.github.attentionmoa.family;

import static io.github.attentionmoa.family.Fixtures.agents;
import static io.github.attentionmoa.family.Fixtures.ensemble;
import static io.github.attentionmoa.family.Fixtures.judge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.aggregate.Aggregator;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.testing.ScriptedAgent;
import io.github.attentionmoa.testing.ScriptedCall;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregatorsTest {
  private static MoaResult ask(Aggregator aggregator, String... answers) {
    return over(aggregator, answers).build().ask("Q?");
  }

  private static AttentionMoA.Builder over(Aggregator aggregator, String... answers) {
    List<Agent> agents =
        Stream.of(answers).map(answer -> Agent.of("echo", request -> answer)).toList();
    return ensemble(agents, 1).attention(AttentionScorer.none()).aggregator(aggregator);
  }

  private static String lastWord(String text) {
    return text.substring(text.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
  }

  @Test
  void voteGivesTheFullTextOfTheFirstInTheMajority() {
    MoaResult result =
        ask(Aggregator.vote(AggregatorsTest::lastWord), "It is 7", "It may be TEN", "Surely ten");

    assertThat(result.text()).isEqualTo("It may be TEN");
    assertThat(result.trace().calls()).hasSize(3);
  }

  @Test
  void tieOfVotesGoesByAgentOrder() {
    MoaResult result =
        ask(Aggregator.vote(AggregatorsTest::lastWord), "a 1", "b 2", "c 3", "d 3", "e 2");

    assertThat(result.text()).isEqualTo("b 2");
  }

  @Test
  void normaliserThatThrowsLosesTheAggregate() {
    MoaResult result =
        ask(
            Aggregator.vote(
                text -> {
                  throw new IllegalStateException("no number");
                }),
            "same",
            "same");

    assertThat(result.text()).isEqualTo("same");
    assertThat(result.trace().lost())
        .singleElement()
        .satisfies(
            lost -> {
              assertThat(lost.key().stage()).isEqualTo(Stage.AGGREGATE);
              assertThat(lost.failure())
                  .hasValueSatisfying(
                      failure -> assertThat(failure.kind()).isEqualTo(Kind.AGENT_FAULT));
            });
  }

  @Test
  void judgeComparesTheWinnerWithTheNext() {
    ScriptedAgent judge = judge(Fixtures::later);

    MoaResult result = ask(Aggregator.bestOfN(judge), "bear", "ape", "cow");

    assertThat(result.text()).isEqualTo("cow");
    assertThat(judge.calls()).hasSize(2);
    ScriptedCall last = judge.calls().get(1);
    assertThat(last.hasSeen("bear") && last.hasSeen("cow")).isTrue();
    assertThat(last.hasSeen("ape")).isFalse();
  }

  @Test
  void winnerStaysWithoutAVerdict() {
    ScriptedAgent judge =
        judge(Fixtures::later).next().answer("Hard to say.").next().fail(Kind.REFUSED);

    MoaResult result = ask(Aggregator.bestOfN(judge), "a", "b", "c", "d");

    assertThat(result.text()).isEqualTo("d");
    assertThat(judge.calls().get(2).hasSeen("Answer 1")).isTrue();
    assertThat(Fixtures.lastTurn(judge.calls().get(2))).contains("):\na\n", "):\nd\n");
  }

  @Test
  void judgeWithoutAnyVerdictLosesTheAggregate() {
    MoaResult result = ask(Aggregator.bestOfN(judge((first, second) -> "3")), "x", "x");

    assertThat(result.text()).isEqualTo("x");
    assertThat(result.trace().lost()).hasSize(1);
  }

  @Test
  void oneAnswerNeedsNoJudge() {
    ScriptedAgent judge = judge(Fixtures::later);

    assertThat(ask(Aggregator.bestOfN(judge), "alone").text()).isEqualTo("alone");
    assertThat(judge.calls()).isEmpty();
  }

  @Test
  void foldKeepsTheBestSoFarInEveryWindow() {
    ScriptedAgent folder =
        ScriptedAgent.of("folder")
            .on(Stage.AGGREGATE)
            .answer(request -> "fold " + request.key().orElseThrow().ordinal());

    MoaResult result = ask(Aggregator.folding(folder, 3), "one", "two", "three", "four");

    assertThat(result.text()).isEqualTo("fold 2");
    assertThat(Fixtures.lastTurn(folder.calls().get(0)))
        .containsSubsequence("Answer 1", "one", "Answer 2", "two", "Answer 3", "three")
        .doesNotContain("four");
    assertThat(Fixtures.lastTurn(folder.calls().get(1)))
        .containsSubsequence("Answer 1", "fold 1", "Answer 2", "four")
        .doesNotContain("three", "Answer 3");
  }

  @ParameterizedTest
  @CsvSource({"1, 2, 0", "2, 2, 1", "6, 2, 5", "6, 3, 3", "6, 6, 1", "6, 9, 1", "7, 3, 3"})
  void foldsAreAsManyAsPlanned(int answers, int window, int folds) {
    ScriptedAgent folder = ScriptedAgent.of("folder").on(Stage.AGGREGATE).answer("fold");
    var moa =
        ensemble(agents(answers), 1)
            .attention(AttentionScorer.none())
            .aggregator(Aggregator.folding(folder, window))
            .build();

    RunPlan plan = moa.plan();
    moa.ask("Q?");

    assertThat(folder.calls()).hasSize(folds).hasSize(plan.callsOf(Stage.AGGREGATE));
    assertThat(plan.criticalPath()).isEqualTo(1 + folds);
  }

  @Test
  void foldNeedsAWindowOfTwo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Aggregator.folding(Agent.of("a", request -> ""), 1))
        .withMessage("window: 1 (expected: 2 or more, the best so far included)");
  }

  @Test
  void diverseReadsTheMostDifferentInAgentOrder() {
    ScriptedAgent reader = ScriptedAgent.of("reader").on(Stage.AGGREGATE).answer("o");

    ask(
        Aggregator.synthesis(reader).diverse(2),
        "whales are mammals that swim",
        "a violin has four strings",
        "whales are mammals that swim far",
        "whales are mammals and swim");

    assertThat(Fixtures.lastTurn(reader.calls().get(0)))
        .contains("violin", "whales are mammals that swim")
        .doesNotContain("and swim");
  }

  @Test
  void diverseReadsAllIfThereAreNoMore() {
    ScriptedAgent reader = ScriptedAgent.of("reader").on(Stage.AGGREGATE).answer("o");

    ask(Aggregator.synthesis(reader).diverse(5), "one", "two");

    assertThat(Fixtures.lastTurn(reader.calls().get(0))).contains("one", "two");
  }

  @Test
  void diverseKeepsAtLeastOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Aggregator.lexical().diverse(0))
        .withMessage("keep: 0 (expected: 1 or more)");
  }

  @Test
  void missingPartsAreNamed() {
    assertThatNullPointerException()
        .isThrownBy(() -> Aggregator.bestOfN(null))
        .withMessage("judge");
    assertThatNullPointerException()
        .isThrownBy(() -> Aggregator.vote(null))
        .withMessage("normalise");
    assertThatNullPointerException()
        .isThrownBy(() -> Aggregator.folding(null, 2))
        .withMessage("agent");
  }
}
