package io.github.attentionmoa.providers.record;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.agent.Completion;
import io.github.attentionmoa.agent.CompletionCache;
import io.github.attentionmoa.agent.FinishReason;
import io.github.attentionmoa.agent.Usage;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCacheTest {
  @TempDir Path directory;

  @Test
  void anAnswerIsThereWhenTheFileIsOpenedAgain() {
    Completion answer =
        Completion.builder("words")
            .reasoning("a thought")
            .model("model-1")
            .requestId("req-1")
            .finishReason(FinishReason.LENGTH, "length")
            .usage(Usage.of(20, 7).cachedInput(5).reasoning(3).incomplete())
            .build();

    FileCache.open(file()).put("key", answer);

    assertThat(FileCache.open(file()).get("key"))
        .get()
        .usingRecursiveComparison()
        .isEqualTo(answer);
  }

  @Test
  void whatIsNotKnownStaysUnknown() {
    FileCache.open(file()).put("key", Completion.of("words"));

    assertThat(FileCache.open(file()).get("key"))
        .get()
        .usingRecursiveComparison()
        .isEqualTo(Completion.of("words"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"two\nlines\r\n", "half \ud83d a pair", "猫 \ud83d\ude42", "\0 \u2028", ""})
  void everyTextComesBackAsItWas(String text) {
    FileCache.open(file()).put("key", Completion.of(text));

    assertThat(FileCache.open(file()).get("key").orElseThrow().text()).isEqualTo(text);
  }

  @Test
  void aCallIsOneLine() throws Exception {
    FileCache cache = FileCache.open(file());

    cache.put("one", Completion.of("first\nanswer"));
    cache.put("two", Completion.of("second answer"));

    assertThat(Files.readAllLines(file()))
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"format\":\"attention-moa-call\",\"version\":1,"));
  }

  @Test
  void theLastAnswerOfAKeyCounts() {
    FileCache cache = FileCache.open(file());
    cache.put("key", Completion.of("first"));

    cache.put("key", Completion.of("second"));

    assertThat(FileCache.open(file()).get("key").orElseThrow().text()).isEqualTo("second");
  }

  @Test
  void aLineThatWasTornAnywhereCostsThatCallAlone() throws Exception {
    FileCache.open(file()).put("one", Completion.of("first"));
    int whole = (int) Files.size(file());
    FileCache.open(file()).put("two", Completion.of("second"));
    byte[] bytes = Files.readAllBytes(file());

    for (int size = whole; size < bytes.length; size++) {
      Files.write(file(), Arrays.copyOf(bytes, size));
      FileCache cache = FileCache.open(file());
      assertThat(cache.get("one")).isPresent();
      assertThat(cache.get("two")).isEmpty();
      cache.put("two", Completion.of("second"));
      assertThat(file()).hasBinaryContent(bytes);
    }
  }

  @Test
  void aFirstLineThatWasTornAnywhereIsNoStrangersFile() throws Exception {
    FileCache.open(file()).put("one", Completion.of("first"));
    byte[] bytes = Files.readAllBytes(file());

    for (int size = 0; size < bytes.length; size++) {
      Files.write(file(), Arrays.copyOf(bytes, size));
      assertThat(FileCache.open(file()).get("one")).isEmpty();
    }
  }

  @Test
  void aTornLineLongerThanABlockIsCutOff() throws Exception {
    FileCache cache = FileCache.open(file());
    cache.put("one", Completion.of("first"));
    Files.writeString(file(), "x".repeat(100_000), APPEND);

    cache.put("two", Completion.of("second"));

    assertThat(Files.readAllLines(file())).hasSize(2);
    assertThat(cache.get("two")).isPresent();
  }

  @Test
  void aDamagedLineIsPassedOver() throws Exception {
    FileCache cache = FileCache.open(file());
    cache.put("one", Completion.of("first"));
    Files.writeString(file(), "\0\0\0\n", APPEND);
    cache.put("two", Completion.of("second"));

    FileCache again = FileCache.open(file());

    assertThat(again.get("one")).isPresent();
    assertThat(again.get("two")).isPresent();
  }

  @Test
  void aFileOfSomebodyElseIsRefusedAndLeftAsItIs() throws Exception {
    Files.writeString(file(), "My thesis\nwithout a last line feed");

    assertThatThrownBy(() -> FileCache.open(file()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("path: " + file() + " (expected: a file that this class has written)");
    assertThat(file()).hasContent("My thesis\nwithout a last line feed");
  }

  @Test
  void aNewerVersionIsNamed() throws Exception {
    FileCache.open(file()).put("one", Completion.of("first"));
    String newer = Files.readString(file()).replace("\"version\":1", "\"version\":2");
    Files.writeString(file(), newer);

    assertThatThrownBy(() -> FileCache.open(file()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "path: %s: version: 2 (expected: at most 1: a newer library wrote it)"
                .formatted(file()));
  }

  @Test
  void twoCachesOnOneFileSeeEachOther() {
    FileCache one = FileCache.open(file());
    FileCache two = FileCache.open(file());

    one.put("of one", Completion.of("first"));
    two.put("of two", Completion.of("second"));

    assertThat(one.get("of two")).isPresent();
    assertThat(two.get("of one")).isPresent();
  }

  @Test
  void manyThreadsLoseNothing() {
    FileCache cache = FileCache.open(file());

    IntStream.range(0, 400)
        .parallel()
        .forEach(i -> cache.put("key " + i, Completion.of("answer " + i)));

    FileCache again = FileCache.open(file());
    assertThat(IntStream.range(0, 400))
        .allMatch(i -> again.get("key " + i).orElseThrow().text().equals("answer " + i));
  }

  @Test
  void aFileThatBecameShorterIsReadAnew() throws Exception {
    FileCache cache = FileCache.open(file());
    cache.put("one", Completion.of("a long first answer"));
    assertThat(cache.get("one")).isPresent();
    Files.delete(file());

    cache.put("two", Completion.of("second"));

    assertThat(cache.get("two")).isPresent();
  }

  @Test
  void aFileThatCannotBeMadeIsNamedAtOnce() {
    Path file = directory.resolve("missing").resolve("calls.jsonl");

    assertThatThrownBy(() -> FileCache.open(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot open " + file + ": no such file");
  }

  @Test
  void replayMakesNoFile() {
    assertThatThrownBy(() -> FileCache.replayOnly(file()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("no such file");
    assertThat(file()).doesNotExist();
  }

  @Test
  void replayAnswersWhatIsRecorded() {
    FileCache.open(file()).put("key", Completion.of("words"));

    CompletionCache replay = FileCache.replayOnly(file());

    assertThat(replay.get("key").orElseThrow().text()).isEqualTo("words");
  }

  @Test
  void replayEndsAtACallThatIsNotRecorded() {
    FileCache.open(file()).put("key", Completion.of("words"));
    CompletionCache replay = FileCache.replayOnly(file());

    assertThatThrownBy(() -> replay.get("another key"))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "not recorded in %s (1 calls): another key (expected: agents, options, prompts and question of the recorded run)"
                .formatted(file()));
  }

  private Path file() {
    return directory.resolve("calls.jsonl");
  }
}
