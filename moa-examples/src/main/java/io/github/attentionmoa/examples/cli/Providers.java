package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.examples.cli.Provider.Opener;
import io.github.attentionmoa.examples.cli.Provider.Server;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of providers: a new one is one row here, and one in docs/providers.md. */
final class Providers {
  private static final String AZURE_KEY = "AZURE_OPENAI_API_KEY";
  private static final String AZURE_ENDPOINT = "AZURE_OPENAI_ENDPOINT";
  private static final String BEDROCK_KEY = "AWS_BEARER_TOKEN_BEDROCK";
  private static final String BEDROCK_REGION = "AWS_REGION";

  private static final Server OLLAMA =
      new Server("http://127.0.0.1:11434", "/api/tags", "ollama serve", "ollama pull MODEL");
  private static final Server LLAMA_SERVER =
      new Server(
          "http://127.0.0.1:8080/v1", "/models", "llama-server -m FILE", "llama-server -m FILE");
  private static final Server LM_STUDIO =
      new Server("http://127.0.0.1:1234/v1", "/models", "lms server start", "lms get MODEL");
  private static final Server VLLM =
      new Server("http://127.0.0.1:8000/v1", "/models", "vllm serve MODEL", "vllm serve MODEL");

  private static final List<Provider> TABLE =
      List.of(
          new Provider(
              "local", List.of(), List.of(), null, (spec, agents) -> agents.local().agent(spec)),
          service("openai", Protocol.CHAT, null, "OPENAI_API_KEY"),
          service("responses", Protocol.RESPONSES, null, "OPENAI_API_KEY"),
          service("anthropic", Protocol.ANTHROPIC, null, "ANTHROPIC_API_KEY"),
          service("gemini", Protocol.GEMINI, null, "GEMINI_API_KEY", "GOOGLE_API_KEY"),
          service("bedrock", BEDROCK_KEY, BEDROCK_REGION, Providers::bedrock),
          service("azure", AZURE_KEY, AZURE_ENDPOINT, Providers::azure),
          chat("openrouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY"),
          chat("groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY"),
          chat("mistral", "https://api.mistral.ai/v1", "MISTRAL_API_KEY"),
          chat("deepseek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY"),
          chat("together", "https://api.together.xyz/v1", "TOGETHER_API_KEY"),
          chat("fireworks", "https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY"),
          chat("xai", "https://api.x.ai/v1", "XAI_API_KEY"),
          server("ollama", Protocol.OLLAMA, OLLAMA),
          server("llama-server", Protocol.CHAT, LLAMA_SERVER),
          server("lmstudio", Protocol.CHAT, LM_STUDIO),
          server("vllm", Protocol.CHAT, VLLM));

  private Providers() {}

  static List<Provider> all() {
    return TABLE;
  }

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
    List<String> keys = List.of(variables);
    return new Provider(
        prefix,
        keys,
        List.of(),
        null,
        (spec, agents) -> protocol.open(spec, agents, url(spec, url), key(spec, agents, keys)));
  }

  private static Provider service(String prefix, String key, String setting, Opener opener) {
    return new Provider(prefix, List.of(key), List.of(setting), null, opener);
  }

  /** Makes the row of a server on this machine. */
  static Provider server(String prefix, Protocol<?> protocol, Server server) {
    return new Provider(
        prefix,
        List.of(),
        List.of(),
        server,
        (spec, agents) ->
            protocol.open(spec, agents, url(spec, server.url()), key(spec, agents, List.of())));
  }

  private static @Nullable String url(AgentSpec spec, @Nullable String usual) {
    return spec.baseUrl() == null ? usual : spec.baseUrl();
  }

  private static Agent bedrock(AgentSpec spec, Agents agents) {
    String key = key(spec, agents, List.of(BEDROCK_KEY));
    String url = spec.baseUrl();
    if (url == null) {
      String region = set(agents.env(), BEDROCK_REGION, "such as us-east-1");
      url = "https://bedrock-runtime." + region + ".amazonaws.com";
    }
    return Protocol.BEDROCK.open(spec, agents, url, key);
  }

  private static Agent azure(AgentSpec spec, Agents agents) {
    String key = key(spec, agents, List.of(AZURE_KEY));
    String url = spec.baseUrl();
    if (url == null) {
      String endpoint = set(agents.env(), AZURE_ENDPOINT, "https://NAME.openai.azure.com");
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
  private static String key(AgentSpec spec, Agents agents, List<String> usual) {
    String own = spec.seat().keyVariable();
    if (own != null) {
      return set(agents.env(), own, "the key of this agent");
    }
    for (String variable : usual) {
      String key = agents.env().getOrDefault(variable, "");
      if (!key.isBlank()) {
        return key;
      }
    }
    if (spec.baseUrl() == null && !usual.isEmpty()) {
      throw new UsageException(
          String.join(" or ", usual)
              + " is not set (expected: your key, or a server of yours after @)");
    }
    return "";
  }
}
