package io.github.attentionmoa.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.prompt.Stage;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunPlanTest {
  private static final Map<Stage, Integer> CALLS = Map.of(Stage.AGGREGATE, 2, Stage.PROPOSE, 6);

  @Test
  void thePlanTellsItsNumbersInTheOrderOfTheStages() {
    assertThat(RunPlan.of(CALLS, 24, 5, true))
        .hasToString("8 calls {PROPOSE=6, AGGREGATE=2}, critical path 5");
  }

  @Test
  void aPlanThatIsNotExactSaysThatItIsABound() {
    assertThat(RunPlan.of(CALLS, 24, 5, false))
        .hasToString("at most 8 calls {PROPOSE=6, AGGREGATE=2}, critical path 5");
  }

  @Test
  void aPlanKeepsTheNumbersItWasGiven() {
    RunPlan plan = RunPlan.of(CALLS, 24, 5, true);

    assertThat(plan.calls()).isEqualTo(8);
    assertThat(plan.maxCalls()).isEqualTo(24);
    assertThat(plan.callsOf(Stage.PROPOSE)).isEqualTo(6);
    assertThat(plan.callsOf(Stage.SCORE)).isZero();
  }
}
