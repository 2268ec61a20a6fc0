package io.github.attentionmoa.providers.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.attentionmoa.agent.Completion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Whatever follows a good line of a file, that line and the next one are not lost. */
class FileCacheFuzzTest {
  private static final Completion FIRST = Completion.of("first");
  private static final Completion LAST = Completion.of("last");

  /** In the bytes, {@code LINE} stands for the start of a line. */
  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({"LINE", "\"text\":\"", "\\x0a", "\"key\":\"k\"", "null", "\"STOP\""})
  void file(byte[] bytes) throws IOException {
    byte[] first = new CallLine("first", FIRST).bytes();
    Path file = Files.createTempFile("calls", ".jsonl");
    try {
      Files.write(file, joined(first, rest(bytes)));
      check(file, first);
    } finally {
      Files.delete(file);
    }
  }

  private static void check(Path file, byte[] first) throws IOException {
    byte[] before = Files.readAllBytes(file);
    FileCache cache;
    try {
      cache = FileCache.open(file);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContainingAll(file.toString(), "(expected: ");
      return;
    }

    cache.put("last", LAST);

    assertThat(cache.get("first")).isPresent();
    assertThat(FileCache.open(file).get("last").orElseThrow().text()).isEqualTo(LAST.text());
    byte[] whole = Arrays.copyOf(before, lastLineEnd(before));
    assertThat(Files.readAllBytes(file))
        .isEqualTo(joined(whole, new CallLine("last", LAST).bytes()));
    assertThat(whole).startsWith(first);
  }

  private static byte[] rest(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .replace("LINE", "{\"format\":\"attention-moa-call\",\"version\":1,")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] joined(byte[] head, byte[] tail) {
    byte[] all = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, all, head.length, tail.length);
    return all;
  }

  private static int lastLineEnd(byte[] bytes) {
    int end = bytes.length;
    while (bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }
}
