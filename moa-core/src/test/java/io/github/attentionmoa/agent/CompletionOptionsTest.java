package io.github.attentionmoa.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CompletionOptionsTest {
  private static final CompletionOptions ALL =
      CompletionOptions.builder()
          .temperature(0.7)
          .topP(0.5)
          .maxOutputTokens(80)
          .seed(7)
          .stopSequences(List.of("END"))
          .effort("low")
          .build();

  @Test
  void nothingIsSetAtFirst() {
    assertThat(CompletionOptions.none()).hasToString("{}");
    assertThat(CompletionOptions.none().temperature()).isEmpty();
    assertThat(CompletionOptions.none().stopSequences()).isEmpty();
  }

  @Test
  void givesBackWhatWasSet() {
    assertThat(ALL.temperature()).hasValue(0.7);
    assertThat(ALL.topP()).hasValue(0.5);
    assertThat(ALL.maxOutputTokens()).hasValue(80);
    assertThat(ALL.seed()).hasValue(7);
    assertThat(ALL.stopSequences()).containsExactly("END");
    assertThat(ALL.effort()).hasValue("low");
  }

  @Test
  void emptyOptionsLeaveTheBaseAsItIs() {
    assertThat(CompletionOptions.none().over(ALL)).isEqualTo(ALL);
  }

  @Test
  void optionsWinOverTheBaseFieldByField() {
    CompletionOptions more =
        CompletionOptions.builder().temperature(1).stopSequences(List.of("A", "B")).build();

    assertThat(more.over(ALL))
        .hasToString(
            "{temperature=1.0, topP=0.5, maxOutputTokens=80, seed=7, stopSequences=[\"A\", \"B\"], effort=\"low\"}");
    assertThat(ALL.over(more)).isEqualTo(ALL);
  }

  static Stream<CompletionOptions> single() {
    return Stream.of(
        CompletionOptions.builder().temperature(0).build(),
        CompletionOptions.builder().topP(0).build(),
        CompletionOptions.builder().maxOutputTokens(1).build(),
        CompletionOptions.builder().seed(0).build(),
        CompletionOptions.builder().stopSequences(List.of("x")).build(),
        CompletionOptions.builder().effort("").build());
  }

  @ParameterizedTest
  @MethodSource("single")
  void eachOptionCountsAsSetWhateverItsValue(CompletionOptions one) {
    assertThat(one).isNotEqualTo(CompletionOptions.none());
    assertThat(one.over(CompletionOptions.none())).isEqualTo(one);
    assertThat(CompletionOptions.none().over(one)).isEqualTo(one);
    assertThat(one.over(ALL)).isNotEqualTo(ALL);
  }

  @Test
  void builderStartsFromWhatIsSet() {
    assertThat(ALL.toBuilder().build()).isEqualTo(ALL).hasSameHashCodeAs(ALL);
  }

  @Test
  void oneStopSequenceIsNotTwo() {
    CompletionOptions one = CompletionOptions.builder().stopSequences(List.of("a, b")).build();
    CompletionOptions two = CompletionOptions.builder().stopSequences(List.of("a", "b")).build();

    assertThat(one).isNotEqualTo(two);
  }

  static Stream<Arguments> outOfRange() {
    return Stream.of(
        rejected(b -> b.temperature(2.1), "temperature: 2.1 (expected: 0.0 to 2.0)"),
        rejected(b -> b.temperature(-0.1), "temperature: -0.1 (expected: 0.0 to 2.0)"),
        rejected(b -> b.temperature(Double.NaN), "temperature: NaN (expected: 0.0 to 2.0)"),
        rejected(b -> b.topP(1.1), "topP: 1.1 (expected: 0.0 to 1.0)"),
        rejected(b -> b.maxOutputTokens(0), "maxOutputTokens: 0 (expected: 1 or more)"),
        rejected(
            b -> b.stopSequences(List.of("a", "")),
            "stopSequences: an empty text (expected: characters)"));
  }

  private static Arguments rejected(Consumer<CompletionOptions.Builder> call, String message) {
    return Arguments.of(call, message);
  }

  @ParameterizedTest
  @MethodSource("outOfRange")
  void valuesOutOfRangeAreRejectedAtTheCall(
      Consumer<CompletionOptions.Builder> call, String message) {
    assertThatThrownBy(() -> call.accept(CompletionOptions.builder()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
