package io.github.attentionmoa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thinking before an answer goes, however it is nested and repeated; the answer stays. */
class ThinkBlockFuzzTest {
  private static final String OPEN = "<think>";
  private static final Pattern MARK = Pattern.compile("</?think>");

  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({"<think>", "</think>", "\\x0a", "\\xe2\\x80\\x83"})
  void reply(byte[] bytes) {
    String reply = new String(bytes, StandardCharsets.UTF_8);

    int start = Answer.start(reply);

    assertThat(start).isEqualTo(expectedStart(reply));
    assertThat(Answer.start(reply.substring(start))).isZero();
  }

  /** Steps over block after block, mark by mark. */
  private static int expectedStart(String reply) {
    int start = 0;
    String rest = reply.stripLeading();
    while (rest.startsWith(OPEN)) {
      var marks = MARK.matcher(rest).results().iterator();
      int depth = 0;
      int end = rest.length();
      do {
        var mark = marks.hasNext() ? marks.next() : null;
        depth = mark == null ? 0 : depth + (mark.group().equals(OPEN) ? 1 : -1);
        end = mark == null ? rest.length() : mark.end();
      } while (depth > 0);
      rest = rest.substring(end).stripLeading();
      start = reply.length() - rest.length();
    }
    return start;
  }

  /** A reader that starts over for each mark would need 10^12 steps, and days. */
  @ParameterizedTest
  @ValueSource(strings = {"<think>", "<think></think>", "<think>x</think> ", "<think", "</think>"})
  @Timeout(value = 60, threadMode = SEPARATE_THREAD)
  void longHostileReplyIsReadOnce(String piece) {
    String reply = OPEN + piece.repeat(1_000_000) + "</think>";

    assertThat(Answer.start(reply)).isEqualTo(expectedStart(reply));
  }
}
