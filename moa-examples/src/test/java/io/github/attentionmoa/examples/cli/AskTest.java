package io.github.attentionmoa.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskTest {
  private static final String SAYS_X = "x says a line.\nAnd one more line of words.\n";

  @AutoClose private final MockModels models = MockModels.improving();
  private final Cli cli = new Cli();
  @TempDir Path directory;

  @Test
  void printsTheAnswerAloneOnStandardOutput() {
    int code = ask("-l", "1", "Why?");

    assertThat(code).isZero();
    assertThat(cli.out()).isEqualTo(SAYS_X);
  }

  @Test
  void tellsTheRunOnStandardErrorALinePerStage() {
    ask("-l", "1", "Why?");

    assertThat(cli.err().lines().map(line -> line.replaceAll(" +\\d+\\.\\d s", "").strip()))
        .containsExactlyInAnyOrder(
            "layer 1  propose             2",
            "layer 1  attend              2",
            "layer 1  attend self         2",
            "layer 1  refine              2",
            "layer 1  aggregate           1",
            "moa: all layers ran; layers: 1, calls: 9 of 9,, tokens: 90 in, 36 out");
  }

  @Test
  void readsTheQuestionFromStandardInput() {
    cli.input("Why from the input?\n");

    ask("-l", "1", "-");

    assertThat(lastTextOf(models.requests().get(0))).isEqualTo("Why from the input?\n");
  }

  @Test
  void readsTheQuestionFromStandardInputWhenThereIsNone() {
    cli.input("Why?");

    assertThat(ask("-l", "1")).isZero();
  }

  @Test
  void saysHowToEndAQuestionThatIsTyped() {
    cli.input("Why?").terminals("in");

    ask("-l", "1");

    assertThat(cli.err()).contains("then Ctrl-D");
  }

  @Test
  void goesOnWithAnEarlierConversation() throws Exception {
    Path file = directory.resolve("messages.json");
    Files.writeString(
        file,
        """
        [{"role": "user", "content": "One?"}, {"role": "assistant", "content": "One."}]
        """);

    ask("-l", "1", "--system", "Be brief.", "--messages", file.toString(), "Two?");

    assertThat(models.requests().get(0).get("messages"))
        .extracting(turn -> turn.get("role").asText() + ": " + turn.get("content").asText())
        .containsExactly("system: Be brief.", "user: One?", "assistant: One.", "user: Two?");
  }

  @Test
  void aConversationMayEndWithItsOwnQuestion() throws Exception {
    Path file = directory.resolve("messages.json");
    Files.writeString(file, "[{\"role\": \"user\", \"content\": \"One?\"}]");

    assertThat(ask("-l", "1", "--messages", file.toString())).isZero();
  }

  @Test
  void sendsTheOptionsThatWereSetAndNoOthers() {
    ask("-l", "1", "--max-tokens", "7", "--temperature", "0.3", "Why?");

    assertThat(models.requests())
        .allSatisfy(
            request -> {
              assertThat(request.get("max_tokens").asInt()).isEqualTo(7);
              assertThat(request.get("temperature").asDouble()).isEqualTo(0.3);
              assertThat(request.has("top_p")).isFalse();
            });
  }

  @Test
  void sendsTheKeyFromTheEnvironment() {
    cli.env("OPENAI_API_KEY", "key-1");

    ask("-l", "1", "Why?");

    assertThat(models.keys()).containsOnly("Bearer key-1");
  }

  @Test
  void needsNoKeyForAServerOfOnesOwn() {
    ask("-l", "1", "Why?");

    assertThat(models.keys()).containsOnly("null");
  }

  @Test
  void theNamedAgentAggregatesAndWritesTheResidual() {
    cli.run(
        "ask", "-a", models.agent("x"), "-a", "b=" + models.agent("y"), "--aggregator", "b", "W");

    assertThat(cli.out()).startsWith("y says");
  }

  @Test
  void attentionNoneMakesNoSuggestions() {
    ask("-l", "1", "--attention", "none", "Why?");

    assertThat(models.requests()).hasSize(3);
  }

  @Test
  void attentionSelfLetsEachReadItself() {
    ask("-l", "1", "--attention", "self", "Why?");

    assertThat(models.requests()).hasSize(7);
  }

  @Test
  void attentionLexicalKeepsTheSaidPeers() {
    cli.run(with("-a", models.agent("z"), "-l", "1", "--attention", "lexical:1", "Why?"));

    assertThat(models.requests()).hasSize(3 + 3 + 3 + 3 + 1);
  }

  @Test
  void anImprovingRunGoesThroughAllLayers() {
    ask("-l", "3", "Why?");

    assertThat(cli.err()).contains("all layers ran; layers: 3, calls: 29 of 29");
  }

  @Test
  void aRunWithoutImprovementStopsEarly() {
    try (MockModels still = MockModels.standingStill()) {
      int code = cli.run("ask", "-a", still.agent("x"), "-l", "3", "Why?");

      assertThat(code).isZero();
      assertThat(cli.err()).contains("stopped early: no improvement; layers: 2, calls: 9 of 14");
    }
  }

  @Test
  void aRunWithoutImprovementGoesOnWhereEarlyStopIsOff() {
    try (MockModels still = MockModels.standingStill()) {
      cli.run("ask", "-a", still.agent("x"), "-l", "3", "--no-early-stop", "Why?");

      assertThat(cli.err()).contains("all layers ran; layers: 3, calls: 14 of 14");
    }
  }

  @Test
  void withoutResidualNoLayerIsCompared() {
    ask("-l", "2", "--residual", "none", "Why?");

    assertThat(models.requests()).hasSize(18);
  }

  @Test
  void oneAgentThatAnswers500ForEverDegradesTheRun() {
    int code =
        cli.run(with("-a", "b=" + models.agent("down"), "-l", "1", "--retries", "1", "Why?"));

    assertThat(code).isZero();
    assertThat(cli.out()).isEqualTo(SAYS_X);
    assertThat(cli.err())
        .contains("degraded: 1 of 10 calls lost")
        .contains("layer 1 PROPOSE 3 (b): FAILED after 2 attempts, UNAVAILABLE")
        .contains("the cellar is flooded")
        .doesNotContain("\tat ");
  }

  @Test
  void aHangingAgentIsLostAtTheTimeout() {
    int code =
        cli.run(
            with(
                "-a",
                models.agent("hang"),
                "-l",
                "1",
                "--retries",
                "0",
                "--timeout",
                "200ms",
                "Y"));

    assertThat(code).isZero();
    assertThat(cli.err()).contains("layer 1 PROPOSE 3 (hang): TIMED_OUT");
  }

  @Test
  void noAnswerNamesEveryCauseInALine() {
    int code =
        cli.run(
            "ask", "-a", models.agent("down"), "-a", models.agent("locked"), "--retries", "0", "W");

    assertThat(code).isEqualTo(1);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err())
        .contains("moa: no answer: no agent answered")
        .contains("  layer 1 PROPOSE 1 (down): FAILED, UNAVAILABLE")
        .contains("  layer 1 PROPOSE 2 (locked): FAILED, AUTHENTICATION")
        .doesNotContain("\tat ");
  }

  @Test
  void debugShowsStackTraces() {
    cli.run("ask", "-a", models.agent("down"), "--retries", "0", "--debug", "Why?");

    assertThat(cli.err()).contains("\tat ").contains("MoaException");
  }

  @Test
  void theDeadlineEndsTheRunWithTheBestSoFar() {
    int code = cli.run(with("-a", models.agent("hang"), "-l", "1", "--deadline", "400ms", "Why?"));

    assertThat(code).isZero();
    assertThat(cli.err()).contains("stopped at the deadline").contains("degraded");
  }

  @Test
  void spentCallsEndTheRunWithTheBestSoFar() {
    int code = ask("-l", "1", "--max-calls", "3", "Why?");

    assertThat(code).isZero();
    assertThat(models.requests()).hasSizeBetween(1, 3);
    assertThat(cli.err()).contains("the calls are spent");
  }

  @Test
  void oneCallAtATimeWhereConcurrencyIsOne() {
    cli.run("ask", "-a", models.agent("x"), "-a", models.agent("x"), "--concurrency", "1", "Why?");

    assertThat(models.mostInFlight()).isEqualTo(1);
  }

  @Test
  void showPrintsEveryTextAsItComes() {
    ask("-l", "1", "--show", "Why?");

    assertThat(cli.err())
        .contains("--- layer 1, proposal by 1 (x)\nx says a line.")
        .contains("--- layer 1, suggestion by 1 (x) for 2\n")
        .contains("--- layer 1, suggestion by 2 (y) for itself\n")
        .contains("--- layer 1, refinement by 2 (y)\ny says a line.");
    assertThat(cli.out()).isEqualTo(SAYS_X);
  }

  @Test
  void planCallsNothing() {
    int code = ask("-l", "3", "--plan");

    assertThat(code).isZero();
    assertThat(models.requests()).isEmpty();
    assertThat(cli.out())
        .contains("propose            6\n")
        .contains("calls in all      29   at most: the run may end early\n")
        .contains("critical path     14\n");
  }

  @Test
  void thePlanOfTheEmbeddedDefaultLoadsNoModel() {
    assertThat(cli.run("ask", "--plan", "--no-early-stop")).isZero();

    assertThat(cli.out()).contains("calls in all      33\n");
    assertThat(cli.err()).isEmpty();
  }

  @Test
  void aTerminalSeesTheAnswerStreamed() {
    cli.terminals("out", "err");

    ask("-l", "1", "Why?");

    assertThat(cli.out()).isEqualTo(SAYS_X);
    assertThat(models.requests()).filteredOn(r -> r.path("stream").asBoolean()).hasSize(1);
  }

  @Test
  void nobodyWatchingMeansNoStreaming() {
    ask("-l", "1", "Why?");

    assertThat(models.requests()).noneMatch(request -> request.path("stream").asBoolean());
  }

  @Test
  void anInterruptCancelsTheRunAndPrintsWhatThereWas() throws Exception {
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(
            () -> cli.run(with("-a", models.agent("hang"), "-l", "1", "Why?")));
    models.awaitRequests(4);

    cli.interrupt().fire();

    assertThat(code.join()).isEqualTo(130);
    assertThat(cli.out()).contains("says a line.");
    assertThat(cli.err()).contains("interrupted");
  }

  @Test
  void anInterruptBeforeTheRunCancelsItAtOnce() {
    cli.interrupt().fire();

    int code = cli.run("ask", "-a", models.agent("hang"), "-l", "1", "Why?");

    assertThat(code).isEqualTo(130);
    assertThat(cli.out()).isEmpty();
  }

  private int ask(String... more) {
    return cli.run(with(more));
  }

  /** Returns the arguments that ask x and y. */
  private String[] with(String... more) {
    String[] args = new String[5 + more.length];
    System.arraycopy(more, 0, args, 5, more.length);
    args[0] = "ask";
    args[1] = "-a";
    args[2] = models.agent("x");
    args[3] = "-a";
    args[4] = models.agent("y");
    return args;
  }

  private static String lastTextOf(JsonNode request) {
    JsonNode messages = request.get("messages");
    return messages.get(messages.size() - 1).get("content").asText();
  }
}
