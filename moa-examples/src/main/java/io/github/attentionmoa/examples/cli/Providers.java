package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.agent.Agent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of providers: a new one is one row here, and one in docs/providers.md. */
final class Providers {
  private static final List<Provider> TABLE =
      List.of(
          new Provider(
              "local",
              "a model of `moa models`, or the path of a GGUF file; runs in this process",
              (spec, agents) -> agents.local().agent(spec)),
          service("openai", Protocol.CHAT, null, "OPENAI_API_KEY"),
          service("responses", Protocol.RESPONSES, null, "OPENAI_API_KEY"),
          service("anthropic", Protocol.ANTHROPIC, null, "ANTHROPIC_API_KEY"),
          service("gemini", Protocol.GEMINI, null, "GEMINI_API_KEY", "GOOGLE_API_KEY"),
          new Provider(
              "bedrock",
              "a model or profile; key from AWS_BEARER_TOKEN_BEDROCK, region from AWS_REGION",
              Providers::bedrock),
          new Provider(
              "azure",
              "a deployment; key from AZURE_OPENAI_API_KEY, address from AZURE_OPENAI_ENDPOINT",
              Providers::azure),
          chat("openrouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
          chat("groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY"),
          chat("mistral", "https://api.mistral.ai/v1", "MISTRAL_API_KEY"),
          chat("deepseek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY"),
          chat("together", "https://api.together.xyz/v1", "TOGETHER_API_KEY"),
          chat("fireworks", "https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY"),
          chat("xai", "https://api.x.ai/v1", "XAI_API_KEY"),
          server("ollama", Protocol.OLLAMA, "http://127.0.0.1:11434"),
          server("llama-server", Protocol.CHAT, "http://127.0.0.1:8080/v1"),
          server("lmstudio", Protocol.CHAT, "http://127.0.0.1:1234/v1"),
          server("vllm", Protocol.CHAT, "http://127.0.0.1:8000/v1"));

  private Providers() {}

  static Optional<Provider> find(String prefix) {
    return TABLE.stream().filter(provider -> provider.prefix().equals(prefix)).findFirst();
  }

  static List<String> prefixes() {
    return TABLE.stream().map(Provider::prefix).toList();
  }

  private static Provider chat(String prefix, String url, String variable) {
    return service(prefix, Protocol.CHAT, url, variable);
  }

  /**
   * Makes the row of a service that wants a key.
   *
   * @param url its address; null for the protocol's own
   * @param variables where the key is looked for, in order
   */
  private static Provider service(
      String prefix, Protocol<?> protocol, @Nullable String url, String... variables) {
    return new Provider(
        prefix,
        "a model by its name there; key from " + String.join(" or ", variables),
        (spec, agents) -> {
          String key = key(spec, agents.env(), variables);
          return protocol.open(spec, agents, spec.baseUrl() == null ? url : spec.baseUrl(), key);
        });
  }

  /** Makes the row of a server on this machine. */
  private static Provider server(String prefix, Protocol<?> protocol, String url) {
    return new Provider(
        prefix,
        "a model by its name there; without a key, at " + url,
        (spec, agents) ->
            protocol.open(spec, agents, spec.baseUrl() == null ? url : spec.baseUrl(), ""));
  }

  private static Agent bedrock(AgentSpec spec, Agents agents) {
    String key = key(spec, agents.env(), "AWS_BEARER_TOKEN_BEDROCK");
    String url = spec.baseUrl();
    if (url == null) {
      String region = set(agents.env(), "AWS_REGION", "such as us-east-1");
      url = "https://bedrock-runtime." + region + ".amazonaws.com";
    }
    return Protocol.BEDROCK.open(spec, agents, url, key);
  }

  private static Agent azure(AgentSpec spec, Agents agents) {
    String key = key(spec, agents.env(), "AZURE_OPENAI_API_KEY");
    String url = spec.baseUrl();
    if (url == null) {
      String endpoint = set(agents.env(), "AZURE_OPENAI_ENDPOINT", "https://NAME.openai.azure.com");
      url = endpoint.replaceFirst("/+$", "") + "/openai/v1";
    }
    return Protocol.CHAT.open(spec, agents, url, key);
  }

  private static String set(Map<String, String> env, String variable, String expected) {
    String value = env.getOrDefault(variable, "").strip();
    if (value.isEmpty()) {
      throw new UsageException(variable + " is not set (expected: " + expected + ")");
    }
    return value;
  }

  /** Returns the key of a service; a server of one's own may do without. */
  private static String key(AgentSpec spec, Map<String, String> env, String... variables) {
    for (String variable : variables) {
      String key = env.getOrDefault(variable, "");
      if (!key.isBlank()) {
        return key;
      }
    }
    if (spec.baseUrl() == null) {
      throw new UsageException(
          String.join(" or ", variables)
              + " is not set (expected: your key, or a server of yours after @)");
    }
    return "";
  }
}
