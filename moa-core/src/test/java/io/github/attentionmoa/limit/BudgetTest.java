package io.github.attentionmoa.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetTest {
  @Test
  void theDefaultSetsNoLimitOfItsOwn() {
    Budget budget = Budget.ofDefaults();

    assertThat(budget.calls()).isEmpty();
    assertThat(budget.deadline()).isEmpty();
    assertThat(budget.inputTokens()).isEmpty();
    assertThat(budget.outputTokens()).isEmpty();
  }

  @Test
  void limitsAddUpInAnyOrder() {
    Duration second = Duration.ofSeconds(1);
    Budget budget = Budget.calls(1).andInputTokens(2).andOutputTokens(3).andDeadline(second);
    Budget other = Budget.deadline(second).andOutputTokens(3).andInputTokens(2).andCalls(1);

    assertThat(budget).usingRecursiveComparison().isEqualTo(other);
    assertThat(budget.calls()).hasValue(1);
    assertThat(budget.inputTokens()).hasValue(2);
    assertThat(budget.outputTokens()).hasValue(3);
    assertThat(budget.deadline()).contains(second);
  }

  @Test
  void oneOfEachIsTheLeast() {
    Budget budget = Budget.calls(1).andInputTokens(1).andOutputTokens(1);

    assertThat(budget.andDeadline(Duration.ofNanos(1)).deadline()).contains(Duration.ofNanos(1));
    assertThatThrownBy(() -> budget.andCalls(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("calls: 0 (expected: 1 or more)");
    assertThatThrownBy(() -> budget.andInputTokens(0))
        .hasMessage("inputTokens: 0 (expected: 1 or more)");
    assertThatThrownBy(() -> budget.andOutputTokens(-1))
        .hasMessage("outputTokens: -1 (expected: 1 or more)");
    assertThatThrownBy(() -> budget.andDeadline(Duration.ZERO))
        .hasMessage("deadline: PT0S (expected: more than zero)");
    assertThatThrownBy(() -> Budget.deadline(Duration.ofSeconds(-1)))
        .hasMessage("deadline: PT-1S (expected: more than zero)");
  }
}
