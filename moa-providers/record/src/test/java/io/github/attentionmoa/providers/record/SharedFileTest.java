package io.github.attentionmoa.providers.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.attentionmoa.agent.Completion;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedFileTest {
  @TempDir Path directory;

  @Test
  void twoProcessesAppendToOneFileWithoutLoss() throws Exception {
    Path file = directory.resolve("calls.jsonl");

    try (Subprocess a = Subprocess.start(PuttingProcess.class, file, "a", 300, 5000);
        Subprocess b = Subprocess.start(PuttingProcess.class, file, "b", 300, 5000)) {
      assertThat(a.exit()).isZero();
      assertThat(b.exit()).isZero();
    }

    FileCache cache = FileCache.open(file);
    assertThat(Files.readAllLines(file)).hasSize(600);
    for (int i = 0; i < 300; i++) {
      assertThat(cache.get("a" + i).orElseThrow().text()).startsWith("a" + i);
      assertThat(cache.get("b" + i).orElseThrow().text()).startsWith("b" + i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 40})
  void aProcessThatIsKilledWhileItWritesLosesNothingItHasPut(int puts) throws Exception {
    Path file = directory.resolve("calls.jsonl");
    try (Subprocess writer =
        Subprocess.start(PuttingProcess.class, file, "a", 1_000_000, 200_000)) {
      assertThat(writer.line()).isEqualTo("ready");
      for (int i = 0; i < puts; i++) {
        assertThat(writer.line()).isEqualTo(String.valueOf(i));
      }
    }

    FileCache cache = FileCache.open(file);
    cache.put("next", Completion.of("words"));

    FileCache again = FileCache.open(file);
    for (int i = 0; i < puts; i++) {
      assertThat(again.get("a" + i).orElseThrow().text()).hasSize(200_000 + ("a" + i).length());
    }
    assertThat(again.get("next")).isPresent();
    assertThat(Files.readString(file)).endsWith("}\n");
  }
}
