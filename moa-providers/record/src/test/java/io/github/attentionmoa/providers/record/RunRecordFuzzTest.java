package io.github.attentionmoa.providers.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any text is a record, which can be written and read again, or is refused with a reason. */
class RunRecordFuzzTest {
  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({"null", "-1", "1e400", "[]", "{}", "\"FULL\"", "9223372036854775807"})
  void record(byte[] bytes) {
    RunRecord record;
    try {
      record = RunRecord.parse(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("(expected: ");
      return;
    }

    assertThat(record.trace().usage().inputTokens().orElse(0)).isNotNegative();
    String written = record.json(record.detail());

    assertThat(RunRecord.parse(written).json(record.detail())).isEqualTo(written);
  }
}
