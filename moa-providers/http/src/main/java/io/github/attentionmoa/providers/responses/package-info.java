/**
 * Agents behind OpenAI Responses, OpenAI's own or any server that speaks them.
 *
 * <p>Chat completions, in {@code OpenAiAgent}, do for most models; some speak Responses only.
 *
 * <pre>{@code
 * Agent agent =
 *     ResponsesAgent.builder("gpt-6.2").apiKey(() -> System.getenv("OPENAI_API_KEY")).build();
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.providers.responses;

import org.jspecify.annotations.NullMarked;
