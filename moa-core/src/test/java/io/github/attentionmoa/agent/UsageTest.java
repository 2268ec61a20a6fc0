package io.github.attentionmoa.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UsageTest {
  private static final Usage CALL = Usage.of(10, 4).cachedInput(6).reasoning(3);

  @Test
  void sumsWhatIsKnown() {
    Usage sum = CALL.plus(CALL);

    assertThat(sum).isEqualTo(Usage.of(20, 8).cachedInput(12).reasoning(6));
    assertThat(sum.reasoningTokens()).hasValue(6);
  }

  @Test
  void unknownAddsNothingAndMakesTheSumIncomplete() {
    Usage sum = CALL.plus(Usage.unknown());

    assertThat(sum).isEqualTo(CALL.incomplete()).isEqualTo(Usage.unknown().plus(CALL));
    assertThat(sum.isComplete()).isFalse();
  }

  @Test
  void unknownPartIsNotZero() {
    Usage sum = Usage.of(1, 2).plus(Usage.of(3, 4));

    assertThat(sum).isEqualTo(Usage.of(4, 6));
    assertThat(sum.cachedInputTokens()).isEmpty();
    assertThat(sum.plus(CALL).cachedInputTokens()).hasValue(6);
    assertThat(Usage.unknown().plus(Usage.unknown())).isEqualTo(Usage.unknown());
  }

  @Test
  void orderOfTheSumDoesNotMatter() {
    Usage other = Usage.of(1, 2).incomplete();
    Usage third = Usage.unknown().reasoning(5);

    assertThat(CALL.plus(other).plus(third)).isEqualTo(third.plus(CALL.plus(other)));
    assertThat(CALL.plus(other.plus(third))).isEqualTo(CALL.plus(other).plus(third));
  }

  @Test
  void oneIncompletePartMakesTheSumIncomplete() {
    assertThat(CALL.plus(CALL).isComplete()).isTrue();
    assertThat(CALL.plus(CALL.incomplete()).isComplete()).isFalse();
  }

  @Test
  void equalWhenAllNumbersAre() {
    assertThat(Usage.of(1, 2)).isEqualTo(Usage.of(1, 2)).hasSameHashCodeAs(Usage.of(1, 2));
    assertThat(Usage.of(1, 2))
        .isNotEqualTo(Usage.of(2, 1))
        .isNotEqualTo(Usage.of(1, 2).cachedInput(0))
        .isNotEqualTo(Usage.of(1, 2).reasoning(0))
        .isNotEqualTo(Usage.of(1, 2).incomplete());
  }

  @Test
  void negativeNumbersAreNamed() {
    assertThatThrownBy(() -> Usage.of(-1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("inputTokens: -1 (expected: 0 or more)");
    assertThatThrownBy(() -> Usage.of(0, -2)).hasMessage("outputTokens: -2 (expected: 0 or more)");
    assertThatThrownBy(() -> CALL.cachedInput(-3))
        .hasMessage("cachedInputTokens: -3 (expected: 0 or more)");
    assertThatThrownBy(() -> CALL.reasoning(-4))
        .hasMessage("reasoningTokens: -4 (expected: 0 or more)");
  }

  @Test
  void sumThatIsTooLargeStaysAtTheLargest() {
    Usage much = Usage.of(Long.MAX_VALUE, Long.MAX_VALUE - 1);

    assertThat(much.plus(Usage.of(1, 1)).plus(Usage.of(1, 1)))
        .isEqualTo(Usage.of(Long.MAX_VALUE, Long.MAX_VALUE));
  }

  @Test
  void saysWhatIsUnknown() {
    assertThat(CALL).hasToString("Usage(10 in, 4 out)");
    assertThat(Usage.unknown()).hasToString("Usage(unknown in, unknown out, incomplete)");
  }
}
