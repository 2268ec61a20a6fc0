package io.github.attentionmoa.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every example that needs no real model runs, and prints what it always prints. */
class ExamplesTest {
  private static final String BEGINNING =
      "Sunlight has all colours, and the air scatters its blue part more than its red part.";

  @Test
  void firstRunShowsEveryCall() {
    assertThat(Printed.by(() -> FirstRun.main(new String[0])))
        .isEqualTo(
            """
            9 calls {PROPOSE=2, ATTEND=2, ATTEND_SELF=2, REFINE=2, AGGREGATE=1}, critical path 4
            layer 1 PROPOSE 1, ann: It is blue.
            layer 1 PROPOSE 2, bob: It is blue.
            layer 1 ATTEND 1→2, ann: You do not say why.
            layer 1 ATTEND 2→1, bob: You do not say why.
            layer 1 ATTEND_SELF 1, ann: The reason is missing.
            layer 1 ATTEND_SELF 2, bob: The reason is missing.
            layer 1 REFINE 1, ann: It is blue because of the air.
            layer 1 REFINE 2, bob: It is blue because of the air.
            layer 1 AGGREGATE, ann: The sky is blue because air scatters blue light more than red.
            answer: The sky is blue because air scatters blue light more than red.
            """);
  }

  @Test
  void everyMethodMakesTheCallsItPlans() {
    assertThat(Printed.by(() -> ManyMethods.main(new String[0])))
        .isEqualTo(
            """
            vote: 3 calls made, 3 calls {PROPOSE=3}, critical path 1
              It is 8.
            best-of-n: 5 calls made, 5 calls {PROPOSE=3, AGGREGATE=2}, critical path 3
              There are 6.
            self-moa: 7 calls made, 7 calls {PROPOSE=6, AGGREGATE=1}, critical path 2
              It is 8.
            self-moa, window 3: 9 calls made, 9 calls {PROPOSE=6, AGGREGATE=3}, critical path 4
              It is 8.
            moa: 7 calls made, 7 calls {PROPOSE=6, AGGREGATE=1}, critical path 3
              It is 8.
            rmoa: 9 calls made, at most 9 calls {PROPOSE=6, AGGREGATE=2, RESIDUAL=1}, critical path 5
              It is 8.
            smoa: 11 calls made, at most 11 calls {PROPOSE=6, AGGREGATE=1, RESIDUAL=4}, critical path 5
              It is 8.
            attention-moa: 33 calls made, at most 33 calls {PROPOSE=6, ATTEND=12, ATTEND_SELF=6, REFINE=6, \
            AGGREGATE=2, RESIDUAL=1}, critical path 9
              It is 8.
            """);
  }

  @Test
  void majorityWinsAndOnlyThoseWhoDisagreeRead() {
    assertThat(Printed.by(() -> ScorerAndAggregator.main(new String[0])))
        .isEqualTo(
            """
            at most 15 calls {PROPOSE=3, ATTEND=6, ATTEND_SELF=3, REFINE=3}, critical path 3
            who read whom: [[0.0, 0.0, 1.0], [0.0, 0.0, 1.0], [1.0, 1.0, 0.0]]
            calls made: 10
            answer: 8
            """);
  }

  @Test
  void brokenAnswerIsStreamedAnew() {
    assertThat(Printed.by(() -> Streaming.main(new String[0])))
        .isEqualTo(
            """
            layer 1 PROPOSE 1, a
            layer 1 ATTEND_SELF 1, a
            layer 1 REFINE 1, a
            layer 1 AGGREGATE, a
            [%1$s] (what came so far does not count)
            [%1$s][ So blue light][ comes from the whole sky.]
            answer: %1$s So blue light comes from the whole sky.
            """
                .formatted(BEGINNING));
  }

  @Test
  void budgetEndsTheRunWithTheBestAnswer() {
    assertThat(Printed.by(() -> BudgetAndDeadline.main(new String[0])))
        .isEqualTo(
            """
            at most 19 calls {PROPOSE=4, ATTEND=4, ATTEND_SELF=4, REFINE=4, AGGREGATE=2, RESIDUAL=1}, critical path 9
            BUDGET: It is blue.
            lost: layer 2 PROPOSE 1
            lost: layer 2 PROPOSE 2
            at most 19 calls {PROPOSE=4, ATTEND=4, ATTEND_SELF=4, REFINE=4, AGGREGATE=2, RESIDUAL=1}, critical path 9
            NO_ANSWER: no agent answered; lost calls: {UNAVAILABLE=2}
            scripted failure UNAVAILABLE
            scripted failure UNAVAILABLE
            """);
  }
}
