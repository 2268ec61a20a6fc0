package io.github.attentionmoa.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.attentionmoa.examples.cli.ConfigFile.Setting;

/** Any bytes are a configuration, or are refused with places in the file, fit for a terminal. */
class ConfigReaderFuzzTest {
  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({
    "agents:",
    "model: ",
    "layers: ",
    "method: ",
    "\\x0a",
    "\\x0a  - ",
    "\"",
    "!!"
  })
  void file(byte[] bytes) {
    ConfigFile file;
    try {
      file = ConfigReader.read("f", bytes);
    } catch (UsageException e) {
      String message = String.valueOf(e.getMessage());
      assertThat(message.lines()).anyMatch(line -> line.strip().startsWith("f:"));
      assertThat(message.chars().filter(c -> Character.isISOControl(c) && c != '\n')).isEmpty();
      return;
    }

    assertThat(file.settings().size() + file.agents().size()).isPositive();
    assertThat(file.settings().values())
        .extracting(Setting::where)
        .allMatch(w -> w.startsWith("f:"));
    assertThat(ConfigReader.read("f", bytes)).hasToString(file.toString());
  }
}
