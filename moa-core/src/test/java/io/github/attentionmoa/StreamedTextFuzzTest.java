package io.github.attentionmoa;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.attentionmoa.observe.RunListener;
import io.github.attentionmoa.prompt.Prompt;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** However a reply comes in pieces, what is told of it ends up as the answer. */
class StreamedTextFuzzTest {
  private static final Prompt COMPARISON = Prompt.of("Compare.").comparing("Older.", "Newer.");

  /** In the reply, {@code TAG} stands for the tag of the comparison. */
  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({
    "TAG",
    "BETTER TAG: 2\\x0a",
    "<think>",
    "</think>",
    "\\x0d\\x0a",
    "words of 20 letters"
  })
  void reply(byte[] bytes) {
    String reply = new String(bytes, StandardCharsets.UTF_8).replace("TAG", COMPARISON.tag());
    String answer = COMPARISON.read(reply.substring(Answer.start(reply))).text();
    Screen screen = new Screen();
    StreamedText text = new StreamedText(screen);

    text.begin(this, COMPARISON);
    Random cuts = new Random(Arrays.hashCode(bytes));
    for (int from = 0; from < reply.length(); ) {
      int to = Math.min(reply.length(), from + 1 + cuts.nextInt(40));
      text.add(this, reply.substring(from, to));
      from = to;
    }
    text.finish(answer);

    assertThat(screen.shown).hasToString(answer);
  }

  /** Shows the text as a console would. */
  private static final class Screen implements RunListener {
    private final StringBuilder shown = new StringBuilder();

    @Override
    public void onText(String piece) {
      shown.append(piece);
    }

    @Override
    public void onTextRestarted() {
      shown.setLength(0);
    }
  }
}
