package io.github.attentionmoa.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentSpecTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "local:smollm2-135m, smollm2-135m, local, smollm2-135m, -",
        "openai:gpt-4.1-mini, gpt-4.1-mini, openai, gpt-4.1-mini, -",
        "fast=openai:m@http://127.0.0.1:8080/v1, fast, openai, m, http://127.0.0.1:8080/v1",
        "openai:org/m:free, org/m:free, openai, org/m:free, -",
        "openai:@cf/org/m, @cf/org/m, openai, @cf/org/m, -",
        "openai:@cf/org/m@https://h/v1, @cf/org/m, openai, @cf/org/m, https://h/v1",
        "my agent=openai:m=x, my agent, openai, m=x, -",
        "local:/a/b.gguf, /a/b.gguf, local, /a/b.gguf, -",
      })
  void readsItsParts(String text, String name, String provider, String model, String url) {
    AgentSpec spec = AgentSpec.parse(text);

    assertThat(spec.name()).isEqualTo(name);
    assertThat(spec.provider().prefix()).isEqualTo(provider);
    assertThat(spec.model()).isEqualTo(model);
    assertThat(spec.baseUrl()).isEqualTo(url);
  }

  @Test
  void keepsWhatWasWrittenForMessages() {
    assertThat(AgentSpec.parse("a=openai:m").origin()).isEqualTo("--agent 'a=openai:m'");
  }
}
