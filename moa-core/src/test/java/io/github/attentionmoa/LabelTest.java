package io.github.attentionmoa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabelTest {
  @Test
  void nameIsShownAsItIs() {
    assertThat(Label.of("claude \ud83d\ude42")).isEqualTo("claude \ud83d\ude42");
  }

  @Test
  void nameForgesNoLine() {
    assertThat(Label.of("a\r\nb\u001b[31m\u202e\u2028\ud83d"))
        .isEqualTo("a\\u000d\\u000ab\\u001b[31m\\u202e\\u2028\\ud83d");
  }
}
