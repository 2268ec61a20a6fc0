package io.github.attentionmoa.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodTest {
  @AutoClose private final MockModels models = MockModels.improving();
  private final Cli cli = new Cli();

  private int run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    for (String model : List.of("x", "y", "z")) {
      all.addAll(1, List.of("-a", model + "=" + models.agent(model)));
    }
    return cli.run(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "attention-moa, 33",
    "moa, 7",
    "self-moa, 7",
    "smoa, 11",
    "rmoa, 9",
    "best-of-n, 5",
    "vote, 3"
  })
  void methodMakesItsCalls(String method, int calls) {
    int code = run("ask", "-m", method, "Why?");

    assertThat(code).as(cli.err()).isZero();
    assertThat(models.requests()).hasSize(calls);
  }

  @Test
  void samplesAndWindowShapeSelfMoa() {
    run("ask", "-m", "self-moa", "--samples", "4", "--window", "2", "Why?");

    assertThat(models.requests()).hasSize(4 + 3);
  }

  @Test
  void judgeScoresTheAttention() {
    run("ask", "-l", "1", "--attention", "judge:1", "Why?");

    assertThat(models.requests()).hasSize(3 + 3 + (3 + 3) + 3 + 1);
  }

  @Test
  void residualMayBeAllAnswersOrTheDifference() {
    run("ask", "--attention", "none", "--residual", "answers", "Why?");
    int answers = models.requests().size();
    run("ask", "--attention", "none", "--residual", "difference", "Why?");

    assertThat(answers).isEqualTo(7);
    assertThat(models.requests()).hasSize(answers + 9);
  }

  @Test
  void personaIsTheSystemTextOfItsAgentAlone() {
    run("ask", "-m", "vote", "--persona", "y=You doubt everything.", "Why?");

    assertThat(models.requests())
        .filteredOn(request -> request.toString().contains("You doubt everything."))
        .singleElement()
        .extracting((JsonNode request) -> request.get("model").asText())
        .isEqualTo("y");
  }

  @Test
  void comparePrintsAnswersAndFiguresOfEveryMethod() {
    int code = run("compare", "-m", "vote", "-m", "moa", "--layers", "2", "Why?");

    assertThat(code).as(cli.err()).isZero();
    assertThat(models.requests()).hasSize(3 + 7);
    assertThat(cli.out())
        .containsSubsequence("## vote", "says a line", "## moa", "says a line", "method");
    assertThat(cli.out().lines().map(line -> line.replaceAll(" +", " ")))
        .anyMatch(line -> line.startsWith("vote 3 of 3 1 30 12 "))
        .anyMatch(line -> line.startsWith("moa 7 of 7 3 70 28 "));
  }

  @Test
  void compareCountsCallsAndTellsWhatWasLost() {
    cli.run("compare", "-a", models.agent("x"), "-a", models.agent("locked"), "-m", "moa", "Why?");

    assertThat(cli.out().lines().map(line -> line.replaceAll(" +", " ")))
        .anyMatch(line -> line.startsWith("moa 4 of 5 ") && line.endsWith("; lost: 2"));
  }

  @Test
  void comparePrintsOneDocumentWithTheRunOfEveryMethod() throws Exception {
    run("compare", "-m", "vote", "-m", "moa", "--json", "Why?");

    JsonNode runs = new ObjectMapper().readTree(cli.out());
    assertThat(runs)
        .extracting(run -> run.get("method").asText() + " " + run.at("/run/calls").size())
        .containsExactly("vote 3", "moa 7");
    assertThat(runs.get(0).at("/run/answer").asText()).contains("says a line");
  }

  @Test
  void compareWithoutAnyAnswerSaysSo() {
    int code = cli.run("compare", "-a", models.agent("locked"), "-m", "vote", "Why?");

    assertThat(code).isEqualTo(ExitCode.NO_ANSWER);
    assertThat(cli.out()).contains("(no answer)", "no agent answered");
    assertThat(cli.err()).contains("AUTHENTICATION");
  }

  @ParameterizedTest
  @CsvSource({
    "--keep: not read by --method [moa], -m moa --keep 2",
    "'(expected: a whole number, 2 or more)', -m self-moa --window 1",
    "--layers: not read by --method [vote], -m vote -l 3",
    "--attention: not read by --method [smoa], -m smoa --attention none",
    "no agent is named 'q', --persona q=text",
    "--early-stop: beside --residual answers, --residual answers --early-stop",
    "Invalid value for option '--method', -m debate"
  })
  void wrongUsageNamesTheOption(String message, String args) {
    List<String> all = new ArrayList<>(List.of("ask"));
    all.addAll(List.of(args.split(" ")));
    all.add("Why?");

    int code = run(all.toArray(String[]::new));

    assertThat(code).isEqualTo(2);
    assertThat(cli.err()).contains(message);
    assertThat(models.requests()).isEmpty();
  }
}
