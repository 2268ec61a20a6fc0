/**
 * Agents behind Anthropic Messages, Anthropic's own or any server that speaks them.
 *
 * <pre>{@code
 * Agent agent =
 *     AnthropicAgent.builder("claude-opus-5")
 *         .apiKey(() -> System.getenv("ANTHROPIC_API_KEY"))
 *         .cacheSharedPrefix()
 *         .build();
 * }</pre>
 */
@NullMarked
package io.github.attentionmoa.providers.anthropic;

import org.jspecify.annotations.NullMarked;
