package io.github.attentionmoa.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationConverterTest {
  @ParameterizedTest
  @CsvSource({"90s, PT90S", "2m, PT2M", "500ms, PT0.5S", "1h, PT1H"})
  void readsNumberAndUnit(String text, Duration time) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "90", "s", "-1s", "0s", "1.5s", "9999999999s", "1 day"})
  void saysWhatItExpectsInstead(String text) {
    assertThatThrownBy(() -> new DurationConverter().convert(text))
        .hasMessage("'" + text + "' (expected: a time of more than zero such as 90s, 2m or 500ms)");
  }
}
