package io.github.attentionmoa.examples.cli;

import io.github.attentionmoa.agent.Agent;
import io.github.attentionmoa.providers.anthropic.AnthropicAgent;
import io.github.attentionmoa.providers.bedrock.BedrockAgent;
import io.github.attentionmoa.providers.gemini.GeminiAgent;
import io.github.attentionmoa.providers.ollama.OllamaAgent;
import io.github.attentionmoa.providers.openai.OpenAiAgent;
import io.github.attentionmoa.providers.responses.ResponsesAgent;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How an agent of one wire protocol is built.
 *
 * @param <B> its builder
 */
record Protocol<B>(
    Function<AgentSpec, B> start,
    BiConsumer<B, String> baseUrl,
    BiConsumer<B, String> apiKey,
    Consumer<B> allowInsecure,
    ObjIntConsumer<B> maxConcurrentCalls,
    Function<B, Agent> build) {

  static final Protocol<OpenAiAgent.Builder> CHAT =
      new Protocol<>(
          spec -> OpenAiAgent.builder(spec.model()).name(spec.name()),
          OpenAiAgent.Builder::baseUrl,
          OpenAiAgent.Builder::apiKey,
          OpenAiAgent.Builder::allowInsecure,
          OpenAiAgent.Builder::maxConcurrentCalls,
          OpenAiAgent.Builder::build);

  static final Protocol<ResponsesAgent.Builder> RESPONSES =
      new Protocol<>(
          spec -> ResponsesAgent.builder(spec.model()).name(spec.name()),
          ResponsesAgent.Builder::baseUrl,
          ResponsesAgent.Builder::apiKey,
          ResponsesAgent.Builder::allowInsecure,
          ResponsesAgent.Builder::maxConcurrentCalls,
          ResponsesAgent.Builder::build);

  static final Protocol<AnthropicAgent.Builder> ANTHROPIC =
      new Protocol<>(
          spec -> AnthropicAgent.builder(spec.model()).name(spec.name()),
          AnthropicAgent.Builder::baseUrl,
          AnthropicAgent.Builder::apiKey,
          AnthropicAgent.Builder::allowInsecure,
          AnthropicAgent.Builder::maxConcurrentCalls,
          AnthropicAgent.Builder::build);

  static final Protocol<GeminiAgent.Builder> GEMINI =
      new Protocol<>(
          spec -> GeminiAgent.builder(spec.model()).name(spec.name()),
          GeminiAgent.Builder::baseUrl,
          GeminiAgent.Builder::apiKey,
          GeminiAgent.Builder::allowInsecure,
          GeminiAgent.Builder::maxConcurrentCalls,
          GeminiAgent.Builder::build);

  static final Protocol<OllamaAgent.Builder> OLLAMA =
      new Protocol<>(
          spec -> OllamaAgent.builder(spec.model()).name(spec.name()),
          OllamaAgent.Builder::baseUrl,
          OllamaAgent.Builder::apiKey,
          OllamaAgent.Builder::allowInsecure,
          OllamaAgent.Builder::maxConcurrentCalls,
          OllamaAgent.Builder::build);

  static final Protocol<BedrockAgent.Builder> BEDROCK =
      new Protocol<>(
          spec -> BedrockAgent.builder(spec.model()).name(spec.name()),
          BedrockAgent.Builder::baseUrl,
          BedrockAgent.Builder::apiKey,
          BedrockAgent.Builder::allowInsecure,
          BedrockAgent.Builder::maxConcurrentCalls,
          BedrockAgent.Builder::build);

  /**
   * Opens an agent.
   *
   * @param url its address; null for the protocol's own
   * @param key its key; blank for none
   */
  Agent open(AgentSpec spec, Agents agents, @Nullable String url, String key) {
    B builder = start.apply(spec);
    if (url != null) {
      baseUrl.accept(builder, url);
    }
    if (key.isBlank()) {
      allowInsecure.accept(builder); // no key that anybody could read on the way
    } else {
      apiKey.accept(builder, key);
    }
    agents.concurrency().ifPresent(most -> maxConcurrentCalls.accept(builder, most));
    return build.apply(builder);
  }
}
