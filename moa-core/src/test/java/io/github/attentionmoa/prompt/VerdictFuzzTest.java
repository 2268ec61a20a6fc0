package io.github.attentionmoa.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.attentionmoa.prompt.Prompt.Choice;
import io.github.attentionmoa.prompt.Prompt.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Only a first line that is a verdict and nothing else counts, and no mark stays in the text. */
class VerdictFuzzTest {
  private static final Prompt COMPARISON = Prompt.of("Compare.").comparing("Older.", "Newer.");
  private static final Prompt PLAIN = Prompt.of("Answer.").quote("Answer 1", "Older.");
  private static final Pattern FIRST_LINE = Pattern.compile("[^\r\n]*");
  private static final String ORNAMENT = "[*#`\"'\\p{javaWhitespace}]*";
  private static final Pattern VERDICT =
      Pattern.compile(
          ORNAMENT + "BETTER " + COMPARISON.tag() + ":" + ORNAMENT + "(1|2|SAME)" + ORNAMENT,
          Pattern.CASE_INSENSITIVE);

  /** In the reply, {@code TAG} stands for the tag of the comparison. */
  @FuzzTest(maxDuration = "10m")
  @DictionaryEntries({
    "TAG",
    "BETTER TAG: ",
    "SAME",
    "\\x0d\\x0a",
    "Answer 2 (TAG):",
    "**",
    "\\xe2\\x80\\x83"
  })
  void reply(byte[] bytes) {
    String reply = new String(bytes, StandardCharsets.UTF_8).replace("TAG", COMPARISON.tag());

    Reply read = COMPARISON.read(reply);

    assertThat(read.choice()).isEqualTo(expected(reply));
    assertThat(read.text()).isEqualTo(read.text().strip()).doesNotMatch(VERDICT);
    assertThat(COMPARISON.read(read.text())).isEqualTo(new Reply(Choice.NONE, read.text()));
    if (!reply.toLowerCase(Locale.ROOT).contains(COMPARISON.tag())) {
      assertThat(read.text()).isEqualTo(reply.strip());
    }
    assertThat(PLAIN.read(reply.replace(COMPARISON.tag(), PLAIN.tag())).choice())
        .isEqualTo(Choice.NONE);
  }

  private static Choice expected(String reply) {
    Matcher line = FIRST_LINE.matcher(reply.stripLeading());
    Matcher verdict = VERDICT.matcher(line.lookingAt() ? line.group() : "");
    if (!verdict.matches()) {
      return Choice.NONE;
    }
    return switch (verdict.group(1)) {
      case "1" -> Choice.FIRST;
      case "2" -> Choice.SECOND;
      default -> Choice.SAME;
    };
  }
}
