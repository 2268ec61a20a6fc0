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
  void aFileThatCannotBeWrittenIsNamed() {
    Path file = directory.resolve("missing").resolve("run.json");

    assertThatThrownBy(() -> RunRecord.of(Fixtures.result()).write(file, Detail.FULL))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot write " + file);
  }

  private static JsonNode tree(String json) throws Exception {
    return new ObjectMapper().readTree(json);
  }
}
