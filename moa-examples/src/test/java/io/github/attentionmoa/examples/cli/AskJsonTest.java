package io.github.attentionmoa.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskJsonTest {
  @AutoClose private final MockModels models = MockModels.improving();
  private final Cli cli = new Cli();
  @TempDir Path directory;

  @Test
  void theDocumentHasEveryField() throws Exception {
    int code = ask("x");

    JsonNode run = document();
    assertThat(code).isZero();
    assertThat(run.get("answer").asText()).startsWith("x says");
    assertThat(run.get("stopReason").asText()).isEqualTo("LAST_LAYER");
    assertThat(run.get("degraded").asBoolean()).isFalse();
    assertThat(run.get("layersRun").asInt()).isEqualTo(2);
    assertThat(run.get("wallMillis").isIntegralNumber()).isTrue();
    assertThat(run.get("plan").get("calls").asInt()).isEqualTo(9);
    assertThat(run.get("plan").get("criticalPath").asInt()).isEqualTo(9);
    assertThat(run.get("plan").get("stages").get("PROPOSE").asInt()).isEqualTo(2);
    assertThat(run.get("usage").fieldNames())
        .toIterable()
        .contains("inputTokens", "outputTokens", "cachedInputTokens", "complete");
    assertThat(run.get("usage").get("inputTokens").asInt()).isEqualTo(90);
  }

  @Test
  void theCallsStandInTheOrderOfTheAlgorithm() throws Exception {
    ask("x");

    assertThat(document().get("calls"))
        .extracting(call -> call.get("layer").asInt() + " " + call.get("stage").asText())
        .containsExactly(
            "1 PROPOSE",
            "1 ATTEND_SELF",
            "1 REFINE",
            "1 AGGREGATE",
            "2 PROPOSE",
            "2 ATTEND_SELF",
            "2 REFINE",
            "2 AGGREGATE",
            "2 RESIDUAL");
    assertThat(document().get("calls").get(0).fieldNames())
        .toIterable()
        .contains("from", "to", "agent", "outcome", "attempts", "startMillis", "tookMillis")
        .contains("kind", "message")
        .doesNotContain("messages");
  }

  @Test
  void withoutAnswerTheDocumentHasTheCauses() throws Exception {
    int code = ask("down");

    JsonNode call = document().get("calls").get(0);
    assertThat(code).isEqualTo(1);
    assertThat(document().get("answer").isNull()).isTrue();
    assertThat(document().get("stopReason").asText()).isEqualTo("NO_ANSWER");
    assertThat(call.get("outcome").asText()).isEqualTo("FAILED");
    assertThat(call.get("kind").asText()).isEqualTo("UNAVAILABLE");
  }

  @Test
  void aTerminalSeesTheDocumentAlone() throws Exception {
    cli.terminals("out", "err");

    ask("x");

    assertThat(document().get("answer").asText()).startsWith("x says");
  }

  @Test
  void thePlanIsADocumentToo() throws Exception {
    cli.run("ask", "-a", models.agent("x"), "--plan", "--json");

    assertThat(document().get("plan").get("exact").asBoolean()).isFalse();
  }

  @Test
  void theTraceHasEveryPromptAndAnswer() throws Exception {
    Path file = directory.resolve("a trace.json");

    cli.run("ask", "-a", models.agent("x"), "-l", "1", "--trace", file.toString(), "Why?");

    JsonNode call = new ObjectMapper().readTree(Files.readString(file)).get("calls").get(0);
    assertThat(call.get("messages").get(0).get("content").asText()).isEqualTo("Why?");
    assertThat(call.get("completion").get("text").asText()).startsWith("x says");
  }

  @Test
  void aRunWithoutAnswerLeavesItsTrace() throws Exception {
    Path file = directory.resolve("trace.json");

    cli.run("ask", "-a", models.agent("down"), "--retries", "0", "--trace", file.toString(), "W");

    assertThat(Files.readString(file)).contains("the cellar is flooded");
  }

  @Test
  void neitherDocumentNorTraceHoldsTheKey() throws Exception {
    Path file = directory.resolve("trace.json");
    cli.env("OPENAI_API_KEY", "canary-key");

    cli.run(
        "ask",
        "-a",
        models.agent("x"),
        "-a",
        models.agent("locked"),
        "--retries",
        "0",
        "--json",
        "--debug",
        "--trace",
        file.toString(),
        "Why?");

    assertThat(models.keys()).contains("Bearer canary-key");
    assertThat(cli.out() + cli.err() + Files.readString(file)).doesNotContain("canary");
  }

  private int ask(String model) {
    return cli.run("ask", "-a", models.agent(model), "--retries", "0", "--json", "Why?");
  }

  private JsonNode document() throws Exception {
    return new ObjectMapper().readTree(cli.out());
  }
}
