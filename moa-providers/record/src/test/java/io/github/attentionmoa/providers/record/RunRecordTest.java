package io.github.attentionmoa.providers.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.attentionmoa.result.MoaException;
import io.github.attentionmoa.stop.StopReason;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RunRecordTest {
  @TempDir Path directory;

  @Test
  void aFullRecordHasEveryFieldOfTheFormat() throws Exception {
    Path expected = Path.of(RunRecordTest.class.getResource("full.json").toURI());

    String json = RunRecord.of(Fixtures.result()).wall(Duration.ofMillis(1234)).json(Detail.FULL);

    assertThat(json).isEqualTo(Files.readString(expected));
  }

  @Test
  void numbersShowNoWordsOfAnybody() {
    String json = RunRecord.of(Fixtures.result()).json(Detail.NUMBERS);

    assertThat(json).contains("\"detail\" : \"NUMBERS\"").doesNotContain("words of");
  }

  @Test
  void anAnswerAloneShowsNoOtherWords() throws Exception {
    String json = RunRecord.of(Fixtures.result()).json(Detail.ANSWER);

    assertThat(tree(json).get("answer").asText()).isEqualTo("words of the answer");
    assertThat(json.split("words of", -1)).hasSize(2);
  }

  @Test
  void aRunWithoutAnswerHasANullAnswerAndItsReason() throws Exception {
    MoaException failure =
        MoaException.of("nobody answered", StopReason.NO_ANSWER, Fixtures.trace());

    JsonNode run = tree(RunRecord.of(failure).json(Detail.ANSWER));

    assertThat(run.get("answer").isNull()).isTrue();
    assertThat(run.get("stopReason").asText()).isEqualTo("NO_ANSWER");
    assertThat(run.get("wallMillis").isNull()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Detail.class)
  void everyDetailNamesFormatAndVersion(Detail detail) throws Exception {
    JsonNode run = tree(RunRecord.of(Fixtures.result()).json(detail));

    assertThat(run.get("format").asText()).isEqualTo("attention-moa-run");
    assertThat(run.get("version").asInt()).isEqualTo(1);
    assertThat(run.get("detail").asText()).isEqualTo(detail.name());
  }

  @Test
  void aPlanAloneIsAnObjectOfItsOwn() throws Exception {
    JsonNode plan = tree(RunRecord.json(Fixtures.trace().plan())).get("plan");

    assertThat(plan.get("calls").asInt()).isEqualTo(3);
    assertThat(plan.get("stages").get("PROPOSE").asInt()).isEqualTo(2);
    assertThat(plan.get("stages").get("RESIDUAL").asInt()).isZero();
  }

  @Test
  void aFileHoldsTheSameJson() throws Exception {
    Path file = directory.resolve("run.json");
    RunRecord run = RunRecord.of(Fixtures.result());

    run.write(file, Detail.FULL);

    assertThat(file).hasContent(run.json(Detail.FULL));
  }

  @Test
  void halfASurrogatePairDoesNotLoseTheRecord() throws Exception {
    Path file = directory.resolve("run.json");

    RunRecord.of(Fixtures.result("half \ud83d a pair")).write(file, Detail.ANSWER);

    assertThat(tree(Files.readString(file)).get("answer").asText()).isEqualTo("half ? a pair");
  }

  @Test
  void whateverWasWrittenCanStandInTheScriptOfAPage() throws Exception {
    String hostile =
        "</script><!-- &amp; \u2028 \u2029 \u202e \u0085 \u001b[31m \u007f \ud83d\ude42";

    String json = RunRecord.of(Fixtures.result(hostile)).json(Detail.FULL);

    assertThat(json).doesNotContainPattern("[<>&\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cc}&&[^\n]]");
    assertThat(json).contains("\ud83d\ude42");
    assertThat(tree(json).get("answer").asText()).isEqualTo(hostile);
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() {
    Path file = directory.resolve("missing").resolve("run.json");

    assertThatThrownBy(() -> RunRecord.of(Fixtures.result()).write(file, Detail.FULL))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot write " + file);
  }

  @ParameterizedTest
  @EnumSource(Detail.class)
  void whatWasReadIsWrittenAsItWas(Detail detail) {
    String json = RunRecord.of(Fixtures.result()).wall(Duration.ofMillis(1234)).json(detail);

    assertThat(RunRecord.parse(json).json(detail)).isEqualTo(json);
  }

  @Test
  void aRecordIsReadFromItsFile() {
    Path file = directory.resolve("run.json");
    RunRecord.of(Fixtures.result()).write(file, Detail.FULL);

    RunRecord run = RunRecord.read(file);

    assertThat(run.answer()).contains("words of the answer");
    assertThat(run.stopReason()).isEqualTo(StopReason.LAST_LAYER);
    assertThat(run.wall()).isEmpty();
    assertThat(run.trace().layers()).hasSize(1);
    assertThat(run.trace().lost()).hasSize(1);
    assertThat(run.trace().usage()).isEqualTo(Fixtures.trace().usage());
  }

  @Test
  void numbersAreReadWithoutWords() {
    RunRecord run = RunRecord.parse(RunRecord.of(Fixtures.result()).json(Detail.NUMBERS));

    assertThat(run.answer()).isEmpty();
    assertThat(run.layersRun()).isEqualTo(1);
    assertThat(run.trace().layers()).isEmpty();
    assertThat(run.trace().calls()).hasSize(2).allMatch(call -> call.completion().isEmpty());
  }

  @Test
  void wordsThatWereNotReadCannotBeWritten() {
    RunRecord run = RunRecord.parse(RunRecord.of(Fixtures.result()).json(Detail.NUMBERS));

    assertThatThrownBy(() -> run.json(Detail.FULL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("detail: FULL (expected: at most NUMBERS, as it was read)");
  }

  @Test
  void fieldsOfALaterLibraryAreIgnored() {
    String json = RunRecord.of(Fixtures.result()).json(Detail.FULL);

    String later = json.replaceFirst("\\{", "{ \"mood\" : [ 1 ],");

    assertThat(RunRecord.parse(later).json(Detail.FULL)).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\" : 1 | \"version\" : 2 | version: 2 (expected: at most 1: a newer library wrote it)",
        "attention-moa-run | another | format: another one or none (expected: attention-moa-run)",
        "\"LAST_LAYER\" | 5 | stopReason: a number (expected: a text)",
        "\"AGGREGATE\" : 1 | \"AGGREGATE\" : {} | plan.stages.AGGREGATE: an object (expected: a number)",
        "\"ordinal\" : 1 | \"ordinal\" : 1.5 | calls[0].ordinal: a fraction or too large (expected: a whole number)",
      })
  void whatIsWrongIsNamedByItsPath(String right, String wrong, String message) {
    String json = RunRecord.of(Fixtures.result()).json(Detail.FULL).replace(right, wrong);

    assertThatThrownBy(() -> RunRecord.parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> RunRecord.parse("{\"format\":\"attention-moa-run\",\"version\":1}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("plan.maxCalls: nothing (expected: a number)");
  }

  @Test
  void aFileThatIsNoRecordIsNamedWithoutItsWords() throws Exception {
    Path file = directory.resolve("run.json");
    Files.writeString(file, "{\n\"words of a stranger");

    assertThatThrownBy(() -> RunRecord.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + ": json: no JSON at line 2 (expected: a run record)");
  }

  private static JsonNode tree(String json) throws Exception {
    return new ObjectMapper().readTree(json);
  }
}
