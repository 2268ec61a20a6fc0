package io.github.attentionmoa.family;

import static io.github.attentionmoa.family.Fixtures.agents;
import static io.github.attentionmoa.family.Fixtures.ensemble;
import static io.github.attentionmoa.family.Fixtures.judge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.AgentException;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.attention.AttentionWeights;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.prompt.Stage;
import io.github.attentionmoa.result.CallRecord;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.testing.ScriptedAgent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgingTest {
  private static MoaResult ask(AttentionScorer scorer, int agents) {
    return ensemble(agents(agents), 1).attention(scorer).build().ask("Q?");
  }

  private static AttentionWeights weights(MoaResult result) {
    return result.trace().layers().get(0).attention().weights();
  }

  @Test
  void judgeIsAskedToCompareTwo() throws IOException {
    ScriptedAgent judge = judge(Fixtures::later);

    ask(AttentionScorer.judging(judge), 2);

    try (InputStream golden = JudgingTest.class.getResourceAsStream("judging.txt")) {
      assertThat(Fixtures.lastTurn(judge.calls().get(0)))
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void everyPairIsComparedOnce(int agents) {
    ScriptedAgent judge = judge(Fixtures::later);
    AttentionScorer scorer = AttentionScorer.judging(judge);

    ask(scorer, agents);

    assertThat(judge.calls()).hasSize(scorer.calls(agents)).hasSize(agents * (agents - 1) / 2);
  }

  @Test
  void everyProposalStandsFirstAsOftenAsSecond() {
    ScriptedAgent judge = judge((first, second) -> "1");

    MoaResult result = ask(AttentionScorer.judging(judge), 5);

    assertThat(weights(result).heaviest(5)).containsExactly(1, 2, 3, 4, 5);
    assertThat(weights(result).weight(1, 2)).isEqualTo(weights(result).weight(5, 2));
  }

  @Test
  void topKKeepsTheCriticWithMostWins() {
    AttentionScorer scorer = AttentionScorer.judging(judge(Fixtures::later)).topK(1).withoutSelf();

    MoaResult result = ask(scorer, 3);

    assertThat(result.trace().layers().get(0).attention().suggestions())
        .extracting(suggestion -> suggestion.from() + " to " + suggestion.to())
        .containsExactly("2 to 3", "3 to 1", "3 to 2");
  }

  @Test
  void replyWithoutVerdictIsAWinForNobody() {
    ScriptedAgent judge =
        judge((first, second) -> first.contains("r1") || second.contains("r1") ? "both" : "1");

    MoaResult result = ask(AttentionScorer.judging(judge), 3);

    assertThat(weights(result).weight(1, 1)).isEqualTo(1.0 / 3);
    assertThat(weights(result).weight(2, 1)).isEqualTo(2.0 / 3);
    assertThat(result.isDegraded()).isFalse();
  }

  @Test
  void sameIsHalfAWinForEach() {
    MoaResult result = ask(AttentionScorer.judging(judge((first, second) -> "SAME")), 3);

    assertThat(weights(result).weight(1, 2))
        .isEqualTo(weights(result).weight(3, 2))
        .isEqualTo(2.0 / 3);
  }

  @Test
  void lostComparisonLeavesTheOthersCounting() {
    ScriptedAgent judge = judge(Fixtures::later).next().fail(Kind.REFUSED);

    MoaResult result = ask(AttentionScorer.judging(judge), 3);

    assertThat(result.trace().lost()).hasSize(1);
    assertThat(result.trace().layers().get(0).attention().suggestions()).hasSize(9);
  }

  @Test
  void judgeWithoutAnyVerdictIsALostScorer() {
    MoaResult result = ask(AttentionScorer.judging(judge((first, second) -> "all")), 3);

    assertThat(result.text()).isEqualTo("o of layer 1");
    assertThat(result.trace().layers().get(0).attention().suggestions()).isEmpty();
    assertThat(result.trace().lost())
        .singleElement()
        .satisfies(lost -> assertThat(lost.key().stage()).isEqualTo(Stage.SCORE))
        .extracting(CallRecord::failure)
        .extracting(failure -> failure.map(AgentException::kind).orElseThrow())
        .isEqualTo(Kind.MALFORMED_RESPONSE);
  }

  @Test
  void judgeWhoseCallsAreAllLostCountsAsTheseLosses() {
    ScriptedAgent judge = ScriptedAgent.of("judge").otherwise().fail(Kind.REFUSED);

    MoaResult result = ask(AttentionScorer.judging(judge), 3);

    assertThat(result.trace().lost()).hasSize(3);
  }

  @Test
  void planCountsComparisonsAndBoundsSuggestions() {
    AttentionMoA moa =
        ensemble(agents(5), 1)
            .attention(AttentionScorer.judging(judge(Fixtures::later)).topK(2).withoutSelf())
            .build();

    RunPlan plan = moa.plan();

    assertThat(plan.callsOf(Stage.SCORE)).isEqualTo(10);
    assertThat(plan.callsOf(Stage.ATTEND)).isEqualTo(10);
    assertThat(plan.callsOf(Stage.ATTEND_SELF)).isZero();
    assertThat(plan.isExact()).isFalse();
    assertThat(moa.ask("Q?").trace().calls()).hasSize(plan.calls());
  }

  @Test
  void boundOfTextScorersKnowsTopK() {
    List<ScriptedAgent> agents = agents(4);

    RunPlan plan = ensemble(agents, 1).attention(AttentionScorer.lexical().topK(1)).build().plan();

    assertThat(plan.callsOf(Stage.ATTEND)).isEqualTo(4);
    assertThat(plan.callsOf(Stage.ATTEND_SELF)).isEqualTo(4);
  }

  @Test
  void judgeHasToBeThere() {
    assertThatNullPointerException()
        .isThrownBy(() -> AttentionScorer.judging(null))
        .withMessage("judge");
  }
}
