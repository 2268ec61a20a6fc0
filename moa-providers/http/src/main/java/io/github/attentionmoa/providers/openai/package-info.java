/**
 * OpenAI chat completions, and every server that speaks them.
 *
 * <p>A conversation comes in, one completion goes out. By default the address is OpenAI's own; with
 * a base URL the same agent talks to Azure, Groq, OpenRouter, vLLM, llama-server, Ollama and the
 * like:
 *
 * <pre>{@code
 * Agent gpt = OpenAiAgent.builder("gpt-6.1").apiKey(() -> System.getenv("OPENAI_API_KEY")).build();
 * Agent local = OpenAiAgent.builder("qwen3").baseUrl("http://localhost:11434/v1").build();
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.providers.openai;

import org.jspecify.annotations.NullMarked;
