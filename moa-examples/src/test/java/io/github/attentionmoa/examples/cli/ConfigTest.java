package io.github.attentionmoa.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.attentionmoa.examples.Pages;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {
  @AutoClose private final MockModels models = MockModels.improving();
  private final Cli cli = new Cli();
  @TempDir Path directory;

  private Path file(String yaml) throws Exception {
    return Files.writeString(directory.resolve("panel.yaml"), yaml.replace("MODELS", models.url()));
  }

  private int ask(Path file, String... more) {
    List<String> args = new ArrayList<>(List.of("ask", "--config", file.toString(), "Why?"));
    args.addAll(List.of(more));
    return cli.run(args.toArray(String[]::new));
  }

  private List<String> sent(String field) {
    return models.requests().stream().map(request -> request.path(field).asText()).toList();
  }

  @Test
  void agentsAndOptionsComeFromTheFile() throws Exception {
    Path file =
        file(
            """
            method: vote
            max-tokens: 9
            system: Be short.
            agents:
              - openai:x@MODELS
              - {model: openai:y, base-url: MODELS, max-tokens: 5, persona: Doubt.}
            """);

    int code = ask(file);

    assertThat(code).as(cli.err()).isZero();
    assertThat(sent("model")).containsExactlyInAnyOrder("x", "y");
    assertThat(models.requests()).allMatch(body -> body.toString().contains("Be short."));
    JsonNode y = models.requests().get(sent("model").indexOf("y"));
    assertThat(y.toString()).contains("Doubt.").contains(":5").doesNotContain(":9");
  }

  @Test
  void whatIsGivenAsAnOptionWins() throws Exception {
    Path file =
        file(
            """
            method: attention-moa
            layers: 3
            early-stop: true
            max-tokens: 9
            agents:
              - {model: openai:x, base-url: MODELS, max-tokens: 5, temperature: 0.5}
            """);

    int code = ask(file, "-l", "1", "--no-early-stop", "--max-tokens", "3");

    assertThat(code).as(cli.err()).isZero();
    assertThat(models.requests()).hasSize(4);
    assertThat(models.requests())
        .allMatch(body -> body.toString().contains(":3") && body.toString().contains("0.5"))
        .noneMatch(body -> body.toString().contains(":5") || body.toString().contains(":9"));
  }

  @Test
  void agentsThatAreGivenTakeThePlaceOfThoseOfTheFile() throws Exception {
    Path file = file("method: vote\nagents: [openai:x@MODELS, openai:y@MODELS]\n");

    ask(file, "-a", models.agent("z"));

    assertThat(sent("model")).containsExactly("z");
  }

  @Test
  void aPersonaThatIsGivenWins() throws Exception {
    Path file =
        file("method: vote\nagents: [{model: openai:x, base-url: MODELS, persona: Doubt.}]\n");

    ask(file, "--persona", "x=Trust.");

    assertThat(models.requests().toString()).contains("Trust.").doesNotContain("Doubt.");
  }

  @Test
  void anAgentsKeyComesFromItsOwnVariable() throws Exception {
    cli.env("OPENAI_API_KEY", "general").env("MY_KEY", "own");
    Path file =
        file(
            """
            method: vote
            agents:
              - {model: openai:x, base-url: MODELS, key-variable: MY_KEY}
              - {model: vllm:y, base-url: MODELS}
            """);

    ask(file);

    assertThat(models.keys()).containsExactlyInAnyOrder("Bearer own", "null");
  }

  @Test
  void aVariableThatIsNotSetIsNamedWithThePlaceOfItsAgent() throws Exception {
    Path file = file("agents:\n  - {model: openai:x, base-url: MODELS, key-variable: MY_KEY}\n");

    int code = ask(file);

    assertThat(code).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(cli.err())
        .contains(file + ":2:5: openai:x: MY_KEY is not set (expected: the key of this agent)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "aggregator: q; :2:13: aggregator: no agent is named 'q' (expected: one of [x])",
        "keep: 2; :2:7: keep: not read by --method [attention-moa] (expected: one of [smoa, rmoa])",
        "attention: ring:3; :2:12: attention: ring(3): in a layer of 1",
        "method: [moa, vote]; :2:9: method: [moa, vote] (expected: one; moa compare takes more)",
      })
  void whatDoesNotFitIsToldWithItsPlace(String line, String message) throws Exception {
    Path file = file("agents: [openai:x@MODELS]\n" + line + "\n");

    int code = ask(file);

    assertThat(code).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(cli.err()).startsWith("moa: " + file + message);
    assertThat(models.requests()).isEmpty();
  }

  @Test
  void anOptionThatDoesNotFitIsToldAsAnOption() throws Exception {
    Path file = file("agents: [openai:x@MODELS]\naggregator: x\n");

    ask(file, "--aggregator", "q");

    assertThat(cli.err()).startsWith("moa: --aggregator: no agent is named 'q'");
  }

  @Test
  void compareTakesItsMethodsFromTheFile() throws Exception {
    Path file = file("agents: [openai:x@MODELS]\nmethod: [vote, moa]\nlayers: 2\n");

    int code = cli.run("compare", "--config", file.toString(), "Why?");

    assertThat(code).as(cli.err()).isZero();
    assertThat(cli.out()).contains("## vote").contains("## moa");
  }

  @Test
  void compareWithoutMethodsSaysSo() {
    int code = cli.run("compare", "-a", models.agent("x"), "Why?");

    assertThat(code).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(cli.err()).contains("--method: not given (expected: one or more, here or in a file");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws Exception {
    ask(directory.resolve("nix.yaml"));
    assertThat(cli.err()).contains("--config: ").contains("nix.yaml cannot be read: no such file");

    ask(directory);
    assertThat(cli.err()).contains(directory + " cannot be read: a directory");
  }

  @Test
  void aHugeFileIsNotRead() throws Exception {
    Path huge = directory.resolve("huge.yaml");
    try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
      sparse.setLength(100_000_000);
    }

    int code = ask(huge);

    assertThat(code).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(cli.err()).contains("huge.yaml is too long (expected: at most 1 MB)");
  }

  @Test
  void variablesInTextsStayText() throws Exception {
    cli.env("OPENAI_API_KEY", "canary");
    Path file =
        file("agents: [openai:x@MODELS]\nmethod: vote\nsystem: ${env:PATH} ${sys:user.dir}\n");

    ask(file);

    assertThat(models.requests().toString()).contains("${env:PATH} ${sys:user.dir}");
  }

  @Test
  void theExampleOfThePageRuns() throws Exception {
    String example =
        Pages.blocks(Pages.root().resolve("docs/cli.md")).stream()
            .filter(block -> block.info().equals("yaml"))
            .findFirst()
            .orElseThrow()
            .text();
    cli.env("OPENAI_API_KEY", "general").env("TEAM_ANTHROPIC_KEY", "team");

    int planned = ask(file(example), "--plan");
    Path file =
        file(
            example
                .replace("openai:gpt-4.1-mini", "openai:gpt-4.1-mini@" + models.url())
                .replaceFirst("model: anthropic:.*", "model: openai:chair@" + models.url())
                .replaceFirst("http://127[.]0[.]0[.]1:8080/v1", models.url()));
    int asked = ask(file);

    assertThat(List.of(planned, asked)).as(cli.err()).containsOnly(0);
    assertThat(models.requests()).hasSizeGreaterThan(16);
    assertThat(models.keys()).contains("Bearer general", "Bearer team");
    assertThat(sent("max_tokens")).contains("800");
  }
}
