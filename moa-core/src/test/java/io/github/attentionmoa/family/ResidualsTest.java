package io.github.attentionmoa.family;

import static io.github.attentionmoa.family.Fixtures.agents;
import static io.github.attentionmoa.family.Fixtures.callsOf;
import static io.github.attentionmoa.family.Fixtures.ensemble;
import static io.github.attentionmoa.family.Fixtures.judge;
import static io.github.attentionmoa.family.Fixtures.lastTurn;
import static io.github.attentionmoa.prompt.Stage.AGGREGATE;
import static io.github.attentionmoa.prompt.Stage.PROPOSE;
import static io.github.attentionmoa.prompt.Stage.RESIDUAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.AttentionMoA;
import io.github.attentionmoa.agent.AgentException.Kind;
import io.github.attentionmoa.attention.AttentionScorer;
import io.github.attentionmoa.limit.RunPlan;
import io.github.attentionmoa.residual.Residual;
import io.github.attentionmoa.residual.ResidualOutput.Verdict;
import io.github.attentionmoa.result.MoaResult;
import io.github.attentionmoa.stop.EarlyStop;
import io.github.attentionmoa.stop.StopReason;
import io.github.attentionmoa.testing.ScriptedAgent;
import io.github.attentionmoa.testing.ScriptedCall;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResidualsTest {
  private static AttentionMoA.Builder plain(List<ScriptedAgent> agents, int layers) {
    return ensemble(agents, layers).attention(AttentionScorer.none());
  }

  @Test
  void allAnswersCrossToTheNextLayer() {
    List<ScriptedAgent> agents = agents(3);

    MoaResult result = plain(agents, 2).residual(Residual.answers()).build().ask("Q?");

    for (ScriptedAgent agent : agents) {
      assertThat(lastTurn(agent.calls(PROPOSE).get(1)))
          .containsSubsequence("Answer 1 (", "r1 of layer 1", "Answer 2 (", "r2 of layer 1")
          .containsSubsequence("Answer 3 (", "r3 of layer 1");
    }
    assertThat(result.text()).isEqualTo("o of layer 2");
    assertThat(agents.get(0).calls(AGGREGATE)).hasSize(1);
    assertThat(callsOf(agents)).isEqualTo(3 * 2 + 1);
    assertThat(result.isDegraded()).isFalse();
  }

  @Test
  void lostAnswerDoesNotCross() {
    List<ScriptedAgent> agents = agents(3);
    agents.get(1).next(PROPOSE).fail(Kind.REFUSED);

    plain(agents, 2).residual(Residual.answers()).build().ask("Q?");

    assertThat(lastTurn(agents.get(0).calls(PROPOSE).get(1)))
        .contains("r1 of layer 1", "r3 of layer 1")
        .doesNotContain("r2 of layer 1");
  }

  @Test
  void answersGiveNoVerdictToStopBy() {
    AttentionMoA.Builder builder =
        plain(agents(2), 2).residual(Residual.answers()).earlyStop(EarlyStop.whenNoImprovement());

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("early stop that reads verdicts");
  }

  @Test
  void bestAnswersCrossInAgentOrder() {
    List<ScriptedAgent> agents = agents(3);
    ScriptedAgent judge = judge(Fixtures::later);

    plain(agents, 2).residual(Residual.best(judge, 2)).build().ask("Q?");

    assertThat(lastTurn(agents.get(0).calls(PROPOSE).get(1)))
        .containsSubsequence("r2 of layer 1", "r3 of layer 1")
        .doesNotContain("r1 of layer 1");
  }

  @Test
  void judgeChoosesAlsoWhereAFallbackHasTheOutputMade() {
    List<ScriptedAgent> agents = agents(3);
    ScriptedAgent judge = judge(Fixtures::later);
    AttentionMoA moa =
        plain(agents, 2)
            .residual(Residual.best(judge, 2).orElse(Residual.none()))
            .earlyStop(EarlyStop.never())
            .build();

    MoaResult result = moa.ask("Q?");

    assertThat(lastTurn(agents.get(0).calls(PROPOSE).get(1)))
        .containsSubsequence("r2 of layer 1", "r3 of layer 1")
        .doesNotContain("r1 of layer 1", "o of layer 1");
    assertThat(result.trace().calls()).hasSize(moa.plan().calls());
  }

  @Test
  void judgeChoosesAfterAllLayersButTheLastAndComparesFromTheSecondOn() {
    List<ScriptedAgent> agents = agents(3);
    ScriptedAgent judge = judge((first, second) -> "2");
    AttentionMoA moa = plain(agents, 3).residual(Residual.best(judge, 2)).build();

    MoaResult result = moa.ask("Q?");

    assertThat(result.text()).isEqualTo("o of layer 3");
    assertThat(judge.calls()).hasSize(3 + (3 + 1) + 1);
    assertThat(moa.plan().callsOf(RESIDUAL)).isEqualTo(8);
    assertThat(moa.plan().criticalPath()).isEqualTo(3 + (1 + 2 + 1) + 1);
    assertThat(moa.plan().isExact()).isFalse();
  }

  @Test
  void judgeIsNotAskedForAVerdictThatNobodyReadsAndThePlanKnows() {
    ScriptedAgent judge = judge((first, second) -> "2");
    AttentionMoA moa =
        plain(agents(3), 3).residual(Residual.best(judge, 2)).earlyStop(EarlyStop.never()).build();

    MoaResult result = moa.ask("Q?");

    assertThat(judge.calls()).hasSize(3 + 3);
    assertThat(moa.plan().isExact()).isTrue();
    assertThat(moa.plan().calls()).isEqualTo(result.trace().calls().size());
    assertThat(moa.plan().criticalPath()).isEqualTo(3 + 2 + 1);
  }

  @Test
  void layerWhoseBestAnswerIsNoBetterEndsTheRun() {
    List<ScriptedAgent> agents = agents(3);
    ScriptedAgent judge =
        judge(
            (first, second) ->
                second.contains("layer 2") && first.contains("layer 1")
                    ? "1"
                    : Fixtures.later(first, second));

    MoaResult result = plain(agents, 3).residual(Residual.best(judge, 2)).build().ask("Q?");

    assertThat(result.stopReason()).isEqualTo(StopReason.EARLY_STOP);
    assertThat(result.text()).isEqualTo("r3 of layer 1");
    assertThat(agents.get(0).calls(AGGREGATE)).isEmpty();
  }

  @Test
  void judgeWithoutVerdictsLetsAllAnswersCross() {
    List<ScriptedAgent> agents = agents(3);
    ScriptedAgent judge = judge((first, second) -> "none");

    MoaResult result = plain(agents, 2).residual(Residual.best(judge, 1)).build().ask("Q?");

    assertThat(lastTurn(agents.get(0).calls(PROPOSE).get(1)))
        .contains("r1 of layer 1", "r2 of layer 1", "r3 of layer 1");
    assertThat(result.text()).isEqualTo("o of layer 2");
    assertThat(result.isDegraded()).isTrue();
  }

  @Test
  void lostComparisonWithTheLayerBeforeLetsTheRunGoOn() {
    List<ScriptedAgent> agents = agents(1);
    ScriptedAgent judge = ScriptedAgent.of("judge").otherwise().fail(Kind.REFUSED);

    MoaResult result = plain(agents, 3).residual(Residual.best(judge, 1)).build().ask("Q?");

    assertThat(result.text()).isEqualTo("o of layer 3");
    assertThat(lastTurn(agents.get(0).calls(PROPOSE).get(2))).contains("r1 of layer 2");
    assertThat(judge.calls()).hasSize(2);
  }

  @Test
  void oneLayerNeedsNoJudge() {
    ScriptedAgent judge = judge(Fixtures::later);
    AttentionMoA moa = plain(agents(3), 1).residual(Residual.best(judge, 2)).build();

    moa.ask("Q?");

    assertThat(judge.calls()).isEmpty();
    assertThat(moa.plan().calls()).isEqualTo(4);
  }

  @Test
  void atLeastOneAnswerCrosses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Residual.best(judge(Fixtures::later), 0))
        .withMessage("keep: 0 (expected: 1 or more)");
  }

  @Test
  void differenceIsAskedAsAComparison() throws IOException {
    ScriptedAgent extractor = extractor("2\nIt now says why.");

    plain(agents(2), 2).residual(Residual.difference(extractor)).build().ask("Q?");

    try (InputStream golden = ResidualsTest.class.getResourceAsStream("difference.txt")) {
      assertThat(lastTurn(extractor.calls().get(0)))
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }

  @Test
  void answerBeforeAndWhatIsNewCross() {
    List<ScriptedAgent> agents = agents(2);
    ScriptedAgent extractor = extractor("2\nIt now says why.");

    MoaResult result = plain(agents, 3).residual(Residual.difference(extractor)).build().ask("Q?");

    ScriptedCall third = agents.get(1).calls(PROPOSE).get(2);
    assertThat(lastTurn(third)).containsSubsequence("o of layer 1", "It now says why.");
    assertThat(lastTurn(third)).doesNotContain("o of layer 2", "BETTER");
    assertThat(result.text()).isEqualTo("o of layer 3");
    assertThat(extractor.calls()).hasSize(2);
    assertThat(result.isDegraded()).isFalse();
  }

  @Test
  void nothingNewEndsTheRun() {
    List<ScriptedAgent> agents = agents(2);

    MoaResult result =
        plain(agents, 3).residual(Residual.difference(extractor("SAME"))).build().ask("Q?");

    assertThat(result.stopReason()).isEqualTo(StopReason.EARLY_STOP);
    assertThat(result.text()).isEqualTo("o of layer 1");
    assertThat(agents.get(0).calls(PROPOSE)).hasSize(2);
  }

  @Test
  void improvementThatIsNotNamedCrossesAsTheAnswer() {
    List<ScriptedAgent> agents = agents(2);

    MoaResult result =
        plain(agents, 3).residual(Residual.difference(extractor("2"))).build().ask("Q?");

    assertThat(lastTurn(agents.get(0).calls(PROPOSE).get(2)))
        .contains("o of layer 2")
        .doesNotContain("o of layer 1");
    assertThat(result.trace().residuals().get(1).verdict()).isEqualTo(Verdict.IMPROVED);
  }

  @Test
  void differenceCostsOneCallALayerFromTheSecondOn() {
    List<ScriptedAgent> agents = agents(3);

    RunPlan plan = plain(agents, 3).residual(Residual.difference(agents.get(0))).build().plan();

    assertThat(plan.calls()).isEqualTo(3 * (3 + 1) + 2);
    assertThat(plan.criticalPath()).isEqualTo(3 * 2 + 2);
  }

  private static ScriptedAgent extractor(String reply) {
    return judge((first, second) -> reply);
  }
}
