package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.providers.openai.OpenAiAgent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of providers: a new one is one row here. */
final class Providers {
  private static final List<Provider> TABLE =
      List.of(
          new Provider(
              "local",
              "a model of `moa models`, or the path of a GGUF file; runs in this process",
              (spec, agents) -> agents.local().agent(spec)),
          openAi("openai", "OPENAI_API_KEY", null));

  private Providers() {}

  static Optional<Provider> find(String prefix) {
    return TABLE.stream().filter(provider -> provider.prefix().equals(prefix)).findFirst();
  }

  static List<String> prefixes() {
    return TABLE.stream().map(Provider::prefix).toList();
  }

  /**
   * Makes the row of a service that speaks OpenAI chat completions.
   *
   * @param url its address; null for OpenAI's own
   */
  private static Provider openAi(String prefix, String keyVariable, @Nullable String url) {
    return new Provider(
        prefix,
        "a model by its name there; key from " + keyVariable,
        (spec, agents) -> open(spec, agents, keyVariable, url));
  }

  private static Agent open(
      AgentSpec spec, Agents agents, String keyVariable, @Nullable String url) {
    String baseUrl = spec.baseUrl() == null ? url : spec.baseUrl();
    String key = agents.env().getOrDefault(keyVariable, "");
    if (key.isBlank() && spec.baseUrl() == null) {
      throw new UsageException(
          keyVariable + " is not set (expected: your key, or a server of yours after @)");
    }
    OpenAiAgent.Builder builder = OpenAiAgent.builder(spec.model()).name(spec.name());
    if (baseUrl != null) {
      builder.baseUrl(baseUrl);
    }
    agents.concurrency().ifPresent(builder::maxConcurrentCalls);
    return key.isBlank()
        ? builder.allowInsecure().build() // no key that anybody could read on the way
        : builder.apiKey(key).build();
  }
}
