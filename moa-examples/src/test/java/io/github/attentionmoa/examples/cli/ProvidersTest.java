package io.github.attentionmoa.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.attentionmoa.agent.Agent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {
  private static final String KEY = "canary-key";

  @ParameterizedTest
  @CsvSource({
    "openai, OPENAI_API_KEY, https://api.openai.com/v1",
    "responses, OPENAI_API_KEY, https://api.openai.com/v1",
    "anthropic, ANTHROPIC_API_KEY, https://api.anthropic.com/v1",
    "gemini, GEMINI_API_KEY, https://generativelanguage.googleapis.com/v1beta",
    "gemini, GOOGLE_API_KEY, https://generativelanguage.googleapis.com/v1beta",
    "openrouter, OPENROUTER_API_KEY, https://openrouter.ai/api/v1",
    "groq, GROQ_API_KEY, https://api.groq.com/openai/v1",
    "mistral, MISTRAL_API_KEY, https://api.mistral.ai/v1",
    "deepseek, DEEPSEEK_API_KEY, https://api.deepseek.com/v1",
    "together, TOGETHER_API_KEY, https://api.together.xyz/v1",
    "fireworks, FIREWORKS_API_KEY, https://api.fireworks.ai/inference/v1",
    "xai, XAI_API_KEY, https://api.x.ai/v1",
  })
  void aServiceTakesItsKeyFromItsVariable(String prefix, String variable, String address) {
    try (Agent agent = open(new Cli().env(variable, KEY), prefix + ":m")) {
      assertThat(agent.name()).isEqualTo("m");
      assertThat(agent.endpoint()).contains(address);
      assertThat(agent.toString()).doesNotContain(KEY);
    }
    assertThatThrownBy(() -> open(new Cli(), prefix + ":m"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(variable)
        .hasMessageContaining("is not set (expected: your key, or a server of yours after @)");
  }

  @ParameterizedTest
  @CsvSource({
    "ollama, http://127.0.0.1:11434",
    "llama-server, http://127.0.0.1:8080/v1",
    "lmstudio, http://127.0.0.1:1234/v1",
    "vllm, http://127.0.0.1:8000/v1",
  })
  void aServerOfThisMachineNeedsNoKey(String prefix, String address) {
    try (Agent agent = open(new Cli(), prefix + ":m")) {
      assertThat(agent.endpoint()).contains(address);
    }
  }

  @Test
  void azureTakesItsAddressFromItsVariable() {
    Cli cli =
        new Cli()
            .env("AZURE_OPENAI_API_KEY", KEY)
            .env("AZURE_OPENAI_ENDPOINT", "https://name.openai.azure.com/");

    try (Agent agent = open(cli, "azure:deployment")) {
      assertThat(agent.endpoint()).contains("https://name.openai.azure.com/openai/v1");
    }
  }

  @Test
  void bedrockTakesItsRegionFromItsVariable() {
    Cli cli = new Cli().env("AWS_BEARER_TOKEN_BEDROCK", KEY);
    assertThatThrownBy(() -> open(cli, "bedrock:m")).hasMessageContaining("AWS_REGION is not set");

    cli.env("AWS_REGION", "eu-west-1");

    try (Agent agent = open(cli, "bedrock:m")) {
      assertThat(agent.endpoint()).contains("https://bedrock-runtime.eu-west-1.amazonaws.com");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT"})
  void azureSaysWhichVariableIsMissing(String missing) {
    Cli cli = new Cli();
    List.of("AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT").stream()
        .filter(name -> !name.equals(missing))
        .forEach(name -> cli.env(name, "https://name.openai.azure.com"));

    assertThatThrownBy(() -> open(cli, "azure:m")).hasMessageContaining(missing + " is not set");
  }

  @Test
  void everyProviderIsInTheDocs() throws Exception {
    String page = Files.readString(Path.of("../docs/providers.md"));

    assertThat(Providers.prefixes()).allMatch(prefix -> page.contains("| `" + prefix + "` |"));
  }

  private static Agent open(Cli cli, String spec) {
    Agents agents = new Agents(cli.terminal(), OptionalInt.empty());
    return agents.open(List.of(AgentSpec.parse(spec))).get(0);
  }
}
