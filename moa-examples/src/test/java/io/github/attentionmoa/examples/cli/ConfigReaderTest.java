package io.github.attentionmoa.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.attentionmoa.examples.cli.ConfigFile.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
  private static ConfigFile read(String yaml) {
    return ConfigReader.read("f", yaml.getBytes(UTF_8));
  }

  @Test
  void valuesHaveTheTypesOfTheirOptionsAndTheirPlaces() {
    ConfigFile file =
        read(
            "layers: 3\nearly-stop: false\ntimeout: 90s\nmethod: [moa, self-moa]\nsystem: \"7\"\n");

    assertThat(file.settings())
        .containsEntry("--layers", new Setting("f:1:9", 3))
        .containsEntry("--early-stop", new Setting("f:2:13", false))
        .containsEntry("--timeout", new Setting("f:3:10", Duration.ofSeconds(90)))
        .containsEntry("--method", new Setting("f:4:9", List.of(Method.MOA, Method.SELF_MOA)))
        .containsEntry("--system", new Setting("f:5:9", "7"));
  }

  @Test
  void anAgentIsAModelOrKeysOfItsOwn() {
    ConfigFile file =
        read(
            """
            agents:
              - a=openai:m@http://127.0.0.1:1/v1
              - model: anthropic:claude
                name: chair
                base-url: https://h/v1
                key-variable: MY_KEY
                persona: |
                  One.
                  Two.
                max-tokens: 7
                temperature: 0.5
              - openai:z
            """);

    assertThat(file.agents()).extracting(AgentSpec::name).containsExactly("a", "chair", "z");
    AgentSpec chair = file.agents().get(1);
    assertThat(chair.baseUrl()).isEqualTo("https://h/v1");
    assertThat(chair.seat())
        .isEqualTo(new Seat("MY_KEY", "One.\nTwo.\n", CallOptions.completionOptions(7, 0.5)));
    assertThat(file.agents()).element(0).extracting(AgentSpec::seat).isEqualTo(Seat.PLAIN);
    assertThat(file.agents()).element(2).extracting(AgentSpec::seat).isEqualTo(Seat.PLAIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\ufefflayers: 2", "layers: 2\r\n", "---\nlayers: 2\n...\n", "{layers: 2}"})
  void otherWaysToWriteYamlAreRead(String yaml) {
    assertThat(read(yaml).settings()).containsOnlyKeys("--layers");
  }

  static Stream<Arguments> wrongFiles() {
    return Stream.of(
        arguments("", "f: empty (expected: a key such as agents)"),
        arguments("# words\n", "f: empty (expected: a key such as agents)"),
        arguments("{}", "f: empty (expected: a key such as agents)"),
        arguments("just words", "f:1:1: no key (expected: keys and values such as \"layers: 2\")"),
        arguments("layer: 2", "f:1:1: unknown key 'layer' (expected: layers)"),
        arguments("Max_Token: 2", "f:1:1: unknown key 'Max_Token' (expected: max-tokens)"),
        arguments("xyz: 2", "f:1:1: unknown key 'xyz' (expected: one of [agents, aggregator, "),
        arguments("? [a]\n: 2", "f:1:3: unknown key '' (expected: one of [agents"),
        arguments("layers: 1\nlayers: 2", "f:2:1: layers: there already (expected: once)"),
        arguments("layers: [2]", "f:1:9: layers: several values (expected: one)"),
        arguments("layers:", "f:1:8: layers: no value (expected: a text or number)"),
        arguments("system: ' '", "f:1:9: system: no value (expected: a text or number)"),
        arguments("layers: two", "f:1:9: layers: 'two' (expected: a whole number, 1 or more)"),
        arguments("early-stop: yes", "f:1:13: early-stop: 'yes' (expected: true or false)"),
        arguments("temperature: hot", "f:1:14: temperature: 'hot' (expected: a number, 0 to 2)"),
        arguments("timeout: 5", "f:1:10: timeout: '5' (expected: a time of more than zero"),
        arguments("method: [moa, talk]", "f:1:15: method: 'talk' (expected: one of [attention-moa"),
        arguments("residual: some", "f:1:11: residual: expected one of [synthesis, none"));
  }

  static Stream<Arguments> wrongAgents() {
    return Stream.of(
        arguments("agents: x", "f:1:9: agents: no list (expected: an agent or more"),
        arguments("agents: []", "f:1:9: agents: no list (expected: an agent or more"),
        arguments("agents: [[x]]", "f:1:10: no key (expected: keys and values"),
        arguments("agents: [x]", "f:1:10: model: 'x' (expected: [NAME=]PROVIDER:MODEL"),
        arguments("agents: [x:y]", "f:1:10: model: 'x:y' (unknown provider x"),
        arguments("method: []", "f:1:9: method: an empty list (expected: a text or number"),
        arguments("agents: [{name: x}]", "f:1:10: agents: no model (expected: model: PROVIDER"),
        arguments(
            "agents: [{model: vllm:x, nmae: y}]", "f:1:26: unknown key 'nmae' (expected: name)"),
        arguments(
            "agents: [{base-url: h, model: vllm:x}]",
            "f:1:21: base-url: 'h' (expected: one such as http"));
  }

  static Stream<Arguments> wrongYaml() {
    return Stream.of(
        arguments("a:\n\tb: 1", "f:2:1: no YAML: while scanning for the next token, found char"),
        arguments("a: b: c", "f:1:5: no YAML: mapping values are not allowed here"),
        arguments("a: 1\n---\na: 2", "f:2:1: no YAML: expected a single document"),
        arguments("a: &x [y, y]\nb: [*x, *x]", "f:1:4: an anchor, an alias or a tag (expected"),
        arguments("a: *x", "f:1:4: an anchor, an alias or a tag (expected"),
        arguments("a: !!java.net.URL [x]", "f:1:4: an anchor, an alias or a tag (expected"),
        arguments("layers: !!str 2", "f:1:9: an anchor, an alias or a tag (expected"),
        arguments("[".repeat(100_000), "f:1:9: nested too deep (expected: keys, lists and texts)"),
        arguments("- ".repeat(100_000), "f:1:17: nested too deep (expected"),
        arguments("a\0: 1", "f: no YAML: it has characters that are no text"),
        arguments("a: \"\\x", "f: no YAML: it has an escape of no character"),
        arguments("a: \"\\UFFFFFFFF\"", "f: no YAML: it has an escape of no character"));
  }

  @ParameterizedTest
  @MethodSource({"wrongFiles", "wrongAgents", "wrongYaml"})
  void whatIsWrongIsToldWithItsPlace(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void allThatIsWrongIsToldAtOnceAndInOrder() {
    assertThatThrownBy(() -> read("agents: [x]\nlayer: 1\nlayers: 0\n"))
        .hasMessageMatching("(?s)3 problems:\n  f:1:10: .*\n  f:2:1: .*\n  f:3:9: .*");
  }

  @Test
  void aLongListOfProblemsIsCutAndCounted() {
    assertThatThrownBy(() -> read("layers: 0\n".repeat(30)))
        .hasMessageStartingWith("30 problems:")
        .hasMessageEndingWith("  and 10 more");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api-key: canary",
        "agents: [{model: openai:x, key: canary}]",
        "agents: [{model: openai:x, apiKey: canary}]",
        "agents: [{model: openai:x, key-variable: canary}]",
        "agents: [{model: openai:x, key-variable: \"sk-canary\"}]",
        "OPENAI_API_KEY=canary",
        "token: canary\n\tx",
        "canary",
      })
  void aKeyInTheFileIsRefusedAndNotShown(String yaml) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(UsageException.class)
        .message()
        .doesNotContain("canary");
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    assertThatThrownBy(() -> ConfigReader.read("f", new byte[] {'a', (byte) 0xff}))
        .isInstanceOf(UsageException.class)
        .hasMessage("f: no text in UTF-8 (expected: a YAML file)");
  }

  @Test
  void anyOtherTextIsReadOrRefused() {
    Random random = new Random(7);
    String[] words =
        ("layers agents model early-stop openai:m : - [ ] { } , \" ' | > & * ! ? # %YAML --- ... \t"
                + " 2 ~ << = @ true \\ \u0085 \ud83d\ude00 -- ${env:PATH} &a *a !!x \n")
            .split(" ", -1);
    for (int i = 0; i < 1_000; i++) {
      StringBuilder yaml = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        yaml.append(words[random.nextInt(words.length)]).append(random.nextBoolean() ? " " : "");
      }

      Throwable thrown = catchThrowable(() -> read(yaml.toString()));

      assertThat(thrown == null || thrown instanceof UsageException)
          .as("%s: %s", yaml, thrown)
          .isTrue();
    }
  }
}
