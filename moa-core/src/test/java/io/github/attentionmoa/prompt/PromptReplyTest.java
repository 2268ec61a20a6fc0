package io.github.attentionmoa.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.github.attentionmoa.prompt.Prompt.Choice;
import io.github.attentionmoa.prompt.Prompt.Reply;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In these replies {@code TAG} stands for the prompt's tag, {@code |} for a line feed. */
class PromptReplyTest {
  private static final Prompt COMPARISON =
      Prompt.of("Write the best answer.")
          .quote("Answer 1", "Older.")
          .quote("Answer 2", "Newer.")
          .comparing();
  private static final String FOREIGN_TAG = Prompt.of("x").quote("Answer 1", "y").tag();

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "BETTER TAG: 1|It is blue.          , FIRST",
        "BETTER TAG: 2|It is blue.          , SECOND",
        "BETTER TAG: SAME|It is blue.       , SAME",
        "BETTER TAG:2|It is blue.           , SECOND",
        "BETTER TAG:   2   |It is blue.     , SECOND",
        "**BETTER TAG: 2**||It is blue.     , SECOND",
        "**BETTER TAG:** 2|It is blue.      , SECOND",
        "### BETTER TAG: 2|It is blue.      , SECOND",
        "`BETTER TAG: 2`|It is blue.        , SECOND",
        "'BETTER TAG: \"2\"'|It is blue.    , SECOND",
        "better TAG: same|It is blue.       , SAME",
        "~ | |   BETTER TAG: 2|It is blue.~ , SECOND",
        "BETTER TAG: 2||BETTER TAG: 1|It is blue., SECOND",
      })
  void verdictInTheFirstLineCounts(String reply, Choice choice) {
    assertThat(read(reply)).isEqualTo(new Reply(choice, "It is blue."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r", "\r\r\n\n"})
  void verdictMayEndWithAnyLineEnd(String lineEnd) {
    assertThat(read(lineEnd + "BETTER TAG: 2" + lineEnd + "It is blue."))
        .isEqualTo(new Reply(Choice.SECOND, "It is blue."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r", "\r\r\n\n"})
  void lineEndsOfTheAnswerStayAsTheyAre(String lineEnd) {
    String answer = "It is" + lineEnd + "blue.";

    assertThat(read("BETTER TAG: 2" + lineEnd + answer).text()).isEqualTo(answer);
  }

  @Test
  void tagCountsInCapitals() {
    String reply = "BETTER " + COMPARISON.tag().toUpperCase(Locale.ROOT) + ": 2\nIt is blue.";

    assertThat(COMPARISON.read(reply)).isEqualTo(new Reply(Choice.SECOND, "It is blue."));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "BETTER TAG: 2.",
        "BETTER TAG: Answer 2",
        "BETTER TAG: 12",
        "BETTER TAG: 3",
        "BETTER TAG:",
        "BETTER TAG 2",
        "BETTER TAG: 1 or 2",
        "BETTER TAG: 2 because it is longer",
        "> BETTER TAG: 2",
        "I say BETTER TAG: 2",
        "Answer 2 (TAG):",
      })
  void lineWithTheTagThatIsNoVerdictGoesAndDoesNotCount(String line) {
    assertThat(read(line + "|It is blue.")).isEqualTo(new Reply(Choice.NONE, "It is blue."));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "BETTER: 2|It is blue.",
        "BETTER FOREIGN: 2|It is blue.",
        "Answer 2|It is blue.",
        "2|It is blue.",
        "It is blue. BETTER FOREIGN: 1",
        "> BETTER FOREIGN: 2|It is blue.",
      })
  void verdictElsewhereOrWithAnotherTagIsText(String reply) {
    assertThat(read(reply)).isEqualTo(new Reply(Choice.NONE, spelledOut(reply)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "|", "||  |"})
  void blankReplySaysNothing(String reply) {
    assertThat(read(reply)).isEqualTo(new Reply(Choice.NONE, ""));
  }

  @Test
  void verdictAloneLeavesNoText() {
    assertThat(read("BETTER TAG: 2")).isEqualTo(new Reply(Choice.SECOND, ""));
  }

  @Test
  void promptThatDoesNotCompareTakesNoVerdict() {
    Prompt prompt = Prompt.of("Answer again.").quote("Answer 1", "Older.");

    Reply reply = prompt.read("BETTER " + prompt.tag() + ": 2\nIt is blue.");

    assertThat(reply).isEqualTo(new Reply(Choice.NONE, "It is blue."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"BETTER TAG: 2", "**better TAG: 3**", "Answer 2 (TAG):"})
  void echoedMarkFurtherDownGoesAndDoesNotCount(String mark) {
    assertThat(read("It is blue.|" + mark + "|It is.").text()).isEqualTo("It is blue.\nIt is.");
    assertThat(read("It is blue.|" + mark).choice()).isEqualTo(Choice.NONE);
  }

  @Test
  void tagWithinTheTextStays() {
    assertThat(read("It is blue.|Answer 2 (TAG): no.").text())
        .isEqualTo(spelledOut("It is blue.|Answer 2 (TAG): no."));
  }

  /** A reader that starts over for each line would need 10^12 steps, and days. */
  @ParameterizedTest
  @ValueSource(strings = {"TAG|", "|", " ", "*", "BETTER TAG: ", "\r\n"})
  @Timeout(value = 60, threadMode = SEPARATE_THREAD)
  void longHostileReplyIsReadOnce(String piece) {
    String reply = spelledOut(piece).repeat(1_000_000) + "\nIt is blue.";

    assertThat(COMPARISON.read(reply).text()).endsWith("It is blue.");
  }

  private static Reply read(String reply) {
    return COMPARISON.read(spelledOut(reply));
  }

  private static String spelledOut(String reply) {
    return reply
        .replace("TAG", COMPARISON.tag())
        .replace("FOREIGN", FOREIGN_TAG)
        .replace('|', '\n');
  }
}
