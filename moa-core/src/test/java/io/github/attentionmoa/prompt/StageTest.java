package io.github.attentionmoa.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StageTest {
  @ParameterizedTest
  @EnumSource(Stage.class)
  void everyStageHasAnInstructionOfItsOwn(Stage stage) {
    assertThat(stage.instruction()).isNotBlank().isEqualTo(stage.instruction().strip());
    for (Stage other : Stage.values()) {
      assertThat(stage == other || !stage.instruction().equals(other.instruction())).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void instructionIsWordsAlone(Stage stage) {
    assertThat(stage.instruction()).doesNotContain("\r", "{", "}", "<", "BETTER");
  }

  @Test
  void aVariantOfAStageHasAnInstructionOfItsOwn() {
    assertThat(Stage.RESIDUAL.instruction("difference"))
        .isNotBlank()
        .isNotEqualTo(Stage.RESIDUAL.instruction());
  }

  @Test
  void aVariantThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Stage.RESIDUAL.instruction("sum"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("residual/sum.txt");
  }
}
