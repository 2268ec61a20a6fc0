package io.github.attentionmoa.providers.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTextTest {
  private final List<String> pieces = new ArrayList<>();

  @Test
  void piecesAreHandedOnAsTheyCome() {
    AnswerText text = new AnswerText(List.of(), false, pieces::add);

    text.append("One ");
    text.append("two");

    assertThat(text.end(false)).isEqualTo("One two");
    assertThat(pieces).containsExactly("One ", "two");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 100})
  void stopSequenceEndsTheTextHoweverItIsCut(int pieceLength) {
    AnswerText text = new AnswerText(List.of("END", "E!"), false, pieces::add);

    feed(text, "An answer ENENDED, and more", pieceLength);

    assertThat(text.isStopped()).isTrue();
    assertThat(text.end(false)).isEqualTo("An answer EN");
    assertThat(String.join("", pieces)).isEqualTo("An answer EN");
  }

  @Test
  void beginningOfAStopSequenceAtTheEndIsText() {
    AnswerText text = new AnswerText(List.of("STOP"), false, pieces::add);

    feed(text, "It is the ST", 1);

    assertThat(text.end(false)).isEqualTo("It is the ST");
    assertThat(String.join("", pieces)).isEqualTo("It is the ST");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100})
  void charactersAreNeverSplit(int pieceLength) {
    AnswerText text = new AnswerText(List.of("<|im_end|>"), false, pieces::add);

    feed(text, "\ud83d\ude00".repeat(12), pieceLength);

    assertThat(text.end(false)).isEqualTo("\ud83d\ude00".repeat(12));
    assertThat(pieces)
        .allMatch(piece -> !Character.isLowSurrogate(piece.charAt(0)))
        .allMatch(piece -> !Character.isHighSurrogate(piece.charAt(piece.length() - 1)));
  }

  @ParameterizedTest
  @CsvSource({
    "'One. Two is bro', 'One.'",
    "'Is it? \"Yes!\" It al', 'Is it? \"Yes!\"'",
    "'Pi is 3.14 and so', 'Pi is 3.14 and so'",
    "'All of it.', 'All of it.'",
    "'First.\n2. Sec', 'First.'",
    "'no sentence at all', 'no sentence at all'",
    "'終わり。つづ', '終わり。'",
  })
  void answerCutShortEndsWithItsLastWholeSentence(String written, String expected) {
    AnswerText text = new AnswerText(List.of("STOP"), true, pieces::add);

    feed(text, written, 1);

    assertThat(text.end(true)).isEqualTo(expected);
    assertThat(String.join("", pieces)).isEqualTo(expected);
  }

  @Test
  void answerThatEndedByItselfIsLeftAlone() {
    AnswerText text = new AnswerText(List.of(), true, pieces::add);

    feed(text, "One. And a title", 2);

    assertThat(text.end(false)).isEqualTo("One. And a title");
    assertThat(String.join("", pieces)).isEqualTo("One. And a title");
  }

  private static void feed(AnswerText text, String words, int pieceLength) {
    for (int from = 0; from < words.length() && !text.isStopped(); from += pieceLength) {
      text.append(words.substring(from, Math.min(words.length(), from + pieceLength)));
    }
  }
}
