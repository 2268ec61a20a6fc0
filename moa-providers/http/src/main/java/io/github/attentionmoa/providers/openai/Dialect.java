package io.github.attentionmoa.providers.openai;

import static io.github.attentionmoa.providers.http.KeyHeader.API_KEY;
import static io.github.attentionmoa.providers.http.KeyHeader.BEARER;

import io.github.attentionmoa.providers.http.KeyHeader;
import java.util.List;

/**
 * How one service differs from the others that speak this protocol. All differences are here.
 *
 * @param host end of the host name
 * @param maxTokens field of the limit of output tokens
 * @param seed field of the seed; empty where there is none
 * @param effort field of the reasoning effort, {@code a.b} for a field of an object
 * @param asksForUsage whether a stream is asked to end with its usage: some refuse the question
 * @param alternates whether neighbouring turns of one role are joined
 * @param keyHeader where the key goes
 */
record Dialect(
    String host,
    String maxTokens,
    String seed,
    String effort,
    boolean asksForUsage,
    boolean alternates,
    KeyHeader keyHeader) {

  private static final String OLD = "max_tokens";
  private static final String NEW = "max_completion_tokens";
  private static final String EFFORT = "reasoning_effort";

  /** Servers of one's own: their chat templates often demand turns that alternate. */
  private static final Dialect ANY = new Dialect("", OLD, "seed", EFFORT, true, true, BEARER);

  private static final List<Dialect> TABLE =
      List.of(
          new Dialect("api.openai.com", NEW, "seed", EFFORT, true, false, BEARER),
          new Dialect("openai.azure.com", NEW, "seed", EFFORT, true, false, API_KEY),
          new Dialect("services.ai.azure.com", NEW, "seed", EFFORT, true, false, API_KEY),
          new Dialect("cognitiveservices.azure.com", NEW, "seed", EFFORT, true, false, API_KEY),
          new Dialect("azure-api.net", NEW, "seed", EFFORT, true, false, API_KEY),
          new Dialect("api.groq.com", NEW, "seed", EFFORT, false, false, BEARER),
          new Dialect("api.mistral.ai", OLD, "random_seed", EFFORT, false, true, BEARER),
          new Dialect("openrouter.ai", OLD, "seed", "reasoning.effort", true, false, BEARER),
          new Dialect("api.deepseek.com", OLD, "", EFFORT, true, false, BEARER),
          new Dialect("api.together.xyz", OLD, "seed", EFFORT, false, false, BEARER),
          new Dialect("api.together.ai", OLD, "seed", EFFORT, false, false, BEARER),
          new Dialect("api.perplexity.ai", OLD, "seed", EFFORT, true, true, BEARER));

  /** Finds the dialect of a host. */
  static Dialect of(String host) {
    return TABLE.stream()
        .filter(row -> host.equals(row.host) || host.endsWith("." + row.host))
        .findFirst()
        .orElse(ANY);
  }
}
