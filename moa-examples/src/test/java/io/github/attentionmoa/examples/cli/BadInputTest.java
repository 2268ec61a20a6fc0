package io.github.attentionmoa.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTest {
  private static final String X = "openai:x@http://127.0.0.1:9/v1";

  private final Cli cli = new Cli();
  @TempDir Path directory;

  static Stream<Arguments> wrongLimits() {
    return Stream.of(
        wrong("no command (expected: ask, compare, doctor or models)"),
        wrong("Unknown option: '--frobnicate'", "ask", "--frobnicate"),
        wrong("Unmatched argument", "ask", "-a", X, "one", "two"),
        wrong("QUESTION: blank (expected: some words)", "ask", "-a", X, " "),
        wrong("QUESTION: blank (expected: some words)", "ask", "-a", X),
        wrong("--system: blank (expected: some words)", "ask", "-a", X, "--system", "", "W"),
        wrong(
            "'--layers': '0' (expected: a whole number, 1 or more)",
            "ask",
            "-a",
            X,
            "-l",
            "0",
            "W"),
        wrong(
            "'--retries': '-1' (expected: a whole number, 0 or more)",
            "ask",
            "-a",
            X,
            "--retries=-1",
            "W"),
        wrong("'--max-calls': '0' (expected: a", "ask", "-a", X, "--max-calls", "0", "W"),
        wrong("'--max-tokens': '0' (expected: a", "ask", "-a", X, "--max-tokens", "0", "W"),
        wrong("'--concurrency': '0' (expected: a", "ask", "-a", X, "--concurrency", "0", "W"),
        wrong(
            "'--temperature': '9' (expected: a number, 0 to 2)",
            "ask",
            "-a",
            X,
            "--temperature",
            "9",
            "W"),
        wrong("'--timeout': '-3s' (expected: a time", "ask", "-a", X, "--timeout=-3s", "W"),
        wrong("'--deadline': '5' (expected: a time", "ask", "-a", X, "--deadline", "5", "W"));
  }

  static Stream<Arguments> wrongAgentsAndFiles() {
    return Stream.of(
        wrong("'ring:0' (expected: dense, none", "ask", "-a", X, "--attention", "ring:0", "W"),
        wrong("'wide' (expected: dense, none", "ask", "-a", X, "--attention", "wide", "W"),
        wrong("--attention: ring(2): in a layer", "ask", "-a", X, "--attention", "ring:2", "W"),
        wrong("no agent is named 'z' (expected: one of [x])", "ask", "-a", X, "--aggregator", "z"),
        wrong("unknown provider foo, expected: one of", "ask", "-a", "foo:bar", "W"),
        wrong("'x' (expected: [NAME=]PROVIDER:MODEL", "ask", "-a", "x", "W"),
        wrong("base URL localhost:80, expected", "ask", "-a", "openai:x@localhost:80", "W"),
        wrong("OPENAI_API_KEY is not set", "ask", "-a", "openai:x", "W"),
        wrong("one of [smollm2-135m", "ask", "-a", "local:nix", "W"),
        wrong("has no base URL", "ask", "-a", "local:nix@http://127.0.0.1", "W"),
        wrong(
            "--early-stop: beside --residual none",
            "ask",
            "-a",
            X,
            "--early-stop",
            "--residual",
            "none",
            "W"),
        wrong("'--residual'", "ask", "-a", X, "--residual", "some", "W"),
        wrong("nix.json cannot be read: no such file", "ask", "-a", X, "--messages", "nix.json"),
        wrong(
            "--trace: no/such/file (expected: a file",
            "ask",
            "-a",
            X,
            "--trace",
            "no/such/file",
            "W"),
        wrong("one of [smollm2-135m", "models", "pull", "nix"));
  }

  private static Arguments wrong(String message, String... args) {
    return arguments(message, List.of(args));
  }

  @ParameterizedTest
  @MethodSource({"wrongLimits", "wrongAgentsAndFiles"})
  void wrongUsage(String message, List<String> args) {
    int code = cli.run(args.toArray(String[]::new));

    assertThat(code).isEqualTo(2);
    assertThat(cli.err()).startsWith("moa: ").contains(message).doesNotContain("\tat ");
    assertThat(cli.out()).isEmpty();
  }

  static Stream<Arguments> wrongMessages() {
    return Stream.of(
        arguments("{", "is no JSON, line 1"),
        arguments("{}", "(expected: a JSON array of {role, content})"),
        arguments("[{\"role\": \"user\"}]", "turn 1 of"),
        arguments("[{\"role\": \"boss\", \"content\": \"Go.\"}]", "role 'boss' (expected: system"),
        arguments("[{\"role\": \"user\", \"content\": \" \"}]", "blank (expected: some words)"),
        arguments("[]", "does not end with a user turn"),
        arguments("[{\"role\": \"assistant\", \"content\": \"Hm.\"}]", "does not end with a user"));
  }

  @ParameterizedTest
  @MethodSource
  void wrongMessages(String json, String message) throws Exception {
    Path file = Files.writeString(directory.resolve("messages.json"), json);

    int code = cli.run("ask", "-a", X, "--messages", file.toString());

    assertThat(code).isEqualTo(2);
    assertThat(cli.err()).contains("--messages: ").contains(message);
  }

  @Test
  void aKeyWithALineBreakIsRefusedAndNotShown() {
    cli.env("OPENAI_API_KEY", "canary\nkey");

    int code = cli.run("ask", "-a", X, "Why?");

    assertThat(code).isEqualTo(2);
    assertThat(cli.err()).contains("apiKey").doesNotContain("canary");
  }

  @Test
  void aKeyIsNotSentUnencryptedToAnotherMachine() {
    cli.env("OPENAI_API_KEY", "canary");

    int code = cli.run("ask", "-a", "openai:x@http://192.0.2.1/v1", "Why?");

    assertThat(code).isEqualTo(2);
    assertThat(cli.err()).contains("https").doesNotContain("canary");
  }

  @Test
  void aMissingModelFileIsNoAnswer() {
    int code = cli.run("ask", "-a", "local:" + directory.resolve("no.gguf"), "Why?");

    assertThat(code).isEqualTo(1);
    assertThat(cli.err()).contains("no.gguf").contains("no such file").doesNotContain("\tat ");
  }

  @Test
  void aFileThatIsNoModelIsNoAnswer() throws Exception {
    Path file = Files.writeString(directory.resolve("text.gguf"), "no model at all");

    int code = cli.run("ask", "-a", "local:" + file, "Why?");

    assertThat(code).isEqualTo(1);
    assertThat(cli.err()).contains("text.gguf").doesNotContain("\tat ");
  }

  @Test
  void debugShowsWhereAFailureComesFrom() {
    cli.run("ask", "-a", "local:" + directory.resolve("no.gguf"), "--debug", "Why?");

    assertThat(cli.err()).contains("\tat ");
  }

  @Test
  void helpNamesEveryOption() {
    int code = cli.run("ask", "--help");

    assertThat(code).isZero();
    assertThat(cli.out())
        .contains("--agent", "--layers", "--attention", "--aggregator", "--residual")
        .contains("--[no-]early-stop", "--system", "--max-tokens", "--temperature", "--timeout")
        .contains("--deadline", "--max-calls", "--retries", "--concurrency", "--messages")
        .contains("--plan", "--show", "--json", "--trace", "--debug", "--config");
  }
}
