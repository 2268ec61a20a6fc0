package io.github.attentionmoa.providers.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GgufFileTest {
  @TempDir Path directory;

  @Test
  void wholeFileIsAccepted() {
    GgufFile file = GgufFile.read(Fixtures.nanoIn(directory));

    assertThat(file.architecture()).isEqualTo("llama");
    assertThat(file.isQuantised()).isTrue();
    assertThat(file.trainedContext()).isEqualTo(4096);
    assertThat(file.controlTokens()).containsExactly("<|endoftext|>", "<|im_start|>", "<|im_end|>");
  }

  @Test
  void missingFileIsNamed() {
    Path missing = directory.resolve("missing.gguf");

    assertThatThrownBy(() -> GgufFile.read(missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("model file " + missing.toAbsolutePath() + ": no such file");
  }

  @Test
  void directoryIsNoFile() {
    assertThatThrownBy(() -> GgufFile.read(directory)).hasMessageEndingWith(": not a file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GG", "<html>not found</html>", "GGML and more of the like"})
  void foreignFileIsRefused(String content) {
    assertRefused(content.getBytes(StandardCharsets.UTF_8), "its first bytes are not GGUF");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 24, 100, 7000})
  void fileThatEndsInItsHeadIsRefused(int length) {
    assertRefused(Arrays.copyOf(Fixtures.nanoBytes(), length), "model file");
  }

  @ParameterizedTest
  @ValueSource(ints = {7092, 14_080, 28_159})
  void fileCutInItsWeightsIsRefused(int length) {
    assertRefused(
        Arrays.copyOf(Fixtures.nanoBytes(), length),
        "cut short: " + length + " bytes (expected: 28160)");
  }

  @Test
  void otherVersionIsRefused() {
    byte[] bytes = Fixtures.nanoBytes();
    bytes[4] = 1;

    assertRefused(bytes, "GGUF version 1 (expected: 2 or 3)");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MAX_VALUE, Integer.MAX_VALUE, 1_000_000})
  void countLargerThanTheFileIsRefused(long count) {
    byte[] bytes = Fixtures.nanoBytes();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(8, count);

    assertRefused(bytes, "damaged: its head makes no sense");
  }

  @Test
  void architectureThatIsNotSupportedIsRefused() {
    assertRefused(withInsteadOfLlama("qwen3"), "architecture qwen3 (expected: one of");
  }

  @Test
  void vocabularyWithoutChatMlIsRefused() {
    byte[] bytes = with("<|im_start|>", "<|xx_start|>");

    assertRefused(bytes, "a chat format that is not known");
  }

  private void assertRefused(byte[] bytes, String why) {
    Path file = Fixtures.write(directory.resolve("bad.gguf"), bytes);

    assertThatThrownBy(() -> GgufFile.read(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("model file " + file.toAbsolutePath())
        .hasMessageContaining(why);
  }

  private static byte[] withInsteadOfLlama(String architecture) {
    return with(
        "general.architecture\b\0\0\0\5\0\0\0\0\0\0\0llama",
        "general.architecture\b\0\0\0\5\0\0\0\0\0\0\0" + architecture);
  }

  /** Replaces the first occurrence by a text of the same length. */
  private static byte[] with(String text, String replacement) {
    String latin = new String(Fixtures.nanoBytes(), StandardCharsets.ISO_8859_1);
    assertThat(latin).contains(text);
    int at = latin.indexOf(text);
    String changed = latin.substring(0, at) + replacement + latin.substring(at + text.length());
    return changed.getBytes(StandardCharsets.ISO_8859_1);
  }
}
